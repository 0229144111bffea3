import LabDiagnostics
import LabEvents

/// What happened in one step or check, kept until it has ended.
///
/// A hostile submission must not fill the grader's memory: of everything there is an upper bound.
struct SectionRecord {
  private static let statementLimit = 64
  private static let findingLimit = 8
  private static let programLimit = 16

  /// A statement that ended, and when.
  struct Entry {
    let report: StatementReport
    let actor: ActorLabel?
    let elapsed: Int64
  }

  let section: Section
  let started: Int64
  /// Programs whose exit status is asked for somewhere in the section.
  let asked: Set<String>
  /// The last ones.
  private(set) var statements: [Entry] = []
  /// The statement in front of the first error.
  private(set) var failed: Entry?
  /// Errors only, the first ones.
  private(set) var findings: [Diagnostic] = []
  private(set) var programs: [ProgramReport] = []
  private(set) var ended: Int64 = 0
  private(set) var verdict: Verdict?

  init(_ section: Section, started: Int64, asked: Set<String> = []) {
    self.section = section
    self.started = started
    self.asked = asked
  }

  var seconds: Double { Self.seconds(ended - started) }

  /// Nanoseconds as seconds, to the millisecond.
  static func seconds(_ nanoseconds: Int64) -> Double {
    Double(max(0, nanoseconds) / 1_000_000) / 1000
  }

  mutating func take(_ report: StatementReport, actor: ActorLabel?, elapsed: Int64) {
    guard report.mark != .waits else { return }
    if statements.count == Self.statementLimit { statements.removeFirst() }
    statements.append(Entry(report: report, actor: actor, elapsed: elapsed))
  }

  mutating func take(_ finding: Diagnostic) {
    guard finding.severity == .error, findings.count < Self.findingLimit else { return }
    if findings.isEmpty, let last = statements.last,
      last.report.mark == .failed || last.report.mark == .timedOut
    {
      failed = last
    }
    findings.append(finding)
  }

  mutating func take(_ program: ProgramReport) {
    guard programs.count < Self.programLimit else { return }
    programs.append(program)
  }

  mutating func end(_ verdict: Verdict, elapsed: Int64) {
    self.verdict = verdict
    ended = elapsed
  }
}

/// Sorts the events of a run by the step or check they belong to.
struct SectionRecorder {
  private(set) var start: RunStart?
  private(set) var open: SectionRecord?
  /// What happened outside of steps and checks.
  private(set) var file = SectionRecord(
    Section(form: .setup, number: 0, identifier: "", title: "", line: 1),
    started: 0
  )
  private(set) var summary: RunSummary?
  private var exits = AskedExits()

  var sources: SourceMap { start?.sources ?? SourceMap() }

  /// Takes in an event; a section that has ended with it is handed out.
  mutating func take(_ event: borrowing Event) -> SectionRecord? {
    switch event.kind {
    case .runStarted(let start):
      self = SectionRecorder()
      self.start = start
      exits = AskedExits(start)
    case .sectionStarted(let section): open = record(of: section, since: event.elapsed)
    case .statement(let report):
      current { $0.take(report, actor: event.actor, elapsed: event.elapsed) }
    case .finding(let finding): current { $0.take(finding) }
    case .programEnded(let program): current { $0.take(program) }
    case .sectionEnded(let end):
      var record = open ?? record(of: end.section, since: event.elapsed)
      record.end(end.verdict, elapsed: event.elapsed)
      open = nil
      return record
    case .runEnded(let summary):
      self.summary = summary
      file.end(file.findings.isEmpty ? .passed : .failed, elapsed: event.elapsed)
    case .blockOpened, .blockClosed, .note, .waiting, .actorStarted, .actorEnded, .portChosen:
      break
    }
    return nil
  }

  private func record(of section: Section, since elapsed: Int64) -> SectionRecord {
    SectionRecord(section, started: elapsed, asked: exits.names(in: section))
  }

  private mutating func current(_ change: (inout SectionRecord) -> Void) {
    if var record = open {
      open = nil
      change(&record)
      open = record
    } else {
      change(&file)
    }
  }
}
