import LabDiagnostics

/// Writes events as the versioned JSON Lines of `Documentation/events.md`.
///
/// Empty texts, empty lists, zeros of `depth` and `duration`, and `false` are left out; the page
/// says for each member what its absence means.
package struct EventRecordWriter {
  /// Raised when a reader of older records would misunderstand the new ones; new kinds and new
  /// members don't raise it.
  package static let version = 1

  /// Of the `runStarted` that was written, to tell where labels stand.
  private var sources = SourceMap()
  private var json = JSONWriter()

  package init() {}

  /// The bytes of one record, its line end included.
  package mutating func line(for event: borrowing Event) -> [UInt8] {
    if case .runStarted(let start) = event.kind { sources = start.sources }
    json.removeAll()
    let kind = event.kind
    let actor = event.actor
    let elapsed = event.elapsed
    json.object { [sources] json in
      json.member("version", Self.version)
      json.member("kind", kind.name)
      json.member("elapsed", Int(elapsed))
      json.member(actor)
      json.members(of: kind, sources)
    }
    json.endLine()
    return json.bytes
  }
}

extension Event.Kind {
  /// The word in the record's `kind`.
  var name: String {
    switch self {
    case .runStarted: "runStarted"
    case .sectionStarted: "sectionStarted"
    case .statement: "statement"
    case .blockOpened: "blockOpened"
    case .blockClosed: "blockClosed"
    case .note: "note"
    case .waiting: "waiting"
    case .actorStarted: "actorStarted"
    case .actorEnded: "actorEnded"
    case .portChosen: "portChosen"
    case .finding: "finding"
    case .sectionEnded: "sectionEnded"
    case .programEnded: "programEnded"
    case .runEnded: "runEnded"
    }
  }
}

extension JSONWriter {
  fileprivate mutating func members(of kind: Event.Kind, _ sources: SourceMap) {
    switch kind {
    case .runStarted(let start): members(of: start)
    case .sectionStarted(let section): members(of: section)
    case .statement(let report): members(of: report)
    case .blockOpened(let block), .blockClosed(let block):
      place(line: block.line, depth: block.depth, text: block.text)
    case .note(let note): place(line: note.line, depth: note.depth, text: note.text)
    case .waiting(let waiting): member("waiting", waiting) { $0.members(of: $1) }
    case .actorStarted, .actorEnded: break
    case .portChosen(let port, let name):
      member("port", Int(port))
      member("name", name)
    case .finding(let diagnostic): members(of: diagnostic, sources)
    case .sectionEnded(let end):
      members(of: end.section)
      members(of: end.verdict)
    case .programEnded(let program): members(of: program)
    case .runEnded(let summary): members(of: summary)
    }
  }

  private mutating func members(of start: RunStart) {
    member("path", start.path)
    member("form", start.form)
    member("title", start.title)
    member("goals", start.goals)
    member("network", start.network)
    member("privileges", start.privileges)
    if let pid = start.enterPID { member("enterPID", pid) }
    member("sections", start.sections) { $0.members(of: $1) }
    if let exercise = start.exercise {
      key("exercise")
      object { $0.members(of: exercise) }
    }
    member("sources", start.sources.files) { json, file in
      json.member("path", file.path)
      json.member("text", String(decoding: file.bytes, as: UTF8.self))
    }
  }

  private mutating func members(of section: Section) {
    member("form", section.form.rawValue)
    member("number", section.number)
    member("identifier", section.identifier)
    member("title", section.title)
    member("line", section.line)
    if let terms = section.terms {
      key("terms")
      object { $0.members(of: terms) }
    }
  }

  private mutating func members(of verdict: Verdict) {
    switch verdict {
    case .passed: member("verdict", "passed")
    case .failed: member("verdict", "failed")
    case .skipped(let reason):
      member("verdict", "skipped")
      member("reason", reason)
    }
  }

  private mutating func members(of report: StatementReport) {
    place(line: report.line, depth: report.depth, text: report.text)
    member("verb", report.verb)
    member("subject", report.subject)
    member("mark", report.mark.rawValue)
    member("calls", report.calls) { $0.members(of: $1) }
    member("rawCalls", report.rawCalls) { $0.members(of: $1) }
    member("answer", report.answer)
    member("why", report.why)
    member("state", report.state)
    if report.duration != 0 { member("duration", Int(report.duration)) }
  }

  private mutating func members(of call: CallReport) {
    member("name", call.name)
    member("short", call.short)
    member("c", call.c)
    member("result", call.result)
    member("errno", call.errno)
    member("message", call.message)
    member("remark", call.remark)
    if call.isOurs { member("ours", true) }
  }

  private mutating func members(of wait: WaitReport) {
    member(wait.actor)
    place(line: wait.line, depth: wait.depth, text: wait.text)
    member("reason", wait.reason)
    member("waited", Int(wait.waited))
  }

  private mutating func members(of diagnostic: Diagnostic, _ sources: SourceMap) {
    member("id", diagnostic.id)
    member("severity", diagnostic.severity.rawValue)
    member("message", diagnostic.message)
    if let primary = diagnostic.primary {
      key("primary")
      object { $0.members(of: primary, sources) }
    }
    member("secondary", diagnostic.secondary) { $0.members(of: $1, sources) }
    member("notes", diagnostic.notes) { json, note in
      json.member("title", note.title)
      json.member("text", note.text)
    }
  }

  private mutating func members(of label: Diagnostic.Label, _ sources: SourceMap) {
    member("start", Int(label.span.start))
    member("end", Int(label.span.end))
    if !sources.files.isEmpty {
      let location = sources.location(of: label.span.start)
      member("path", location.path)
      member("line", location.line)
      member("column", location.column)
    }
    member("text", label.text)
  }

  private mutating func members(of summary: RunSummary) {
    switch summary.outcome {
    case .passed: member("outcome", "passed")
    case .failed: member("outcome", "failed")
    case .cannotRun: member("outcome", "cannotRun")
    case .skipped(let reason):
      member("outcome", "skipped")
      member("reason", reason)
    case .interrupted(let signal):
      member("outcome", "interrupted")
      member("signal", signal)
    }
    member("passed", summary.passed)
    member("failed", summary.failed)
    member("skipped", summary.skipped)
    member("notRun", summary.notRun) { $0.members(of: $1) }
    member("statements", summary.statements)
    member("warnings", summary.warnings)
    member("duration", Int(summary.elapsed))
    member("waiting", summary.waiting) { $0.members(of: $1) }
  }
}
