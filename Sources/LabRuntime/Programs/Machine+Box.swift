import LabKernel

/// A submission runs in a box: programs of ours around it, which are not the student's.
extension Machine {
  /// Started processes that only make the box, from the outermost in; none without a box.
  func boxProcesses(of index: Int) -> [Int32] {
    guard let box = programs[index].box else { return [] }
    return ProcessTree.chain(from: programs[index].child.id, named: box)
  }

  /// The process of the program itself: in a box, the innermost one's first child.
  ///
  /// Before the box is made, and when the program has ended: that of the box.
  func ownProcess(of index: Int) -> Int32 {
    guard let innermost = boxProcesses(of: index).last else { return programs[index].child.id }
    return ProcessTree.children(of: innermost).first ?? programs[index].child.id
  }

  /// A box gives its program's signal as a status, as a shell does.
  func exit(_ exit: ProcessExit, of index: Int) -> ProcessExit {
    guard programs[index].box != nil, case .exited(let status) = exit,
      (129...192).contains(status)
    else { return exit }
    return .signaled(status - 128)
  }
}
