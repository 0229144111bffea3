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
      if case .ip(.v4(let host)) = program.addresses[index].host {
        program.addresses[index].host = .ip(.v4(range.renamed(host)))
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
    if case .ip(.v4(let host)) = self { return .ip(.v4(range.renamed(host))) }
    return self
  }
}

extension Machine {
  /// Whether two addresses are the same place to a script: a socket that connects unbound gets
  /// 127.0.0.1 from the kernel, which no script on this range can name otherwise.
  func isSamePlace(_ left: SocketAddress, _ right: SocketAddress) -> Bool {
    guard let a = left.ipv4, let b = right.ipv4, left.port == right.port else { return false }
    return a == localhost && b == 0x7f00_0001 || a == 0x7f00_0001 && b == localhost
  }
}
