import LabDiagnostics
import LabEvents
import LabReporters

/// Hears of everything that happens in a session, and shows it: answers to what was typed, and
/// what goes on in the background.
final class PromptTeller {
  let screen: PromptScreen
  let answers: AnswerLines
  private let options: TerminalOptions
  private var layout: TerminalLayout
  /// The entry is one plain statement: its answer is shown alone.
  private var isSingle = true
  private var isRunning = false
  /// What the entry's own statements did, in their order, for `save` and `undo`.
  private(set) var reports: [StatementReport] = []
  private(set) var findings: [Diagnostic] = []
  /// A failed statement whose reason comes next.
  private var failed: StatementReport?
  private var waiting: WaitingNotice
  /// Actors of `STATEMENT &`.
  var backgroundActors: Set<String> = []
  /// Those that failed.
  private(set) var failedActors: Set<String> = []
  /// What somebody said that the next statement will be answered.
  var prediction: String?
  private(set) var predictions = (right: 0, all: 0)
  /// What runs now is the prompt's own doing.
  var isMuted = false

  init(options: TerminalOptions, screen: PromptScreen, enterPID: Int?) {
    self.options = options
    self.screen = screen
    answers = AnswerLines(options)
    layout = TerminalLayout(options)
    waiting = WaitingNotice(enterPID: enterPID)
  }

  /// The texts of all entries.
  func adopt(_ sources: SourceMap) { layout.adopt(sources) }

  /// Before an entry runs.
  func begin(isSingle: Bool) {
    self.isSingle = isSingle
    isRunning = true
    reports = []
    findings = []
    failed = nil
    waiting.reset()
  }

  /// What a paused script has done so far is set aside while entries of the prompt run.
  func aside(_ body: () -> Void) {
    let kept = (reports, findings)
    body()
    (reports, findings) = kept
  }

  /// A script goes on behind a pause.
  func goOn() {
    isRunning = true
    isSingle = false
  }

  /// After an entry has run.
  func end() {
    isRunning = false
    eraseNotice()
    screen.write(layout.endEntry())
    screen.flush()
  }

  func receive(_ event: borrowing Event) {
    if case .waiting(let waits) = event.kind { return tell(waits) }
    if case .runStarted = event.kind { return }
    if case .runEnded = event.kind { return }
    eraseNotice()
    if isMuted {
      if case .statement(let report) = event.kind, event.actor == nil { reports.append(report) }
      return
    }
    guard event.actor == nil, isRunning else { return tellBackground(event) }
    switch event.kind {
    case .statement(let report): tell(report, event)
    case .finding(let diagnostic): tell(diagnostic, event)
    default: screen.write(layout.lines(for: event))
    }
  }

  func flush() { screen.flush() }

  /// What actors do beside the prompt.
  private func tellBackground(_ event: borrowing Event) {
    if let actor = event.actor, backgroundActors.contains(actor.name) {
      if case .statement(let report) = event.kind {
        if report.mark == .failed || report.mark == .timedOut {
          failedActors.insert(actor.name)
        } else if report.verb != "return" {
          return screen.write(answers.lines(for: report, prefix: "[\(actor.name)] "))
        }
      }
    }
    screen.write(layout.lines(for: event))
  }

  private func tell(_ report: StatementReport, _ event: borrowing Event) {
    reports.append(report)
    guard isSingle else {
      screen.write(layout.lines(for: event))
      return judge(report)
    }
    if report.mark == .failed || report.mark == .timedOut {
      failed = report
    } else {
      screen.write(answers.lines(for: report))
    }
  }

  private func judge(_ report: StatementReport) {
    guard let answer = prediction else { return }
    prediction = nil
    let judged = Prediction(answer, report)
    predictions.all += 1
    if judged.isRight { predictions.right += 1 }
    screen.write([judged.verdict])
  }

  private func tell(_ diagnostic: Diagnostic, _ event: borrowing Event) {
    findings.append(diagnostic)
    guard isSingle, diagnostic.severity == .error else {
      return screen.write(layout.lines(for: event))
    }
    if let report = failed {
      screen.write(answers.lines(for: report, finding: diagnostic))
      failed = nil
    } else {
      screen.write(answers.mistake(diagnostic))
    }
  }

  // MARK: - Waiting

  private func tell(_ waits: [WaitReport]) {
    guard options.isInteractive, isRunning, let wait = waits.first(where: { $0.actor == nil })
    else { return screen.flush() }
    screen.write(waiting.lines(for: wait))
    if let live = waiting.live(for: wait, width: options.width) {
      screen.write("\r\u{1B}[K" + live)
    }
    screen.flush()
  }

  /// A line for who sits before an entry that waits.
  func tellBesideWait(_ text: String) {
    eraseNotice()
    screen.write([TerminalLine("  " + text)])
    screen.flush()
  }

  private func eraseNotice() {
    guard waiting.isDrawn else { return }
    waiting.isDrawn = false
    screen.write("\r\u{1B}[K")
  }
}

/// The machine's end of a `PromptTeller`.
struct PromptSink: EventSink {
  let teller: PromptTeller
  let interest: EventInterest

  func receive(_ event: borrowing Event) { teller.receive(event) }

  func flush() { teller.flush() }
}
