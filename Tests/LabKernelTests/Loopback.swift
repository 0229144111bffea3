import Glibc
import LabKernel

/// Connected sockets on loopback, with ports that the kernel chooses.
struct Loopback {
  let server: Int32
  let client: Int32
  let accepted: Int32
  let address: SocketAddress
  let clientAddress: SocketAddress

  init(_ kernel: inout Kernel, backlog: Int32 = 5) {
    (server, address) = Self.listener(&kernel, backlog: backlog)
    client = kernel.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0).descriptor
    _ = kernel.connect(client, address)
    accepted = kernel.accept(server).descriptor
    var own = SocketAddress.buffer(family: AF_INET)
    _ = kernel.getsockname(client, into: &own)
    clientAddress = own
  }

  static func listener(_ kernel: inout Kernel, backlog: Int32) -> (Int32, SocketAddress) {
    let server = kernel.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0).descriptor
    _ = kernel.bind(server, SocketAddress(ipv4: 0x7f00_0001, port: 0))
    _ = kernel.listen(server, backlog)
    var address = SocketAddress.buffer(family: AF_INET)
    _ = kernel.getsockname(server, into: &address)
    return (server, address)
  }

  func close(_ kernel: inout Kernel) {
    for fd in [client, accepted, server] { _ = kernel.close(fd) }
  }
}

extension Answer {
  var descriptor: Int32 { Int32(raw) }
}
