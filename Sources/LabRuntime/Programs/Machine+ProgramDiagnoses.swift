import LabConstants
import LabDiagnostics
import LabKernel
import LabProgram
import LabSyntax

/// What was expected of a program and did not come.
extension Machine {
  /// Lines of a program's output that a failure shows.
  private static var shownLines: Int { 5 }

  /// Waited for output or an end in vain.
  mutating func programInVain(_ operation: Operation, _ index: Int) -> Diagnostic {
    let name = programName(index)
    var notes: [Diagnostic.Note] = []
    let what: String
    switch operation.form {
    case .output, .errors:
      let text = operation.form == .output ? "output" : "errors"
      what = "\(name) has not written this to its \(text)"
      notes = writtenNotes(index, operation.form)
    default:
      what = "\(name) has not ended"
      notes = writtenNotes(index, .output)
    }
    return .failure(
      "timeout",
      "\(what) \(limitText(operation))",
      limitSite,
      label: limitLabel(operation),
      notes: [programNote(index)] + notes + othersNotes()
    )
  }

  /// The program has ended, and what it wrote does not have it.
  mutating func outputMissing(_ operation: Operation, _ index: Int) -> Diagnostic {
    programs[index].isEndKnown = true
    let text = operation.form == .output ? "output" : "errors"
    return .failure(
      "program-ended",
      "\(programName(index)) ended without writing this to its \(text)",
      expectedValue,
      notes: [programNote(index)] + writtenNotes(index, operation.form)
    )
  }

  mutating func otherExit(
    _ operation: Operation,
    _ index: Int,
    _ exit: ProcessExit,
    wanted: Value
  ) -> Diagnostic {
    let expected =
      if case .integer(let status) = wanted { "exit status \(status)" } else {
        "ended by \(describe(wanted))"
      }
    return .failure(
      "other-exit",
      "\(programName(index)): \(Self.exitText(exit)), not \(expected)",
      expectedValue,
      notes: [programNote(index)] + writtenNotes(index, .output)
    )
  }

  // MARK: - Listening

  mutating func notListening(_ operation: Operation, _ index: Int, _ wanted: [SocketAddress])
    -> Diagnostic
  {
    let name = programName(index)
    return .failure(
      "timeout",
      "\(name) does not listen on \(wantedText(wanted)) \(limitText(operation))",
      limitSite,
      label: limitLabel(operation),
      notes: listeningNotes(index, wanted) + writtenNotes(index, .output)
    )
  }

  mutating func endedBeforeListening(
    _ operation: Operation,
    _ index: Int,
    _ wanted: [SocketAddress]
  ) -> Diagnostic {
    programs[index].isEndKnown = true
    return .failure(
      "program-ended",
      "\(programName(index)) ended before it listened on \(wantedText(wanted))",
      expectedValue,
      notes: [programNote(index)] + writtenNotes(index, .output)
    )
  }

  private mutating func listeningNotes(_ index: Int, _ wanted: [SocketAddress])
    -> [Diagnostic.Note]
  {
    let places = listeningText(index)
    var facts = [
      places.isEmpty
        ? "\(programName(index)) listens nowhere"
        : "\(programName(index)) listens on \(places.joined(separator: ", "))"
    ]
    if let port = wanted.first?.port, let other = otherListener(port) {
      facts.append("port \(port) has another listener: \(other)")
    }
    return [programNote(index), .lines("kernel", facts)]
  }

  /// A socket of the script that listens on a port.
  private mutating func otherListener(_ port: UInt16) -> String? {
    knownSockets(type: SocketType.stream, port: port).first { $0.entry.listeningAt >= 0 }
      .map { placed($0.index) }
  }

  private func wantedText(_ wanted: [SocketAddress]) -> String {
    wanted.map(\.description).joined(separator: " or ")
  }

  // MARK: - Queues

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
    let busy = ThreadActivity.of(processes(of: index)).filter { !$0.isAsleep }
    if let thread = busy.first {
      let command = ProcessOwners.commandName(thread.process)
      facts.append("a thread of \(command) (pid \(thread.process)) runs")
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

  private func queueTexts(_ end: OtherEnd, _ name: String) -> [String] {
    var texts: [String] = []
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

  // MARK: - Programs in notes

  /// "app (line 3), pid 4711, runs", "app (line 3) has ended: exit status 1".
  func programNote(_ index: Int) -> Diagnostic.Note {
    let entry = programs[index]
    let name = "\(programName(index)) (\(place(entry.startedAt)))"
    let isOwn = programName(index) == entry.name
    let what = isOwn ? name : "\(name) is \(entry.name)"
    let how = entry.exit.map { "ended: \(Self.exitText($0))" } ?? "runs, pid \(entry.child.id)"
    return Diagnostic.Note("program", "\(what)\(isOwn ? " " : ", ")\(how)")
  }

  /// The last lines that a program wrote: of its errors, and of what was asked about.
  func writtenNotes(_ index: Int, _ form: ExpectForm) -> [Diagnostic.Note] {
    let output = programs[index].output
    let errors = programs[index].errors
    var notes: [Diagnostic.Note] = []
    if form == .output {
      notes += lastLines("output", output, searched: output.found)
    }
    return notes + lastLines("errors", errors, searched: form == .errors ? errors.found : 0)
  }

  /// The last lines of a stream; what an expectation has passed is told by its length.
  private func lastLines(_ title: String, _ stream: ProgramOutput, searched: Int)
    -> [Diagnostic.Note]
  {
    let bytes = searched > 0 ? stream.rest : stream.bytes
    var lines = bytes.split(separator: UInt8(ascii: "\n")).suffix(Self.shownLines).map {
      Self.quoted(Array($0))
    }
    if searched > 0 {
      lines.insert("(\(Self.counted(searched, "byte", "bytes")) before were found already)", at: 0)
    }
    if stream.dropped > 0 {
      lines.append(
        "(and \(Self.counted(stream.dropped, "byte", "bytes")) dropped: the limit 'bytes')"
      )
    }
    return lines.isEmpty ? [] : [Diagnostic.Note(title, lines.joined(separator: "\n"))]
  }

  /// Programs of the failed statement's owners that ended, and nobody had asked: often the cause.
  mutating func endedPrograms(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    for index in programs.indices where programs[index].isSpawned && !programs[index].isEndKnown {
      takeIn(index)
      guard let exit = programs[index].exit, exit != .exited(0) else { continue }
      programs[index].isEndKnown = true
      diagnostic = diagnostic.adding(programNote(index))
      for note in writtenNotes(index, .relation) { diagnostic = diagnostic.adding(note) }
    }
    return diagnostic
  }

  mutating func explainKill(_ call: FailedCall) -> Explanation {
    guard case .program(let serial)? = try? evaluate(call.operation.operands.start),
      let index = programIndex(Int(serial)), let exit = programs[index].exit
    else { return Explanation(call.errno.message) }
    return Explanation("\(programName(index)) has ended already: \(Self.exitText(exit))")
  }
}

extension Diagnostic {
  static func noVariable(_ text: String, at site: Site) -> Diagnostic {
    failure(
      "no-variable",
      "\"\(text)\" is no variable of the environment",
      site,
      notes: [Note("try", "env \"NAME=VALUE\"")]
    )
  }

  static func programGone(at site: Site) -> Diagnostic {
    failure(
      "program-gone",
      "this program was ended with the check or actor that started it",
      site,
      notes: [Note("try", "spawn it where it is needed last: in the file, or in this check")]
    )
  }
}
