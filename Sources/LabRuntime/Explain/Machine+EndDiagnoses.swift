import LabConstants
import LabDiagnostics
import LabKernel
import LabProgram
import LabSyntax

/// `eof`, `reset` and `silence` that were not.
extension Machine {
  mutating func notTheEnd(
    _ operation: Operation,
    _ socket: SocketReference,
    _ answer: Answer
  ) -> Diagnostic {
    let name = name(of: socket, operation)
    if let errno = answer.errno {
      told.subject = socket
      return .failure(
        "not-eof",
        "\(name) did not end with a FIN: \(errno.name) (\(errno.message))",
        expectedValue,
        label: "an end without error",
        notes: explain(failedCall(operation, errno)).notes
      )
    }
    return .failure(
      "not-eof",
      "\(name) is not at its end: \(came(answer, on: socket).text)",
      expectedValue,
      label: "the end: nothing more to read",
      notes: arrivedNotes(socket) + [takingNote(socket, name)]
    )
  }

  mutating func notReset(
    _ operation: Operation,
    _ socket: SocketReference,
    _ answer: Answer
  ) -> Diagnostic {
    let name = name(of: socket, operation)
    if let errno = answer.errno {
      told.subject = socket
      return .failure(
        "not-reset",
        "\(name) was not reset: \(errno.name) (\(errno.message))",
        expectedValue,
        notes: explain(failedCall(operation, errno)).notes
      )
    }
    if answer.raw == 0 {
      // After a FIN a RST closes the socket too, and recv goes on saying 0.
      let isGone = SocketFacts.tcpState(socket.descriptor, kernel: &kernel) == .close
      return .failure(
        "not-reset",
        isGone
          ? "\(name)'s end came by FIN, and what came later does not show: recv goes on saying 0"
          : "\(name) was not reset: its end came by FIN",
        expectedValue,
        label: "a RST",
        notes: [
          streamNote(socket),
          Diagnostic.Note(
            "try",
            "expect \(name) eof          or at the other end: reset instead of close"
          ),
        ]
      )
    }
    return .failure(
      "not-reset",
      "\(name) was not reset: \(came(answer, on: socket).text)",
      expectedValue,
      label: "a RST",
      notes: arrivedNotes(socket)
    )
  }

  mutating func notSilent(
    _ operation: Operation,
    _ socket: SocketReference,
    _ answer: Answer
  ) -> Diagnostic {
    let name = name(of: socket, operation)
    if let errno = answer.errno {
      told.subject = socket
      return .failure(
        "not-silent",
        "\(name) was not silent: \(errno.name) (\(errno.message))",
        expectedValue,
        notes: explain(failedCall(operation, errno)).notes
      )
    }
    let what =
      answer.raw == 0 && isStream(socket) ? "its end came" : came(answer, on: socket).text
    return .failure(
      "not-silent",
      "\(name) was not silent: \(what)",
      expectedValue,
      label: "nothing at all",
      notes: arrivedNotes(socket)
    )
  }

  private mutating func came(_ answer: Answer, on socket: SocketReference) -> (text: String, Int) {
    let count = max(peeked(socket).count, answer.raw)
    let unit = isStream(socket) ? Self.counted(count, "byte", "bytes") : "a datagram"
    return ("\(unit) came", count)
  }

  /// The `expect` that takes what lies in the queue.
  private mutating func takingNote(_ socket: SocketReference, _ name: String) -> Diagnostic.Note {
    let found = peeked(socket, limit: 32)
    let text = found.count == found.bytes.count ? Self.quoted(found.bytes) : "\"…\""
    return Diagnostic.Note(
      "try",
      "expect \(name) \(text)          before this line: takes these bytes"
    )
  }

  /// What lies in the queue; it stays there.
  private mutating func arrivedNotes(_ socket: SocketReference) -> [Diagnostic.Note] {
    let found = peeked(socket)
    var notes: [Diagnostic.Note] = []
    if !found.bytes.isEmpty {
      let more = found.count - found.bytes.count
      let rest = more > 0 ? " and \(Self.counted(more, "byte", "bytes")) more" : ""
      notes.append(Diagnostic.Note("arrived", Self.quoted(found.bytes) + rest))
    }
    return notes + [streamNote(socket)]
  }

  /// Another actor closed what this one waited for.
  mutating func closedMeanwhile(_ operation: Operation, _ socket: SocketReference) -> Diagnostic {
    let name = name(of: socket, operation)
    return .failure(
      "closed-meanwhile",
      "another actor closed \(name) while this statement waited for it",
      site,
      notes: [
        .lines(
          "kernel",
          [
            "close does not wake a sleeping call: in C it would sleep on, with a number that is "
              + "nobody's"
          ]
        ),
        Diagnostic.Note(
          "try",
          "shutdown \(name) both          instead of close: recv wakes, and gives 0"
        ),
      ]
    )
  }
}
