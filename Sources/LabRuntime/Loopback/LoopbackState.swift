import LabKernel
import LabProgram

/// What a machine keeps that runs on its part of this machine's loopback; `--network loopback`.
struct LoopbackState {
  let limits: LoopbackLimits
  var losses = LoopbackLosses()
  /// Why the step that is open was left; `nil`: it runs.
  var leftBecause: String?
  /// Actors started later than this one belong to the step that is open.
  var newestActor: Int64 = 0

  var range: LoopbackRange { limits.range }

  init(range: LoopbackRange) {
    let first = (try? Sysctl.read("net.ipv4.ip_unprivileged_port_start")).flatMap { UInt16($0) }
    limits = LoopbackLimits(range: range, firstFreePort: first ?? 1024)
  }
}

extension Program {
  /// The same program with every IPv4 address 127.0.0.N written as the run's own.
  ///
  /// Once, in the pools: no statement asks again.
  func renamed(onto range: LoopbackRange) -> Program {
    var program = self
    for index in program.constants.indices {
      program.constants[index] = program.constants[index].renamed(onto: range)
    }
    for index in program.addresses.indices {
      if case .ip(let ip) = program.addresses[index].host {
        program.addresses[index].host = .ip(ip.renamed(onto: range))
      }
    }
    program.header.parameters = program.header.parameters.map { parameter in
      Header.Parameter(
        name: parameter.name,
        slot: parameter.slot,
        value: parameter.value.renamed(onto: range)
      )
    }
    return program
  }
}

extension Constant {
  fileprivate func renamed(onto range: LoopbackRange) -> Constant {
    if case .ip(let ip) = self { return .ip(ip.renamed(onto: range)) }
    return self
  }
}

extension IPLiteral {
  /// Also ::ffff:127.0.0.N, which is 127.0.0.N to a socket of IPv6.
  fileprivate func renamed(onto range: LoopbackRange) -> IPLiteral {
    switch self {
    case .v4(let host): return .v4(range.renamed(host))
    case .v6(let high, let low, let zone):
      guard high == 0, low >> 32 == 0xffff else { return self }
      let host = range.renamed(UInt32(truncatingIfNeeded: low))
      return .v6(high, 0xffff << 32 | UInt64(host), zone: zone)
    }
  }
}

extension Machine {
  /// Whether two addresses are the same place to a script: a socket that connects unbound gets
  /// 127.0.0.1 from the kernel, which no script on this range can name otherwise.
  func isSamePlace(_ left: SocketAddress, _ right: SocketAddress) -> Bool {
    guard left.port == right.port, left.family == right.family,
      let a = left.ipv4 ?? left.mappedIPv4, let b = right.ipv4 ?? right.mappedIPv4
    else { return false }
    return a == localhost && b == 0x7f00_0001 || a == 0x7f00_0001 && b == localhost
  }
}
