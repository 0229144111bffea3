import CLab
import LabConstants

// Socket options.
extension Kernel {
  /// Sets an option from raw bytes; setsockopt(2).
  package mutating func setsockopt(
    _ fd: Int32,
    _ level: Int32,
    _ number: Int32,
    _ value: UnsafeRawBufferPointer
  ) -> Answer {
    let answer = Answer(
      raw: clab_setsockopt(fd, level, number, value.baseAddress, UInt32(value.count))
    )
    if records {
      note(
        "setsockopt",
        [
          .descriptor(fd), .constant(CallText.optionLevel(level)),
          .constant(CallText.optionName(level: level, number: number)),
          OptionText.argument(level: level, number: number, value: value),
          .integer(value.count),
        ],
        answer
      )
    }
    return answer
  }

  /// Sets an option that is one `int`.
  package mutating func setsockopt(
    _ fd: Int32,
    _ level: Int32,
    _ number: Int32,
    integer: Int32
  ) -> Answer {
    withUnsafeBytes(of: integer) { setsockopt(fd, level, number, $0) }
  }

  /// Reads an option into `value`, whose size is the buffer's and then what came; getsockopt(2).
  package mutating func getsockopt(
    _ fd: Int32,
    _ level: Int32,
    _ number: Int32,
    into value: inout [UInt8]
  ) -> Answer {
    let capacity = value.count
    var length = socklen_t(capacity)
    var place: UInt = 0
    let answer = Answer(
      raw: value.withUnsafeMutableBytes { bytes in
        place = UInt(bitPattern: bytes.baseAddress)
        return clab_getsockopt(fd, level, number, bytes.baseAddress, &length)
      }
    )
    if answer.isSuccess {
      // SO_GET_FILTER counts the instructions, of 8 bytes each (net/core/filter.c, sk_get_filter).
      let isFilter = level == SOL_SOCKET && number == 26
      value.removeLast(capacity - min(Int(length) * (isFilter ? 8 : 1), capacity))
    }
    if records {
      let shown: CallArgument =
        answer.isSuccess
        ? value.withUnsafeBytes { OptionText.argument(level: level, number: number, value: $0) }
        : .pointer(place)
      note(
        "getsockopt",
        [
          .descriptor(fd), .constant(CallText.optionLevel(level)),
          .constant(CallText.optionName(level: level, number: number)), shown,
          .resultLength(given: capacity, returned: Int(length)),
        ],
        answer
      )
    }
    return answer
  }

  /// Reads an option that is one `int`.
  package mutating func getsockopt(
    _ fd: Int32,
    _ level: Int32,
    _ number: Int32,
    integer: inout Int32
  ) -> Answer {
    var value = [UInt8](repeating: 0, count: 4)
    let answer = getsockopt(fd, level, number, into: &value)
    if answer.isSuccess, value.count == 4 {
      integer = value.withUnsafeBytes { $0.loadUnaligned(as: Int32.self) }
    }
    return answer
  }
}

/// How strace spells the value of an option.
private enum OptionText {
  static func argument(level: Int32, number: Int32, value: UnsafeRawBufferPointer) -> CallArgument {
    func integer(_ offset: Int) -> Int32 {
      value.loadUnaligned(fromByteOffset: offset, as: Int32.self)
    }
    let type = SocketOptions.find(level: level, number: number)?.type
    switch type {
    case .structures(["linger"]) where value.count >= 8:
      return .constant("{l_onoff=\(integer(0)), l_linger=\(integer(4))}")
    case .structures(["ucred"]) where value.count >= 12:
      return .constant("{pid=\(integer(0)), uid=\(integer(4)), gid=\(integer(8))}")
    case .structures(["ip_mreqn", "ip_mreq"]) where value.count >= 8:
      let group = SocketAddress.text(ipv4: value.loadUnaligned(as: UInt32.self).bigEndian)
      let interface = SocketAddress.text(
        ipv4: value.loadUnaligned(fromByteOffset: 4, as: UInt32.self).bigEndian
      )
      return .constant(
        "{imr_multiaddr=inet_addr(\"\(group)\"), imr_interface=inet_addr(\"\(interface)\")}"
      )
    case .integer, .boolean, .unsigned32:
      guard value.count >= 4 else { return .pointer(UInt(bitPattern: value.baseAddress)) }
      return .constant("[\(integer(0))]")
    default:
      return value.count == 4 ? .constant("[\(integer(0))]") : .bytes(of: value)
    }
  }
}
