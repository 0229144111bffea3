import LabDiagnostics
import LabEvents

/// What is known of a failed check, in the form that sentences and rules ask for.
struct FailureFacts {
  let status: GradeTest.Status
  let finding: Diagnostic
  /// The statement that failed.
  let statement: StatementWords
  let statementText: String
  /// The statements before it, oldest first.
  let before: [StatementReport]
  let bytes: ComparedBytes
  /// Programs of the check that were handed in.
  let submissions: [ProgramReport]
  /// The one that crashed or met a limit, else the last one.
  let submission: ProgramReport?
  /// The text of the kernel's note.
  let kernel: String
  /// What its standard error says, of all of them.
  let errors: String
  let output: String

  init?(_ record: SectionRecord, _ status: GradeTest.Status) {
    guard let finding = record.findings.first else { return nil }
    self.status = status
    self.finding = finding
    statementText = record.failed?.report.text ?? ""
    statement = StatementWords(statementText)
    let failedAt = record.failed?.elapsed ?? .max
    before = record.statements.filter { $0.elapsed < failedAt }.map(\.report)
    bytes = ComparedBytes(finding)
    submissions = record.programs.filter(\.isSubmission)
    submission =
      TestVerdict.crash(in: record)
      ?? submissions.last { if case .limit = $0.end { true } else { false } } ?? submissions.last
    kernel = finding.notes.filter { $0.title == "kernel" }.map(\.text).joined(separator: "\n")
    errors = submissions.map(\.errors).joined(separator: "\n")
    output = submissions.map(\.output).joined(separator: "\n")
  }

  /// What was sent last on the socket of the failed statement, of which the bytes are known.
  var sentLast: [UInt8]? { sending.last.flatMap { SentBytes($0).bytes } }

  /// All that was sent on it, message by message.
  var sent: [[UInt8]] { sending.compactMap { SentBytes($0).bytes } }

  private var sending: [StatementReport] {
    before.filter { report in
      report.verb == "send" && report.mark == .passed
        && StatementWords(report.text).subject == statement.subject
    }
  }

  /// Whether the protocol has lines: where we send bytes that are no text, it has not.
  var hasLines: Bool { sent.allSatisfy(SentBytes.isText) }

  /// What was sent last came back, whole or in part, though its end had not been sent.
  var isAnsweredEarly: Bool {
    guard finding.id == "not-silent", let arrived = bytes.arrived?.bytes, !arrived.isEmpty,
      let sent = sentLast, !sent.isEmpty, !hasLines || sent.last != 10
    else { return false }
    return sent.starts(with: arrived) || arrived.starts(with: sent)
  }

  /// What came behind the expected bytes; where nothing was expected, behind those that were sent.
  var surplus: [UInt8]? {
    if let surplus = bytes.surplus { return surplus }
    guard bytes.expected == nil, let arrived = bytes.arrived, !arrived.isCut else { return nil }
    // `expect c eof`: the answer has been taken, and this is left.
    if finding.id == "not-eof" { return arrived.bytes }
    guard let sent = sentLast, arrived.bytes.count > sent.count, arrived.bytes.starts(with: sent)
    else { return nil }
    return Array(arrived.bytes.dropFirst(sent.count))
  }

  /// The peer ended the connection in the middle.
  var isClosedEarly: Bool {
    finding.id == "ended-early" || (finding.id == "not-exactly" && finding.message.contains("FIN"))
  }

  var isReset: Bool {
    finding.message.contains("ECONNRESET") || finding.message.contains("(RST")
  }

  /// The connection did not end, though our side had closed.
  var isEndMissing: Bool {
    finding.id == "timeout" && statement.form == "eof"
      && before.contains { $0.verb == "close" || $0.verb == "shutdown" }
  }

  /// The address of `expect server listening ADDRESS`.
  var wantedAddress: String? {
    let words = statementText.split(separator: " ")
    guard let place = words.firstIndex(of: "listening"), place + 1 < words.count else { return nil }
    return String(words[place + 1])
  }

  /// Where the submission listens, as the kernel's note has it.
  var listeningAt: [String] {
    for line in kernel.split(separator: "\n") {
      guard let range = line.firstRange(of: " listens on ") else { continue }
      return line[range.upperBound...].split(separator: ",").map { address in
        String(address.drop { $0 == " " })
      }
    }
    return []
  }

  /// Those of them that have the port of an address, on another address.
  func listening(onPortOf wanted: String) -> [String] {
    guard let port = wanted.split(separator: ":").last else { return [] }
    return listeningAt.filter { $0.hasSuffix(":\(port)") && $0 != wanted }
  }

  /// A line of the kernel's note: the socket is named as ours.
  func toldOfKernel(_ line: Substring) -> String {
    let text = told(String(line))
    guard !statement.subject.isEmpty, text.hasPrefix("\(statement.subject) ") else { return text }
    return "our socket \(statement.subject):" + text.dropFirst(statement.subject.count)
  }

  /// A text in the student's words: their program and our sockets by what they are.
  func told(_ text: String) -> String {
    var words = text
    for program in submissions where !program.name.isEmpty {
      words = Self.replacing(program.name, with: "your program", in: words)
    }
    return words
  }

  /// Replaces a word that stands alone.
  private static func replacing(_ word: String, with other: String, in text: String) -> String {
    var result = ""
    var rest = text[...]
    var previous: Character = " "
    while let first = rest.first {
      let isStart = !(previous.isLetter || previous.isNumber || previous == "_" || previous == ".")
      let behind = rest.dropFirst(word.count).first ?? " "
      if isStart, rest.hasPrefix(word), !(behind.isLetter || behind.isNumber || behind == "_") {
        result += other
        rest = rest.dropFirst(word.count)
        previous = " "
        // A fact of it: "server.states".
        if behind == ".", rest.dropFirst().first?.isLetter == true {
          result += "'s "
          rest = rest.dropFirst()
        }
      } else {
        result.append(first)
        rest = rest.dropFirst()
        previous = first
      }
    }
    return result
  }
}
