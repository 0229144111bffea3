import CLab
package import LabConstants

/// Facts about one of our own sockets, which asking doesn't change.
///
/// None reads SO_ERROR or the error queue: that would take the error away from the script.
package enum SocketFacts {
  /// TCP_INFO of linux/tcp.h, whose structure is longer than that of the C library.
  private static let tcpInfoOption: Int32 = 11

  /// The TCP state by TCP_INFO; nil when it is no TCP socket.
  package static func tcpState(_ fd: Int32, kernel: inout Kernel) -> TCPState? {
    var info: [UInt8] = [0]
    let answer = kernel.asOurs { kernel in
      kernel.getsockopt(fd, Int32(IPPROTO_TCP), tcpInfoOption, into: &info)
    }
    return answer.isSuccess && info.count == 1 ? TCPState(rawValue: info[0]) : nil
  }

  /// The whole of TCP_INFO, as long as this kernel has it; `TCPInfoField` reads it.
  package static func tcpInfo(_ fd: Int32, kernel: inout Kernel) -> [UInt8]? {
    var info = [UInt8](repeating: 0, count: 512)
    let answer = kernel.asOurs { kernel in
      kernel.getsockopt(fd, Int32(IPPROTO_TCP), tcpInfoOption, into: &info)
    }
    return answer.isSuccess ? info : nil
  }

  /// Of a listener: the connections that wait to be accepted, and how many may wait.
  package static func acceptQueue(
    _ fd: Int32,
    kernel: inout Kernel
  ) -> (length: UInt32, limit: UInt32)? {
    guard let info = tcpInfo(fd, kernel: &kernel), info.first == TCPState.listen.rawValue,
      info.count >= 32
    else { return nil }
    // For a listener the kernel reuses the fields: net/ipv4/tcp.c, tcp_get_info().
    return info.withUnsafeBytes {
      (
        $0.loadUnaligned(fromByteOffset: 24, as: UInt32.self),
        $0.loadUnaligned(fromByteOffset: 28, as: UInt32.self)
      )
    }
  }

  /// Bytes that have come and are not read: FIONREAD; of datagrams, the size of the next one.
  package static func unread(_ fd: Int32, kernel: inout Kernel) -> Answer {
    integer(fd, 0x541B, kernel: &kernel)
  }

  /// Bytes that are sent and not acknowledged: SIOCOUTQ; of datagrams, memory in use.
  package static func unsent(_ fd: Int32, kernel: inout Kernel) -> Answer {
    integer(fd, 0x5411, kernel: &kernel)
  }

  /// Memory of what has come and is not read, the kernel's overhead in it, and its limit, SO_RCVBUF:
  /// SO_MEMINFO of sock_diag(7).
  package static func receiveMemory(
    _ fd: Int32,
    kernel: inout Kernel
  ) -> (used: Int, size: Int)? {
    let option: Int32 = 55
    var memory = [UInt8](repeating: 0, count: 8)
    let answer = kernel.asOurs { $0.getsockopt(fd, SOL_SOCKET, option, into: &memory) }
    guard answer.isSuccess, memory.count == 8 else { return nil }
    return memory.withUnsafeBytes {
      (
        Int($0.loadUnaligned(fromByteOffset: 0, as: UInt32.self)),
        Int($0.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
      )
    }
  }

  /// The inode of the socket's file, by which /proc and sock_diag know it.
  package static func inode(_ fd: Int32) -> UInt64? {
    var status = stat()
    return fstat(fd, &status) == 0 ? UInt64(status.st_ino) : nil
  }

  private static func integer(_ fd: Int32, _ request: UInt, kernel: inout Kernel) -> Answer {
    var value: Int32 = 0
    let answer = kernel.asOurs { $0.ioctlInteger(fd, request, into: &value) }
    return answer.isSuccess ? Answer(raw: Int(value)) : answer
  }
}
