import Glibc
import LabConstants
import LabKernel
import Testing

@Suite struct SocketDiagnosticsTests {
  @Test func aConnectionIsFoundByItsFourTuple() throws {
    var kernel = Kernel()
    let loopback = Loopback(&kernel)
    var diagnostics = try SocketDiagnostics(kernel: &kernel)
    let found = try #require(
      try diagnostics.connection(
        local: loopback.clientAddress,
        remote: loopback.address,
        kernel: &kernel
      )
    )
    #expect(found.state == .established)
    #expect(found.local == loopback.clientAddress && found.remote == loopback.address)
    #expect(UInt64(found.inode) == SocketFacts.inode(loopback.client))
    _ = kernel.close(loopback.client)
    _ = kernel.close(loopback.accepted)
    let after = try diagnostics.connection(
      local: loopback.clientAddress,
      remote: loopback.address,
      kernel: &kernel
    )
    #expect(after?.state == .timeWait && after?.inode == 0)
    let nobody = try diagnostics.connection(
      local: loopback.clientAddress,
      remote: loopback.clientAddress,
      kernel: &kernel
    )
    #expect(nobody == nil)
    _ = kernel.close(loopback.server)
  }

  @Test func aListenerIsFoundByWhereItCanBeReached() throws {
    var kernel = Kernel()
    let (server, address) = Loopback.listener(&kernel, backlog: 3)
    var diagnostics = try SocketDiagnostics(kernel: &kernel)
    let listener = try diagnostics.listener(at: address, kernel: &kernel)
    #expect(UInt64(listener?.inode ?? 0) == SocketFacts.inode(server))
    #expect(listener?.sendQueue == 3)
    let all = try diagnostics.listeners(kernel: &kernel)
    #expect(all.contains { $0.local == address && $0.state == .listen })
    _ = kernel.close(server)
    #expect(try diagnostics.listener(at: address, kernel: &kernel) == nil)
  }

  /// More sockets than one datagram of an answer can hold.
  @Test func aLongListIsWhole() throws {
    var kernel = Kernel()
    let (server, address) = Loopback.listener(&kernel, backlog: 700)
    let clients = (0..<600).map { _ in
      let client = kernel.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0).descriptor
      _ = kernel.connect(client, address)
      return client
    }
    var diagnostics = try SocketDiagnostics(kernel: &kernel)
    let port = try #require(address.port)
    let connections = try diagnostics.connections(to: port, kernel: &kernel)
    #expect(connections.count == 600)
    #expect(Set(connections.map(\.remote)).count == 600)
    #expect(SocketFacts.acceptQueue(server, kernel: &kernel)?.length == 600)
    for fd in clients + [server] { _ = kernel.close(fd) }
  }

  @Test func datagramSocketsAreListed() throws {
    var kernel = Kernel()
    let socket = kernel.socket(AF_INET6, Int32(SOCK_DGRAM.rawValue), 0).descriptor
    _ = kernel.bind(socket, SocketAddress(ipv6: (0, 1), port: 0))
    var own = SocketAddress.buffer(family: AF_INET6)
    _ = kernel.getsockname(socket, into: &own)
    var diagnostics = try SocketDiagnostics(kernel: &kernel)
    let found = try diagnostics.datagramSockets(on: #require(own.port), kernel: &kernel)
    #expect(found.contains { $0.local == own && UInt64($0.inode) == SocketFacts.inode(socket) })
    _ = kernel.close(socket)
  }

  @Test func unixSocketsTellNameAndQueues() throws {
    var kernel = Kernel()
    let server = kernel.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0).descriptor
    let name = SocketAddress(unixAbstract: Array("socklab-test-\(getpid())".utf8))
    _ = kernel.bind(server, name)
    _ = kernel.listen(server, 4)
    let client = kernel.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0).descriptor
    _ = kernel.connect(client, name)
    var diagnostics = try SocketDiagnostics(kernel: &kernel)
    let inode = try #require(SocketFacts.inode(server))
    let found = try diagnostics.unixSocket(inode: UInt32(inode), kernel: &kernel)
    #expect(found?.address == name && found?.state == .listen)
    #expect(found?.receiveQueue == 1 && found?.sendQueue == 4)
    let all = try diagnostics.unixSockets(kernel: &kernel)
    #expect(all.contains { $0.address == name })
    _ = kernel.close(client)
    _ = kernel.close(server)
  }

  @Test func factsLeaveTheSocketAsItIs() throws {
    var kernel = Kernel()
    let loopback = Loopback(&kernel)
    defer { loopback.close(&kernel) }
    #expect(SocketFacts.tcpState(loopback.server, kernel: &kernel) == .listen)
    #expect(SocketFacts.tcpState(loopback.client, kernel: &kernel) == .established)
    #expect(SocketFacts.acceptQueue(loopback.client, kernel: &kernel) == nil)
    let queue = SocketFacts.acceptQueue(loopback.server, kernel: &kernel)
    #expect(queue?.length == 0 && queue?.limit == 5)
    _ = Array("hello".utf8).withUnsafeBytes { kernel.send(loopback.client, $0, flags: 0) }
    #expect(SocketFacts.unread(loopback.accepted, kernel: &kernel).raw == 5)
    #expect(SocketFacts.unsent(loopback.client, kernel: &kernel).isSuccess)
    let datagrams = kernel.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0).descriptor
    #expect(SocketFacts.tcpState(datagrams, kernel: &kernel) == nil)
    _ = kernel.close(datagrams)
  }

  @Test func theOwnerOfASocketIsThisProcess() throws {
    var kernel = Kernel()
    let socket = kernel.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0).descriptor
    let inode = try #require(SocketFacts.inode(socket))
    let owner = ProcessOwners.holding(inode: inode).owners.first { $0.process == getpid() }
    #expect(owner?.descriptors.contains(socket) == true)
    #expect(owner?.command.isEmpty == false)
    _ = kernel.close(socket)
  }
}
