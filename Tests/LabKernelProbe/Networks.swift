import Glibc
import LabConstants
import LabKernel

/// What a private network gives and forbids.
enum Networks {
  static func privateNetwork(asNobody: Bool) {
    if asNobody, !ProcessUser.become(user: 65_534, group: 65_534).isSuccess {
      return Probe.tell("can't become nobody")
    }
    let outside = NetworkNamespace.identifier
    let user = geteuid()
    do {
      try NetworkNamespace.enterPrivate()
    } catch {
      return Probe.tell("refused at \(error.step.rawValue): \(error.errno.name), \(error.cause)")
    }
    Probe.tell("new network: \(NetworkNamespace.identifier != outside)")
    Probe.tell("same user: \(geteuid() == user)")
    Probe.tell("effective: \(Capabilities.effective.names)")
    Probe.tell("may raise: \(Capabilities.hasPermitted([.netAdmin, .sysAdmin, .netBindService]))")
    facts()
  }

  private static func facts() {
    var kernel = Kernel()
    let loopback4 = SocketAddress(ipv4: 0x7f00_0001, port: 0)
    let loopback6 = SocketAddress(ipv6: (0, 1), port: 0)
    Probe.tell("tcp over 127.0.0.1: \(exchange(loopback4, &kernel))")
    Probe.tell("tcp over ::1: \(exchange(loopback6, &kernel))")
    Probe.tell("bind 80: \(bind(loopback4.replacing(port: 80), &kernel))")
    Probe.tell("bind 8080: \(bind(loopback4.replacing(port: 8080), &kernel))")
    Probe.tell("raw socket: \(name(kernel.socket(AF_INET, Int32(SOCK_RAW.rawValue), 1)))")
    let marked = kernel.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0).fd
    Probe.tell("SO_MARK: \(name(kernel.setsockopt(marked, SOL_SOCKET, 36, integer: 1)))")
    let bound = Capabilities.raised(.netBindService) {
      bind(loopback4.replacing(port: 80), &kernel)
    }
    Probe.tell("bind 80 with the capability: \(bound)")
    Probe.tell("effective again: \(Capabilities.effective.names)")
    settings(&kernel)
  }

  private static func settings(_ kernel: inout Kernel) {
    let extra = SocketAddress(ipv4: 0xc000_020a, port: 0)
    let extra6 = SocketAddress(ipv6: (0x2001_0db8_0000_0000, 0x10), port: 0)
    Probe.tell("bind 192.0.2.10 before: \(bind(extra, &kernel))")
    let added = NetworkSettings.addAddress(extra, prefixLength: 32, kernel: &kernel)
    let added6 = NetworkSettings.addAddress(extra6, prefixLength: 128, kernel: &kernel)
    Probe.tell("add: \(name(added)) \(name(added6))")
    let again = NetworkSettings.addAddress(extra, prefixLength: 32, kernel: &kernel)
    Probe.tell("add again: \(name(again))")
    Probe.tell("bind 192.0.2.10 after: \(exchange(extra, &kernel)) \(exchange(extra6, &kernel))")
    let addresses = (try? NetworkSettings.addresses(kernel: &kernel)) ?? []
    let texts = addresses.map {
      "\($0.address.hostText ?? "?")/\($0.prefixLength) \($0.interfaceName)"
    }
    Probe.tell("addresses: \(texts.sorted().joined(separator: ", "))")
    do throws(Sysctl.Failure) {
      try Sysctl.write("net.ipv4.ip_local_port_range", "40000 40009")
      Probe.tell("ephemeral: \(try Sysctl.ephemeralPorts())")
    } catch {
      Probe.tell("sysctl: \(error)")
    }
    for wrong in ["kernel.hostname", "net", "net..core", "net./../../kernel.pid_max"] {
      do throws(Sysctl.Failure) {
        Probe.tell("sysctl \(wrong): \(try Sysctl.read(wrong))")
      } catch {
        Probe.tell("sysctl \(wrong): \(error)")
      }
    }
  }

  static func freshNetworks() {
    do {
      try NetworkNamespace.enterPrivate()
      let first = try NetworkNamespace.handle()
      let firstNumber = NetworkNamespace.identifier
      var kernel = Kernel()
      let address = SocketAddress(ipv4: 0x7f00_0001, port: 9000)
      _ = bind(address, &kernel)
      Probe.tell("taken: \(bind(address, &kernel))")
      Probe.tell("fresh: \(name(NetworkNamespace.fresh()))")
      Probe.tell("other network: \(NetworkNamespace.identifier != firstNumber)")
      Probe.tell("free there: \(bind(address, &kernel)) \(exchange(address, &kernel, port: 0))")
      Probe.tell("back: \(name(NetworkNamespace.switch(to: first)))")
      Probe.tell("first again: \(NetworkNamespace.identifier == firstNumber)")
      Probe.tell("still taken: \(bind(address, &kernel))")
      Probe.tell("effective: \(Capabilities.effective.names)")
    } catch {
      Probe.tell("failed: \(error)")
    }
  }

  /// Connects, accepts and sends one byte; the first errno, or `ok`.
  private static func exchange(
    _ address: SocketAddress,
    _ kernel: inout Kernel,
    port: UInt16? = nil
  ) -> String {
    let domain = Int32(address.family)
    let server = kernel.socket(domain, Int32(SOCK_STREAM.rawValue), 0).fd
    let client = kernel.socket(domain, Int32(SOCK_STREAM.rawValue), 0).fd
    defer {
      _ = kernel.close(server)
      _ = kernel.close(client)
    }
    var own = SocketAddress.buffer(family: domain)
    for answer in [
      kernel.bind(server, address.replacing(port: port ?? address.port ?? 0)),
      kernel.listen(server, 1), kernel.getsockname(server, into: &own),
      kernel.connect(client, own),
    ] where !answer.isSuccess {
      return name(answer)
    }
    let accepted = kernel.accept(server)
    _ = kernel.close(accepted.fd)
    return name(Answer(raw: min(accepted.raw, 0)))
  }

  /// Binds a new socket, which stays open; the errno, or `ok`.
  private static func bind(_ address: SocketAddress, _ kernel: inout Kernel) -> String {
    let socket = kernel.socket(Int32(address.family), Int32(SOCK_STREAM.rawValue), 0).fd
    return name(kernel.bind(socket, address))
  }

  private static func name(_ answer: Answer) -> String {
    answer.errno?.name ?? "ok"
  }
}
