import LabKernel

/// A submission runs in a box: programs of ours around it, which are not the student's.
extension Machine {
  /// Started processes that only make the box; nil without one.
  func box(of index: Int) -> BoxProcesses? {
    guard programs[index].isBoxed else { return nil }
    return BoxProcesses(below: programs[index].child.id)
  }

  /// The process of the program itself: in a box, the innermost one's first child.
  ///
  /// Before the box is made, and when the program has ended: that of the box.
  func ownProcess(of index: Int) -> Int32 {
    let started = programs[index].child.id
    guard let box = box(of: index) else { return started }
    if let first = box.first { return ProcessTree.children(of: first).first ?? started }
    let inner = ProcessTree.children(of: box.outer.last ?? started)
    return inner.first ?? started
  }

  /// All processes of a program and its box, but those of the box that no program can reach.
  ///
  /// The first process of its namespace is one that a program can: it may run as the same user
  /// there, and ptrace(2) makes one process do what another likes. By itself it only sleeps.
  func reachableProcesses(of index: Int) -> [Int32] {
    var found = startedProcesses(of: index)
    if let box = box(of: index) { found.removeAll { box.outer.contains($0) } }
    return found
  }

  /// Descriptors of a program; of its box only the sockets, which it has none of by itself.
  mutating func descriptorCount(of index: Int) -> Int {
    let processes = processes(of: index)
    let first = box(of: index)?.first
    return Capabilities.raised(.all) {
      ProcessTree.descriptorCount(of: processes)
        + (first.map { ProcessTree.socketInodes(of: [$0]).count } ?? 0)
    }
  }

  /// A box gives its program's signal as a status, as a shell does.
  func exit(_ exit: ProcessExit, of index: Int) -> ProcessExit {
    guard programs[index].isBoxed, case .exited(let status) = exit,
      (129...192).contains(status)
    else { return exit }
    return .signaled(status - 128)
  }
}
