import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// `expect app listening ADDR`: a connect there would reach a listener of that program.
extension Machine {
  mutating func expectListening(_ operation: Operation, of index: Int) throws(Failure) -> Outcome {
    let wanted = try listeningAddresses(operation.operands.start + 1)
    for address in wanted {
      // Whose it is only then: a program may have thousands of descriptors to be looked through.
      guard let inode = listenerInode(at: address), socketInodes(of: index).contains(inode)
      else { continue }
      remember("\(address) leads to a listener of \(programName(index))")
      met(operation)
      return .done
    }
    if programs[index].exit != nil, !hasProcesses(index) {
      throw Failure(endedBeforeListening(operation, index, wanted))
    }
    try startLimit(operation)
    if current.statement.isExpired {
      throw Failure(notListening(operation, index, wanted), form: .timeout)
    }
    return lookAgain()
  }

  /// The addresses that are meant: `*` and `localhost` follow the listener's family.
  private mutating func listeningAddresses(_ index: Int32) throws(Failure) -> [SocketAddress] {
    let value = try evaluate(index)
    switch value {
    case .address(let address): return [address]
    case .familyless(let address):
      return [AddressFamily.inet, AddressFamily.inet6].map { resolve(address, family: $0) }
    case .socket(let socket):
      return try [address(index, for: socket)]
    default: throw Failure(.wrongKind(wanted: "an address", got: kindName(value), at: site))
    }
  }

  /// The inode of the listener that a connect to this address would reach.
  private mutating func listenerInode(at address: SocketAddress) -> UInt64? {
    if address.isUnix { return unixListener(at: address).map { UInt64($0.inode) } }
    let found = diagnosed { (diagnostics, kernel) throws(Errno) in
      try diagnostics.listener(at: address, kernel: &kernel)
    }
    return (found ?? nil).map { UInt64($0.inode) }
  }

  /// The Unix listener whose file a path leads to, however that path is written.
  private mutating func unixListener(at address: SocketAddress) -> DiagnosedUnixSocket? {
    let found = diagnosed { (diagnostics, kernel) throws(Errno) in
      try diagnostics.unixSockets(kernel: &kernel)
    }
    let file = fullPath(address)
    return (found ?? []).first {
      $0.state == .listen
        && ($0.address == address || (file != nil && fullPath($0.address) == file))
    }
  }

  /// The path of a Unix address; a relative one begins in the run's own folder.
  private func fullPath(_ address: SocketAddress) -> String? {
    guard let path = address.unixPath, !path.isEmpty else { return nil }
    let text = String(decoding: path, as: UTF8.self)
    return text.hasPrefix("/") ? text : "\(options.temporaryFolder)/\(text)"
  }

  /// The sockets that a program and all it started hold open; those of `privileged` may have
  /// become another user's.
  mutating func socketInodes(of index: Int) -> Set<UInt64> {
    let processes = reachableProcesses(of: index)
    return Capabilities.raised(.all) { ProcessTree.socketInodes(of: processes) }
  }

  /// Whether anything of a program still runs: a daemon outlives the program that started it.
  mutating func hasProcesses(_ index: Int) -> Bool {
    programs[index].exit == nil
      || !ProcessTree.orphans(besides: programs.map(\.child.id)).isEmpty
  }

  /// "127.0.0.1:80, unix:/run/app.sock": where a program listens.
  mutating func listeningText(_ index: Int) -> [String] {
    let mine = socketInodes(of: index)
    let found = diagnosed { (diagnostics, kernel) throws(Errno) in
      try diagnostics.listeners(kernel: &kernel)
    }
    let unix = diagnosed { (diagnostics, kernel) throws(Errno) in
      try diagnostics.unixSockets(kernel: &kernel)
    }
    let internet = (found ?? []).filter { mine.contains(UInt64($0.inode)) }.map(\.local.description)
    let local = (unix ?? []).filter { $0.state == .listen && mine.contains(UInt64($0.inode)) }
      .map(\.address.description)
    return Array(Set(internet + local)).sorted()
  }
}
