import LabConstants
import LabDiagnostics
import LabEvents
import LabKernel
import LabPattern
import LabProgram
import LabSyntax

/// Expected bytes that came otherwise, or not all.
extension Machine {
  mutating func bytesDiffer(
    _ operation: Operation,
    _ socket: SocketReference,
    wanted: [UInt8],
    arrived: [UInt8]
  ) -> Diagnostic {
    let name = name(of: socket, operation)
    var all = arrived
    var more = 0
    var headline: String
    if isStream(socket) {
      let since = peeked(socket)
      all += since.bytes
      more = since.count - since.bytes.count
      let place = BytesComparison(wanted: wanted, arrived: arrived).difference
      headline = "the \(Self.ordinal(place + 1)) byte on \(name) differs"
    } else {
      headline = "the datagram on \(name) is another one: " + Self.difference(wanted, arrived)
    }
    return .failure(
      "bytes-differ",
      headline,
      expectedValue,
      notes: Self.comparison(wanted: wanted, arrived: all, more: more) + [streamNote(socket)]
    )
  }

  /// `expect d bytes N`: one datagram came, of another length.
  mutating func datagramDiffers(
    _ operation: Operation,
    _ socket: SocketReference,
    wanted: Int,
    length: Int,
    arrived: [UInt8]
  ) -> Diagnostic {
    let has = Self.counted(length, "byte", "bytes")
    return .failure(
      "bytes-differ",
      "the datagram on \(name(of: socket, operation)) has \(has), not \(Self.grouped(wanted))",
      expectedValue,
      notes: [
        Diagnostic.Note("arrived", Self.quoted(arrived)),
        .lines(
          "kernel",
          ["a datagram is taken whole: 'bytes \(wanted)' is one datagram of that length"]
        ),
      ]
    )
  }

  /// The socket's state, as a note.
  mutating func streamNote(_ socket: SocketReference) -> Diagnostic.Note {
    Diagnostic.Note("kernel", streamText(socket))
  }

  mutating func notExactly(
    _ operation: Operation,
    _ socket: SocketReference,
    wanted: [UInt8],
    _ answer: Answer
  ) -> Diagnostic {
    let name = name(of: socket, operation)
    if answer.raw > 0 {
      let since = peeked(socket)
      let count = Self.counted(since.count, "byte", "bytes")
      return .failure(
        "not-exactly",
        "\(count) more on \(name) than the expected \(wanted.count)",
        expectedValue,
        label: "these and nothing else",
        notes: Self.comparison(
          wanted: wanted,
          arrived: wanted + since.bytes,
          more: since.count - since.bytes.count
        ) + [streamNote(socket)]
      )
    }
    let how = answer.raw == 0 ? "closed (FIN)" : "reset (\(answer.errno?.name ?? ""))"
    return .failure(
      "not-exactly",
      "the expected bytes came on \(name), and behind them its peer \(how)",
      expectedValue,
      label: "these, and the connection still open",
      notes: [streamNote(socket)]
    )
  }

  mutating func receiveFailed(
    _ operation: Operation,
    _ socket: SocketReference,
    _ answer: Answer
  ) -> Diagnostic {
    let errno = answer.errno ?? Errno(code: 0)
    told.subject = socket
    return .failure(
      "unexpected-errno",
      "nothing can be received on \(name(of: socket, operation)): "
        + "\(errno.name) (\(errno.message))",
      site,
      notes: explain(failedCall(operation, errno)).notes
    )
  }

  mutating func endedEarly(
    _ operation: Operation,
    _ socket: SocketReference,
    wanted: [UInt8]?,
    got: [UInt8],
    _ answer: Answer
  ) -> Diagnostic {
    let name = name(of: socket, operation)
    told.subject = socket
    var notes: [Diagnostic.Note] = []
    if let wanted {
      notes = Self.comparison(wanted: wanted, arrived: got, more: 0)
    } else if !got.isEmpty {
      notes = [Diagnostic.Note("arrived", Self.quoted(got))]
    }
    let came =
      wanted.map { "\(got.count) of \(Self.counted($0.count, "byte", "bytes"))" }
      ?? Self.counted(got.count, "byte", "bytes")
    if let errno = answer.errno {
      return .failure(
        "ended-early",
        "\(errno.name) (\(errno.message)) on \(name) after \(came)",
        expectedValue,
        notes: notes + explain(failedCall(operation, errno)).notes
      )
    }
    return .failure(
      "ended-early",
      "\(name) is at its end after \(came)",
      expectedValue,
      notes: notes + [streamNote(socket)]
    )
  }

  mutating func patternDiffers(
    _ operation: Operation,
    _ socket: SocketReference,
    _ came: [UInt8],
    hasEnded: Bool
  ) -> Diagnostic {
    let name = name(of: socket, operation)
    let ended = hasEnded && isStream(socket) ? ", and the stream is at its end" : ""
    return .failure(
      "pattern-differs",
      "what came on \(name) does not match\(ended)",
      expectedValue,
      notes: [Diagnostic.Note("arrived", reachText(operation, came))] + [streamNote(socket)]
    )
  }

  /// What came, and a mark where the regular expression could not go on.
  private mutating func reachText(_ operation: Operation, _ came: [UInt8]) -> String {
    guard !came.isEmpty else { return "nothing" }
    let shown = Array(came.prefix(64))
    let text = Self.quoted(came)
    guard case .pattern(let index)? = try? evaluate(operation.operands.start + 1) else {
      return text
    }
    let pattern = program.patterns[Int(index)]
    var reached = 0
    for count in 1...shown.count {
      if case .none = pattern.match(Array(shown.prefix(count)), anchored: true, partial: true) {
        break
      }
      reached = count
    }
    guard reached < shown.count else { return text }
    // `quoted` writes what it escapes in several characters.
    let column = Self.quoted(Array(shown.prefix(reached))).count - 1
    let margin = String(repeating: " ", count: column)
    return "\(text)\n\(margin)^ here it stops matching"
  }
}
