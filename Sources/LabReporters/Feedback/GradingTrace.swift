import LabDiagnostics
package import LabEvents

/// What happened in a grading, check by check, as text.
///
/// It is what `socklab run` shows of a script, the calls and their answers, and behind each check
/// how its programs ended and what they wrote.
package struct GradingTrace: EventSink {
  private let audience: GradeListing.Audience
  private let collected: TraceText
  private var reporter: TerminalReporter
  /// Of a check that this reader may not see nothing is told.
  private var isWithheld = false
  private var programs: [ProgramReport] = []
  private var runs = 0
  private var path = ""

  /// Begins one.
  ///
  /// - Parameter audience: For students, checks that are not visible are left out.
  package init(audience: GradeListing.Audience) {
    self.audience = audience
    collected = TraceText()
    reporter = TerminalReporter(options: TerminalOptions(), output: collected)
  }

  package var interest: EventInterest { reporter.interest }

  /// All that was told so far.
  package var text: String {
    // The folders of whoever grades are nobody's business.
    let name = path.split(separator: "/").last ?? ""
    return audience == .student && !path.isEmpty
      ? collected.text.replacing(path, with: name) : collected.text
  }

  package mutating func receive(_ event: borrowing Event) {
    switch event.kind {
    case .runStarted(let start):
      runs += 1
      path = start.path
      isWithheld = false
      if runs > 1 { write("\n--- run \(runs) ---\n") }
      reporter.receive(event)
    case .sectionStarted(let section):
      programs = []
      isWithheld = audience == .student && !Self.isVisible(section)
      if !isWithheld { reporter.receive(event) }
    case .programEnded(let program): programs.append(program)
    case .sectionEnded(let end): endSection(end, event)
    // For students: it names checks, also those that they don't know.
    case .runEnded where audience == .student: flush()
    case .finding(let finding) where audience == .student && !isWithheld:
      let told = Event(.finding(Self.ofItself(finding)), actor: event.actor, elapsed: event.elapsed)
      reporter.receive(told)
    default: if !isWithheld { reporter.receive(event) }
    }
  }

  package mutating func flush() { reporter.flush() }

  /// Without what is said of other lines of the script: they may be those of a hidden check.
  private static func ofItself(_ finding: Diagnostic) -> Diagnostic {
    Diagnostic(
      finding.id,
      severity: finding.severity,
      finding.message,
      at: finding.primary,
      notes: finding.notes.filter { $0.title != "look" }
    )
  }

  private mutating func endSection(_ end: SectionEnd, _ event: borrowing Event) {
    defer { isWithheld = false }
    if isWithheld { return write("(a check that is not visible)\n") }
    if audience == .student, case .skipped = end.verdict {
      // The reason may be such a check.
      return write("(not run)\n")
    }
    reporter.receive(event)
    write(programs.map(Self.words).joined())
    programs = []
  }

  private mutating func write(_ text: String) {
    reporter.flush()
    collected.write(text)
  }

  private static func isVisible(_ section: Section) -> Bool {
    (section.terms?.visibility ?? .visible) == .visible
  }

  /// How it ended, and what it wrote.
  private static func words(of program: ProgramReport) -> String {
    var lines = ["     program \(GradeText.line(program.name)): \(program.end.words)"]
    for (title, text) in [("output", program.output), ("errors", program.errors)] {
      for line in text.unicodeScalars.split(separator: "\n") {
        lines.append("       \(title) | \(GradeText.line(String(line)))")
      }
    }
    return lines.map { "\($0)\n" }.joined()
  }
}

/// A text that grows to a bound, by two writers.
private final class TraceText: TextOutput {
  private static let limit = 16 << 20
  private(set) var text = ""

  func write(_ text: String) {
    if self.text.utf8.count < Self.limit { self.text += text }
  }

  func flush() {}
}
