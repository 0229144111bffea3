import LabConstants
import LabDiagnostics
import LabKernel
import LabProgram
import LabSyntax

/// What was expected of a program and did not come.
extension Machine {
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
    let port = wanted.first?.port
    var facts = [
      places.isEmpty
        ? "\(programName(index)) listens nowhere"
        : "\(programName(index)) listens on \(Self.few(places, near: port))"
    ]
    if let port, let other = otherListener(port, than: index) {
      facts.append("port \(port) has another listener: \(other)")
    }
    let notes = [programNote(index), .lines("kernel", facts)]
    guard let port, let near = places.first(where: { $0.hasSuffix(":\(port)") }) else {
      return notes
    }
    let hint = "expect \(programName(index)) listening \(near)          this port, that address"
    return notes + [Diagnostic.Note("try", hint)]
  }

  /// A program may listen on thousands of ports; those that may be meant come first.
  private static func few(_ places: [String], near port: UInt16?) -> String {
    guard places.count > 8 else { return places.joined(separator: ", ") }
    let meant = places.filter { $0.hasSuffix(":\(port ?? 0)") }
    let others = places.filter { !$0.hasSuffix(":\(port ?? 0)") }
    let shown = (meant + others).prefix(8)
    return "\(shown.joined(separator: ", ")) and \(places.count - shown.count) more"
  }

  /// A socket of the script, and not the program's too, that listens on a port.
  private mutating func otherListener(_ port: UInt16, than index: Int) -> String? {
    let mine = socketInodes(of: index)
    return knownSockets(type: SocketType.stream, port: port).first { known in
      known.entry.listeningAt >= 0
        && !mine.contains(SocketFacts.inode(known.entry.descriptor) ?? 0)
    }.map { placed($0.index) }
  }

  private func wantedText(_ wanted: [SocketAddress]) -> String {
    wanted.map(\.description).joined(separator: " or ")
  }
}
