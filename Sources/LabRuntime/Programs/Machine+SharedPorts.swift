import LabConstants
import LabDiagnostics
import LabKernel

/// Two programs that listen on one address: SO_REUSEPORT makes them share its clients, socket(7).
extension Machine {
  /// Says so at a failure: a client that nobody answers may be with the other program.
  mutating func sharedPorts(_ diagnostic: Diagnostic) -> Diagnostic {
    let found = diagnosed { (diagnostics, kernel) throws(Errno) in
      try diagnostics.listeners(kernel: &kernel)
    }
    var holders: [String: Set<Holder>] = [:]
    for listener in found ?? [] {
      guard let holder = listeningHolder(of: UInt64(listener.inode)) else { continue }
      holders[listener.local.description, default: []].insert(holder)
    }
    let shared = holders.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
    guard !shared.isEmpty else { return diagnostic }
    let facts = shared.flatMap { address, holders in
      let names = holders.sorted { $0.order < $1.order }.map(\.name).joined(separator: ", ")
      return [
        "\(address) has \(holders.count) listeners (SO_REUSEPORT): \(names)",
        "the kernel gives each new client to one of them",
      ]
    }
    return diagnostic.adding(.lines("kernel", facts))
  }

  private mutating func listeningHolder(of inode: UInt64) -> Holder? {
    if case .program(let index) = holder(of: inode) {
      let name = "\(programName(index)) (\(place(programs[index].startedAt)))"
      return Holder(order: index, name: name)
    }
    return index(ofInode: inode).map { Holder(order: .max, name: placed($0)) }
  }
}

/// Whose a listener is: "server (line 3)"; programs stand first, in the order of their starts.
private struct Holder: Hashable {
  let order: Int
  let name: String
}
