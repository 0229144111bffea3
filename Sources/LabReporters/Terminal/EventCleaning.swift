import LabDiagnostics
import LabEvents

/// Makes the texts of events fit to be shown: escaped, and with stable names if so wished.
struct EventCleaning: Sendable {
  let ascii: Bool
  let stable: Bool
  var names = StableNames()

  init(_ options: TerminalOptions) {
    ascii = options.ascii
    stable = options.stable
  }

  /// A text as somebody wrote it; numbers in it stay.
  func written(_ text: String) -> String { DisplayText.escaped(text, ascii: ascii) }

  /// A text about the kernel.
  func told(_ text: String) -> String {
    written(stable ? names.replacing(in: text) : text)
  }

  /// Text of several lines: its line ends stay.
  func toldLines(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { told(String($0)) }.joined(separator: "\n")
  }

  func callAsFunction(_ report: StatementReport) -> StatementReport {
    StatementReport(
      line: report.line,
      depth: report.depth,
      text: written(report.text),
      verb: written(report.verb),
      subject: written(report.subject),
      mark: report.mark,
      calls: report.calls.map(callAsFunction),
      rawCalls: report.rawCalls.map(callAsFunction),
      answer: written(stable ? names.replacing(inValue: report.answer) : report.answer),
      why: report.why.map(told),
      state: told(report.state),
      duration: report.duration
    )
  }

  func callAsFunction(_ call: CallReport) -> CallReport {
    CallReport(
      name: written(call.name),
      short: call.short.map(told),
      c: call.c.map(told),
      result: call.result,
      errno: written(call.errno),
      message: written(call.message),
      remark: told(call.remark),
      isOurs: call.isOurs
    )
  }

  func callAsFunction(_ actor: ActorLabel) -> ActorLabel {
    ActorLabel(name: written(actor.name), number: actor.number)
  }

  func callAsFunction(_ wait: WaitReport) -> WaitReport {
    WaitReport(
      actor: wait.actor.map(callAsFunction),
      line: wait.line,
      depth: wait.depth,
      text: written(wait.text),
      reason: told(wait.reason),
      waited: wait.waited
    )
  }

  func callAsFunction(_ section: Section) -> Section {
    Section(
      form: section.form,
      number: section.number,
      identifier: written(section.identifier),
      title: written(section.title),
      line: section.line
    )
  }

  func callAsFunction(_ diagnostic: Diagnostic) -> Diagnostic {
    func cleaned(_ label: Diagnostic.Label) -> Diagnostic.Label {
      Diagnostic.Label(label.span, told(label.text))
    }
    return Diagnostic(
      diagnostic.id,
      severity: diagnostic.severity,
      told(diagnostic.message),
      at: diagnostic.primary.map(cleaned),
      secondary: diagnostic.secondary.map(cleaned),
      notes: diagnostic.notes.map { Diagnostic.Note(told($0.title), toldLines($0.text)) }
    )
  }
}
