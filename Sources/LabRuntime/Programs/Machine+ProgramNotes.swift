import LabConstants
import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram
import LabSyntax

/// What failures say of programs: what they are, how they ended, what they wrote.
extension Machine {
  /// Lines of a program's output that a failure shows.
  private static var shownLines: Int { 5 }

  /// "app (line 3), pid 4711, runs", "app (line 3) has ended: exit status 1".
  func programNote(_ index: Int) -> Diagnostic.Note {
    let entry = programs[index]
    let name = "\(programName(index)) (\(place(entry.startedAt)))"
    let isOwn = programName(index) == entry.name
    let what = isOwn ? name : "\(name) is \(entry.name)"
    let end = entry.exit.map { exit -> String in
      // "ended: exit status 1", and "ended by SIGTERM" as it is.
      if case .exited = exit { return "ended: \(Self.exitText(exit))" }
      return Self.exitText(exit)
    }
    let how = end ?? "runs, pid \(ownProcess(of: index))"
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
    // A program may have written megabytes; only the end of that is shown.
    let bytes = stream.bytes[max(searched > 0 ? stream.found : 0, stream.bytes.count - 65_536)...]
    var lines = bytes.split(separator: UInt8(ascii: "\n")).suffix(Self.shownLines).map {
      escaped(Array($0.prefix(500)))
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

  /// Takes in what a program wrote, and its end if that is about to come.
  ///
  /// One that dies closes its sockets first; its status comes a moment later. Only failures ask.
  mutating func takeInEnd(_ index: Int) {
    takeIn(index)
    guard programs[index].exit == nil else { return }
    var revents: Int16 = 0
    let ended = kernel.asOurs { [descriptor = programs[index].child.fd] kernel in
      kernel.poll(descriptor, events: PollEvent.input, revents: &revents, timeout: 50)
    }
    if ended.raw > 0 { takeIn(index) }
  }

  /// Programs of the failed statement's owners that ended, and nobody had asked: often the cause.
  mutating func endedPrograms(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    for index in programs.indices where programs[index].isSpawned && !programs[index].isEndKnown {
      takeInEnd(index)
      guard let exit = programs[index].exit, exit != .exited(0) else { continue }
      programs[index].isEndKnown = true
      diagnostic = diagnostic.adding(programNote(index))
      for note in writtenNotes(index, .relation) { diagnostic = diagnostic.adding(note) }
    }
    return sharedPorts(diagnostic)
  }

  mutating func explainKill(_ call: FailedCall) -> Explanation {
    guard case .program(let serial)? = try? evaluate(call.operation.operands.start),
      let index = programIndex(Int(serial)), let exit = programs[index].exit
    else { return Explanation(call.errno.message) }
    return Explanation("\(programName(index)) has ended already: \(Self.exitText(exit))")
  }

  /// The program at the other end of a socket on which nothing came.
  mutating func otherProgramNotes(_ reference: SocketReference) -> [Diagnostic.Note] {
    guard !programs.isEmpty else { return [] }
    let end = otherEnd(of: reference)
    guard case .program(let index) = end.holder else { return [] }
    let name = programName(index)
    var facts = queueTexts(end, name)
    if facts.isEmpty {
      let rests = ThreadActivity.of(processes(of: index)).allSatisfy(\.isAsleep)
      facts = [rests ? "\(name) has read all, and sleeps" : "\(name) has read all, and runs"]
    }
    return [programNote(index), .lines("kernel", facts)] + writtenNotes(index, .relation)
  }

  /// As the script writes it behind `exit`.
  private static func exitWord(_ exit: ProcessExit) -> String {
    switch exit {
    case .exited(let status): "\(status)"
    case .signaled(let signal): signalName(signal)
    }
  }

  /// At its owner's end: a program that ended badly, and no line asked for it.
  mutating func lookForBadEnd(_ index: Int) {
    guard programs[index].isSpawned, !programs[index].isEndKnown,
      tellsStatements || options.isStrict, interruption == nil,
      !owners[Int(programs[index].owner)].hasFailed,
      owners[Int(programs[index].owner)].skipReason == nil
    else { return }
    takeIn(index)
    guard let exit = programs[index].exit, exit != .exited(0) else { return }
    tally.warnings += 1
    let started = program.sites[Int(programs[index].startedAt)]
    tell(
      .finding(
        Diagnostic(
          "program-ended",
          severity: .warning,
          "\(programName(index)) ended by itself, and no line asked for it: \(Self.exitText(exit))",
          at: Diagnostic.Label(started.span, "started here"),
          notes: writtenNotes(index, .relation) + [
            Diagnostic.Note("try", "expect \(programName(index)) exit \(Self.exitWord(exit))")
          ]
        )
      )
    )
  }
}
