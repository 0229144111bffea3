import LabConstants
import LabEvents
import LabKernel
import LabProgram

/// What is told of a program when the check that started it ends.
extension Machine {
  /// How long a failed check waits for a program that is about to end: hundredths of a second that
  /// the program has a processor.
  private static var settlingTime: Int { 30 }
  /// The same by the clock, in nanoseconds: on an overloaded machine it may have none.
  private static var settlingLimit: Int64 { 3_000_000_000 }
  /// Bytes of each output at its beginning, and at its end, that are told.
  private static var toldHead: Int { 4096 }
  private static var toldTail: Int { 12_288 }

  /// Tells how an owner's programs are, before they are ended.
  mutating func tellProgramEnds(of owner: Int32) {
    guard program.header.exercise != nil else { return }
    // One for all of them: who starts twelve programs has no more time.
    let deadline = MonotonicClock.deadline(after: Self.settlingLimit)
    for index in programs.indices where programs[index].owner == owner && programs[index].isSpawned
    {
      if owners[Int(owner)].hasFailed { settle(index, until: deadline) }
      takeIn(index)
      lookAtUse(index)
      tellOverrun(index)
      tellBoxFailure(index)
      tell(.programEnded(report(index)))
    }
  }

  /// A program that dies closes its sockets first, and that is what the check failed by: its end
  /// is waited for, until it comes or the program has come to rest.
  private mutating func settle(_ index: Int, until deadline: Int64) {
    let began = ProcessTree.processorTime(of: processes(of: index))
    while MonotonicClock.now() < deadline {
      takeIn(index)
      boundUse()
      if programs[index].exit != nil || programs[index].overran != .no { return }
      let before = ThreadActivity.of(processes(of: index))
      if programs[index].child.wait(milliseconds: 5) { continue }
      // Only its box is left, and is about to end.
      if before.isEmpty { continue }
      let own = processes(of: index)
      if before.allSatisfy(\.isAsleep), ThreadActivity.of(own) == before { return }
      if ProcessTree.processorTime(of: own) - began >= Self.settlingTime { return }
    }
  }

  private func report(_ index: Int) -> ProgramReport {
    let entry = programs[index]
    let (output, lost) = Self.shortened(entry.output)
    let (errors, lostErrors) = Self.shortened(entry.errors)
    return ProgramReport(
      name: programName(index),
      isSubmission: entry.isSubmission,
      end: end(of: entry),
      output: output,
      errors: errors,
      dropped: lost + lostErrors
    )
  }

  private func end(of entry: RunningProgram) -> ProgramReport.End {
    if entry.overran != .no { return .limit(entry.limitOverrun.rawValue) }
    switch entry.exit {
    case nil: return .running
    case .exited(let status): return .exited(Int(status))
    case .signaled(let signal):
      let name = Self.signalName(signal)
      if name == "SIGXCPU" { return .limit("cpu") }
      return entry.isEndKnown && entry.wasSignaled ? .ended : .signaled(name)
    }
  }

  /// The beginning and the end of a text, and how many bytes are in neither.
  private static func shortened(_ output: ProgramOutput) -> (text: String, dropped: Int) {
    let bytes = output.bytes
    guard bytes.count > toldHead + toldTail else {
      return (String(decoding: bytes, as: UTF8.self), output.dropped)
    }
    let lost = bytes.count - toldHead - toldTail
    let head = String(decoding: bytes.prefix(toldHead), as: UTF8.self)
    let tail = String(decoding: bytes.suffix(toldTail), as: UTF8.self)
    return ("\(head)\n… \(lost) bytes left out …\n\(tail)", lost + output.dropped)
  }
}
