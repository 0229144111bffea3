import CLab
import LabConstants

// Making, naming and ending sockets.
extension Kernel {
  /// Makes a socket; socket(2).
  package mutating func socket(_ domain: Int32, _ type: Int32, _ proto: Int32) -> Answer {
    let answer = Answer(raw: clab_socket(domain, type, proto))
    if records { note("socket", Self.socketArguments(domain, type, proto), answer) }
    return answer
  }

  /// Makes two connected sockets; socketpair(2).
  package mutating func socketpair(
    _ domain: Int32,
    _ type: Int32,
    _ proto: Int32,
    into pair: inout (Int32, Int32)
  ) -> Answer {
    var made: [Int32] = [-1, -1]
    let answer = Answer(
      raw: made.withUnsafeMutableBufferPointer {
        clab_socketpair(domain, type, proto, $0.baseAddress)
      }
    )
    if answer.isSuccess { pair = (made[0], made[1]) }
    if records {
      let argument: CallArgument =
        answer.isSuccess ? .descriptorPair(made[0], made[1]) : .pointer(0)
      note("socketpair", Self.socketArguments(domain, type, proto) + [argument], answer)
    }
    return answer
  }

  /// Gives a socket its local address; bind(2).
  package mutating func bind(_ fd: Int32, _ address: SocketAddress) -> Answer {
    let answer = Answer(
      raw: address.bytes.withUnsafeBytes { clab_bind(fd, $0.baseAddress, UInt32($0.count)) }
    )
    if records { note("bind", Self.addressArguments(fd, address), answer) }
    return answer
  }

  /// Opens a socket for connections; listen(2).
  package mutating func listen(_ fd: Int32, _ backlog: Int32) -> Answer {
    let answer = Answer(raw: clab_listen(fd, backlog))
    if records { note("listen", [.descriptor(fd), .integer(Int(backlog))], answer) }
    return answer
  }

  /// Connects, or sets a datagram socket's peer; connect(2).
  package mutating func connect(_ fd: Int32, _ address: SocketAddress) -> Answer {
    let answer = Answer(
      raw: address.bytes.withUnsafeBytes { clab_connect(fd, $0.baseAddress, UInt32($0.count)) }
    )
    if records { note("connect", Self.addressArguments(fd, address), answer) }
    return answer
  }

  /// Takes a connection from the queue; accept(2) with NULL for the peer's address.
  package mutating func accept(_ fd: Int32) -> Answer {
    let answer = Answer(raw: clab_accept(fd, nil, nil))
    if records { note("accept", [.descriptor(fd), .null, .null], answer) }
    return answer
  }

  /// Takes a connection from the queue, and its peer's address; accept(2).
  package mutating func accept(_ fd: Int32, peer: inout SocketAddress) -> Answer {
    addressResult("accept", fd, &peer) { clab_accept(fd, $0, $1) }
  }

  /// Tells a socket's own address; getsockname(2).
  package mutating func getsockname(_ fd: Int32, into address: inout SocketAddress) -> Answer {
    addressResult("getsockname", fd, &address) { clab_getsockname(fd, $0, $1) }
  }

  /// Tells the peer's address; getpeername(2).
  package mutating func getpeername(_ fd: Int32, into address: inout SocketAddress) -> Answer {
    addressResult("getpeername", fd, &address) { clab_getpeername(fd, $0, $1) }
  }

  /// Ends one or both directions; shutdown(2).
  package mutating func shutdown(_ fd: Int32, _ how: Int32) -> Answer {
    let answer = Answer(raw: clab_shutdown(fd, how))
    if records {
      let name = CallText.named(how, in: .shutdown, unknown: "SHUT")
      note("shutdown", [.descriptor(fd), .constant(name)], answer)
    }
    return answer
  }

  /// Closes a descriptor; close(2).
  package mutating func close(_ fd: Int32) -> Answer {
    if records { return recordedClose(fd) }
    return Answer(raw: clab_close(fd))
  }

  @inline(never)
  private mutating func recordedClose(_ fd: Int32) -> Answer {
    let answer = Answer(raw: clab_close(fd))
    note("close", [.descriptor(fd)], answer)
    return answer
  }

  /// Makes a second descriptor for the same open file; dup(2).
  package mutating func dup(_ fd: Int32) -> Answer {
    let answer = Answer(raw: clab_dup(fd))
    if records { note("dup", [.descriptor(fd)], answer) }
    return answer
  }

  /// Makes a call that fills in an address, with a buffer as large as the given one.
  private mutating func addressResult(
    _ name: String,
    _ fd: Int32,
    _ address: inout SocketAddress,
    _ call: (UnsafeMutableRawPointer?, UnsafeMutablePointer<socklen_t>) -> Int
  ) -> Answer {
    let capacity = address.bytes.isEmpty ? SocketAddress.largest : address.bytes.count
    var length = socklen_t(capacity)
    var buffer = [UInt8](repeating: 0, count: capacity)
    var place: UInt = 0
    let answer = Answer(
      raw: buffer.withUnsafeMutableBytes { bytes in
        place = UInt(bitPattern: bytes.baseAddress)
        return call(bytes.baseAddress, &length)
      }
    )
    if answer.isSuccess {
      buffer.removeLast(capacity - min(Int(length), capacity))
      address = SocketAddress(bytes: buffer)
    }
    if records {
      let shown: CallArgument = answer.isSuccess ? .address(address) : .pointer(place)
      note(
        name,
        [.descriptor(fd), shown, .resultLength(given: capacity, returned: Int(length))],
        answer
      )
    }
    return answer
  }

  private static func socketArguments(
    _ domain: Int32,
    _ type: Int32,
    _ proto: Int32
  ) -> [CallArgument] {
    [
      .constant(CallText.named(domain, in: .addressFamily, unknown: "AF")),
      .constant(CallText.socketType(type)),
      .constant(CallText.socketProtocol(proto, domain: domain)),
    ]
  }

  private static func addressArguments(_ fd: Int32, _ address: SocketAddress) -> [CallArgument] {
    [.descriptor(fd), .address(address), .addressLength(address.bytes.count)]
  }
}
