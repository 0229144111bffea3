import LabConstants
import LabDiagnostics
import LabKernel
import LabProgram
import LabSyntax

/// What lay between a socket and a program, or moved it, where nothing should.
extension Machine {
  mutating func notTheOtherEnd(
    _ operation: Operation,
    _ index: Int,
    _ reference: SocketReference,
    _ end: OtherEnd
  ) -> Diagnostic {
    let socket = sockets.isOpen(reference) ? name(reference.index) : "the socket"
    return .failure(
      "not-the-peer",
      "\(programName(index)) is not at the other end of \(socket)",
      expectedValue,
      notes: [
        .lines("kernel", [holderText(end, socket)]), streamNote(reference), programNote(index),
      ]
    )
  }

  mutating func notRead(
    _ operation: Operation,
    _ index: Int,
    _ reference: SocketReference,
    _ end: OtherEnd
  ) -> Diagnostic {
    let name = programName(index)
    return .failure(
      "timeout",
      "\(name) has not read all that was sent on \(self.name(reference.index)) "
        + limitText(operation),
      limitSite,
      label: limitLabel(operation),
      notes: [.lines("kernel", queueTexts(end, name)), programNote(index)]
    )
  }

  mutating func endedBeforeReading(
    _ operation: Operation,
    _ index: Int,
    _ reference: SocketReference,
    _ end: OtherEnd
  ) -> Diagnostic {
    let name = programName(index)
    programs[index].isEndKnown = true
    return .failure(
      "program-ended",
      "\(name) ended before it had read all that was sent on \(self.name(reference.index))",
      expectedValue,
      notes: [programNote(index)] + writtenNotes(index, .output)
    )
  }

  /// `expect c nothing` where no program of ours is at the other end.
  mutating func nobodyToWatch(
    _ operation: Operation,
    _ reference: SocketReference,
    _ end: OtherEnd
  ) -> Diagnostic {
    let name = sockets.isOpen(reference) ? name(reference.index) : "the socket"
    return .failure(
      "no-program",
      "that nothing comes on \(name) cannot be proved",
      expectedValue,
      label: "needs a program of 'spawn' at the other end",
      notes: [
        .lines("kernel", [holderText(end, name)]),
        Diagnostic.Note(
          "try",
          "expect \(name) silence 200ms          for peers that cannot be looked at"
        ),
      ]
    )
  }

  /// The program went on running, or left bytes unread, until the limit.
  mutating func notAtRest(
    _ operation: Operation,
    _ reference: SocketReference,
    _ end: OtherEnd
  ) -> Diagnostic {
    guard case .program(let index) = end.holder else {
      return nobodyToWatch(operation, reference, end)
    }
    let name = programName(index)
    var facts = queueTexts(end, name)
    let busy = ThreadActivity.of(reachableProcesses(of: index)).filter { !$0.isAsleep }
    if let thread = busy.first {
      let command = ProcessOwners.commandName(thread.process)
      let what = thread.isPausing ? "pauses (nanosleep): it may go on by itself" : "runs"
      facts.append("a thread of \(command) (pid \(thread.process)) \(what)")
    }
    if facts.isEmpty { facts = ["\(name) woke up between two looks, again and again"] }
    return .failure(
      "timeout",
      "\(name) did not come to rest \(limitText(operation)); nothing has come so far",
      limitSite,
      label: limitLabel(operation),
      notes: [
        .lines("kernel", facts),
        Diagnostic.Note(
          "try",
          "expect \(self.name(reference.index)) silence 200ms          when it never rests"
        ),
      ]
    )
  }

  func queueTexts(_ end: OtherEnd, _ name: String) -> [String] {
    var texts: [String] = []
    if !end.isAccepted { texts.append("\(name) has not accepted this connection") }
    if end.underWay > 0 {
      texts.append("\(Self.counted(end.underWay, "byte is", "bytes are")) not acknowledged")
    }
    if end.unread > 0 {
      texts.append("\(Self.counted(end.unread, "byte lies", "bytes lie")) unread at \(name)")
    }
    if end.coming > 0 {
      texts.append("\(Self.counted(end.coming, "byte", "bytes")) of \(name) are on the way")
    }
    return texts
  }

  private func holderText(_ end: OtherEnd, _ socket: String) -> String {
    switch end.holder {
    case .program(let index): "\(programName(index)) is at the other end of \(socket)"
    case .script(let index): "\(placed(index)), a socket of this file, is at the other end"
    case .closed: "the other end is closed; the kernel still ends the connection"
    case .foreign: "no program of this file holds the other end of \(socket)"
    case .none: "\(socket) is not connected"
    }
  }
}
