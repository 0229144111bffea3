import LabDiagnostics
import LabEvents

/// What a student is told about a check that did not pass.
///
/// What happened in their words, what was expected and what came, what the kernel says of their
/// sockets, the mistake that it may be, hints, how to see it again.
struct Feedback: Equatable {
  /// Lines of their own output that are shown.
  private static let shownLines = 20

  private(set) var happened: [String] = []
  private(set) var expected: [String] = []
  private(set) var arrived: [String] = []
  private(set) var kernel: [String] = []
  /// The mistake that it may be.
  private(set) var likely = ""
  /// The author's, all of them, as each may be of another cause; else the mistake's.
  private(set) var hints: [String] = []
  private(set) var timeline: [String] = []
  /// The last lines that their program wrote.
  private(set) var wrote: [String] = []
  /// The cause's code and the program's end: all that a hidden check tells besides `wrote`.
  private(set) var bare: [String] = []
  let replay: String

  init(_ record: SectionRecord, _ status: GradeTest.Status, replay: String) {
    self.replay = replay
    guard let facts = FailureFacts(record, status) else { return }
    happened = Happened(facts: facts).sentences
    expected = facts.bytes.expectedLines
    arrived = facts.bytes.arrivedLines
    if expected.isEmpty, let bytes = facts.statement.bytes, facts.statement.verb == "expect",
      bytes.count <= 64
    {
      tellExpected(escaped(bytes), facts)
    }
    kernel = facts.kernel.split(separator: "\n").map { facts.toldOfKernel($0) }
    let mistake = ClassicMistake.recognised(in: facts)
    likely = mistake?.likely ?? ""
    let own = record.section.terms?.hints ?? []
    hints = own.isEmpty ? mistake.map { [$0.hint] } ?? [] : own
    timeline = Timeline.lines(record, facts)
    wrote = Self.lastLines(facts)
    bare = Self.bareLines(facts, status)
  }

  /// What was expected, where the finding does not say it: nothing came, or all and then the end.
  private mutating func tellExpected(_ text: String, _ facts: FailureFacts) {
    if facts.finding.id == "timeout" {
      expected = [text]
      if arrived.isEmpty { arrived = ["nothing"] }
    } else if facts.finding.id == "not-exactly", facts.isClosedEarly || facts.isReset {
      expected = ["\(text), and the connection still open"]
      arrived = ["\(text), and then its end (\(facts.isReset ? "RST" : "FIN"))"]
    }
  }

  /// The code says what kind of failure it was, and nothing of the check.
  private static func bareLines(_ facts: FailureFacts, _ status: GradeTest.Status) -> [String] {
    let code: String =
      switch status {
      case .crashed: "crashed"
      case .limit: "limit"
      case .error: "error"
      default: GradeIdentifier.ofCode(facts.finding.id)
      }
    let end: String? =
      switch facts.submission?.end {
      case .exited(let exit)?: "Your program ended: exit status \(exit)"
      case .signaled(let signal)?: "Your program was ended by the signal \(signal)"
      case .limit(let name)?: "Your program was ended by the limit '\(name)'"
      case .running?, .ended?, nil: nil
      }
    return ["cause: \(code)"] + (end.map { [$0] } ?? [])
  }

  /// What it wrote last; its error output says more, so that stands last.
  private static func lastLines(_ facts: FailureFacts) -> [String] {
    guard let program = facts.submission else { return [] }
    return [program.output, program.errors].flatMap { text in
      text.unicodeScalars.split(separator: "\n").suffix(shownLines).map { line in
        let shown = GradeText.line(String(line.prefix(500)))
        return line.count > 500 ? shown + "…" : shown
      }
    }
  }

  // MARK: - As text

  /// All of it, in lines under titles.
  var text: String {
    var lines = happened
    lines += Self.titled("expected", expected)
    lines += Self.titled("arrived", arrived)
    lines += Self.titled("kernel", kernel)
    lines += Self.titled("timeline", timeline)
    lines += Self.titled("likely", likely.isEmpty ? [] : [likely])
    lines += Self.titled("hint", hints.map { GradeText.line($0) })
    lines += wroteLines
    lines += Self.titled("again", replay.isEmpty ? [] : [replay])
    return lines.map { $0 + "\n" }.joined()
  }

  /// What a hidden check tells: nothing that it sent or expected.
  var hiddenText: String { (bare + wroteLines).map { $0 + "\n" }.joined() }

  private var wroteLines: [String] {
    wrote.isEmpty ? [] : ["the last lines that your program wrote:"] + wrote.map { "  | \($0)" }
  }

  private static func titled(_ title: String, _ lines: [String]) -> [String] {
    lines.enumerated().map { index, line in
      let first = index == 0 ? title : ""
      return first + String(repeating: " ", count: 10 - first.count) + line
    }
  }
}
