import Glibc
import LabKernel

/// A little program of calls, whose records are compared with what strace saw.
enum Calls {
  static func run() {
    var kernel = Kernel()
    kernel.records = true
    // A call that nothing else makes marks where the program begins and ends.
    _ = kernel.close(-77)
    tcp(&kernel)
    datagrams(&kernel)
    unix(&kernel)
    refused(&kernel)
    options(&kernel)
    _ = kernel.close(-77)
    let records = kernel.takeRecords()
    for record in records { Probe.tell(record.cLine) }
  }

  private static func tcp(_ kernel: inout Kernel) {
    let server = kernel.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0).fd
    _ = kernel.setsockopt(server, SOL_SOCKET, SO_REUSEADDR, integer: 1)
    _ = kernel.bind(server, SocketAddress(ipv4: 0x7f00_0001, port: 0))
    _ = kernel.listen(server, 5)
    var address = SocketAddress.buffer(family: AF_INET)
    _ = kernel.getsockname(server, into: &address)
    let client = kernel.socket(AF_INET, Int32(SOCK_STREAM.rawValue), Int32(IPPROTO_TCP)).fd
    _ = kernel.setNonblocking(client, true)
    _ = kernel.connect(client, address)
    _ = kernel.connect(client, address)
    _ = kernel.setNonblocking(client, false)
    _ = kernel.isNonblocking(client)
    var events: Int16 = 0
    _ = kernel.poll(server, events: Int16(POLLIN), revents: &events)
    _ = kernel.poll(client, events: Int16(POLLIN), revents: &events)
    let first = kernel.accept(server).fd
    let second = kernel.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0).fd
    _ = kernel.connect(second, address)
    var peer = SocketAddress.buffer(family: AF_INET)
    let accepted = kernel.accept(server, peer: &peer).fd
    var large = SocketAddress(bytes: [])
    _ = kernel.getpeername(accepted, into: &large)
    let bytes: [UInt8] = Array("he\"l\\lo\n\0001".utf8) + [0x01, 0xff, 0x09, 0x7a, 0x0b, 0x1b]
    bytes.withUnsafeBytes { _ = kernel.send(client, $0, flags: 0) }
    let long = [UInt8](repeating: 0x78, count: 40)
    long.withUnsafeBytes {
      _ = kernel.send(client, $0, flags: Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
    }
    var buffer = [UInt8](repeating: 0, count: 100)
    buffer.withUnsafeMutableBytes { place in
      let five = UnsafeMutableRawBufferPointer(rebasing: place[..<5])
      _ = kernel.recv(first, into: five, flags: Int32(MSG_PEEK))
      var unread: Int32 = 0
      _ = kernel.ioctlInteger(first, 0x541B, into: &unread)
      _ = kernel.ioctlInteger(first, 0x5411, into: &unread)
      _ = kernel.ioctlInteger(server, 0x541B, into: &unread)
      _ = kernel.recv(first, into: place, flags: 0)
      _ = kernel.recv(first, into: place, flags: Int32(MSG_DONTWAIT))
      _ = kernel.recvfrom(
        first,
        into: place,
        flags: Int32(MSG_DONTWAIT | MSG_TRUNC),
        from: &peer
      )
    }
    _ = kernel.shutdown(client, Int32(SHUT_WR))
    _ = kernel.shutdown(client, 7)
    for fd in [kernel.dup(client).fd, client, second, first, accepted, server] {
      _ = kernel.close(fd)
    }
  }

  private static func datagrams(_ kernel: inout Kernel) {
    for (domain, host) in [
      (AF_INET, SocketAddress(ipv4: 0x7f00_0001, port: 0)),
      (AF_INET6, SocketAddress(ipv6: (0, 1), port: 0)),
    ] {
      let socket = kernel.socket(domain, Int32(SOCK_DGRAM.rawValue), Int32(IPPROTO_UDP)).fd
      _ = kernel.bind(socket, host)
      var own = SocketAddress.buffer(family: domain)
      _ = kernel.getsockname(socket, into: &own)
      Array("hi".utf8).withUnsafeBytes { _ = kernel.sendto(socket, $0, flags: 0, to: own) }
      var buffer = [UInt8](repeating: 0, count: 10)
      var sender = SocketAddress.buffer(family: domain)
      buffer.withUnsafeMutableBytes {
        _ = kernel.recvfrom(socket, into: $0, flags: 0, from: &sender)
        _ = kernel.recvfrom(
          socket,
          into: $0,
          flags: Int32(MSG_DONTWAIT),
          from: &sender
        )
      }
      _ = kernel.getpeername(socket, into: &sender)
      _ = kernel.close(socket)
    }
  }

  private static func unix(_ kernel: inout Kernel) {
    var pair: (Int32, Int32) = (-1, -1)
    _ = kernel.socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, into: &pair)
    var unnamed = SocketAddress.buffer(family: AF_UNIX)
    _ = kernel.getsockname(pair.0, into: &unnamed)
    _ = kernel.close(pair.0)
    _ = kernel.close(pair.1)
    let datagrams = kernel.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0).fd
    _ = kernel.connect(datagrams, SocketAddress(unixPath: Array("/nowhere/n\"o\u{1}".utf8)))
    _ = kernel.bind(datagrams, SocketAddress(unixAbstract: Array("probe\0d\(getpid())".utf8)))
    var own = SocketAddress.buffer(family: AF_UNIX)
    _ = kernel.getsockname(datagrams, into: &own)
    _ = kernel.close(datagrams)
    let other = kernel.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0).fd
    _ = kernel.bind(other, .unixUnnamed)
    _ = kernel.close(other)
  }

  private static func refused(_ kernel: inout Kernel) {
    _ = kernel.socket(99, 3, 1)
    _ = kernel.socket(AF_INET, 9, 77)
    _ = kernel.socket(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue), 5)
    let socket = kernel.socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0).fd
    _ = kernel.bind(
      socket,
      SocketAddress(ipv6: (0xfe80 << 48, 1), port: 1, scope: 1, flow: 5)
    )
    _ = kernel.bind(socket, SocketAddress(ipv6: (0x2001_0db8 << 32, 1), port: 9, scope: 77))
    _ = kernel.bind(socket, SocketAddress(bytes: [0, 0, 1, 2, 3, 4]))
    _ = kernel.bind(socket, SocketAddress(bytes: [10, 0]))
    _ = kernel.listen(999, -1)
    _ = kernel.close(socket)
  }

  private static func options(_ kernel: inout Kernel) {
    let socket = kernel.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0).fd
    _ = kernel.setsockopt(socket, Int32(IPPROTO_TCP), 1, integer: 1)
    _ = kernel.setsockopt(socket, Int32(IPPROTO_IP), 1, integer: 16)
    withUnsafeBytes(of: (Int32(1), Int32(5))) {
      _ = kernel.setsockopt(socket, SOL_SOCKET, SO_LINGER, $0)
    }
    withUnsafeBytes(of: (Int64(1), Int64(500_000))) {
      _ = kernel.setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, $0)
    }
    withUnsafeBytes(of: UInt64(5)) { _ = kernel.setsockopt(socket, SOL_SOCKET, 47, $0) }
    Array("lo\0".utf8).withUnsafeBytes { _ = kernel.setsockopt(socket, SOL_SOCKET, 25, $0) }
    [224, 0, 0, 1, 127, 0, 0, 1].withUnsafeBytes { (bytes: UnsafeRawBufferPointer) in
      _ = kernel.setsockopt(socket, 0, 35, bytes)
    }
    _ = kernel.setsockopt(socket, 99, 83, integer: 4)
    for (level, number, size) in [
      (SOL_SOCKET, SO_ERROR, 4), (SOL_SOCKET, SO_TYPE, 4), (SOL_SOCKET, SO_LINGER, 8),
      (SOL_SOCKET, SO_RCVTIMEO, 16), (SOL_SOCKET, SO_RCVBUF, 8), (SOL_SOCKET, SO_PEERCRED, 12),
      (SOL_SOCKET, 57, 8), (Int32(IPPROTO_TCP), 13, 16), (Int32(IPPROTO_TCP), 11, 104),
      (Int32(IPPROTO_IPV6), 26, 4), (SOL_SOCKET, 31, 64), (Int32(IPPROTO_IP), 2, 4),
    ] {
      var value = [UInt8](repeating: 0, count: size)
      _ = kernel.getsockopt(socket, level, number, into: &value)
    }
    _ = kernel.close(socket)
  }
}

extension Answer {
  /// The descriptor that a call gave, -1 when it failed.
  var fd: Int32 { Int32(max(raw, -1)) }
}
