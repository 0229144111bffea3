import LabDiagnostics

extension RecordMembers {
  func runStart() throws(EventRecordError) -> RunStart {
    var sources = SourceMap()
    for source in try values("sources") {
      let members = RecordMembers(json: source)
      sources.add(path: try members.string("path"), bytes: Array(try members.string("text").utf8))
    }
    return RunStart(
      path: try string("path"),
      form: try string("form"),
      title: try string("title"),
      goals: try strings("goals"),
      network: try string("network"),
      privileges: try string("privileges"),
      enterPID: json["enterPID"]?.integer,
      sections: try objects("sections") { (item) throws(EventRecordError) in try item.section() },
      sources: sources,
      exercise: try exercise()
    )
  }

  func section() throws(EventRecordError) -> Section {
    guard let form = Section.Form(rawValue: try text("form")) else { throw .badMember("form") }
    return Section(
      form: form,
      number: try count("number"),
      identifier: try string("identifier"),
      title: try string("title"),
      line: try count("line"),
      terms: try terms()
    )
  }

  func verdict() throws(EventRecordError) -> Verdict {
    switch try text("verdict") {
    case "passed": .passed
    case "failed": .failed
    case "skipped": .skipped(try string("reason"))
    default: throw .badMember("verdict")
    }
  }

  func statement() throws(EventRecordError) -> StatementReport {
    guard let mark = StatementReport.Mark(rawValue: try text("mark")) else {
      throw .badMember("mark")
    }
    return StatementReport(
      line: try count("line"),
      depth: try count("depth"),
      text: try string("text"),
      verb: try string("verb"),
      subject: try string("subject"),
      mark: mark,
      calls: try objects("calls") { (item) throws(EventRecordError) in try item.call() },
      rawCalls: try objects("rawCalls") { (item) throws(EventRecordError) in try item.call() },
      answer: try string("answer"),
      why: try strings("why"),
      state: try string("state"),
      duration: Int64(try count("duration"))
    )
  }

  private func call() throws(EventRecordError) -> CallReport {
    CallReport(
      name: try text("name"),
      short: try strings("short"),
      c: try strings("c"),
      result: try integer("result"),
      errno: try string("errno"),
      message: try string("message"),
      remark: try string("remark"),
      isOurs: json["ours"]?.bool ?? false
    )
  }

  func block() throws(EventRecordError) -> BlockReport {
    BlockReport(line: try count("line"), depth: try count("depth"), text: try string("text"))
  }

  func note() throws(EventRecordError) -> NoteReport {
    NoteReport(line: try count("line"), depth: try count("depth"), text: try string("text"))
  }

  func portChosen() throws(EventRecordError) -> Event.Kind {
    guard let port = UInt16(exactly: try integer("port")) else { throw .badMember("port") }
    return .portChosen(port: port, name: try text("name"))
  }

  func waits(_ name: String) throws(EventRecordError) -> [WaitReport] {
    try objects(name) { (item) throws(EventRecordError) in
      WaitReport(
        actor: try item.actor(),
        line: try item.count("line"),
        depth: try item.count("depth"),
        text: try item.string("text"),
        reason: try item.string("reason"),
        waited: Int64(try item.count("waited"))
      )
    }
  }

  func diagnostic(_ sources: SourceMap) throws(EventRecordError) -> Diagnostic {
    guard let severity = Diagnostic.Severity(rawValue: try text("severity")) else {
      throw .badMember("severity")
    }
    let primary = try json["primary"].map { (json) throws(EventRecordError) in
      try RecordMembers(json: json).label(sources)
    }
    let secondary = try objects("secondary") { (item) throws(EventRecordError) in
      try item.label(sources)
    }
    return Diagnostic(
      try text("id"),
      severity: severity,
      try string("message"),
      at: primary ?? nil,
      secondary: secondary.compactMap { $0 },
      notes: try objects("notes") { (item) throws(EventRecordError) in
        Diagnostic.Note(try item.string("title"), try item.string("text"))
      }
    )
  }

  /// A label whose span lies in one of the sources; else `nil`.
  private func label(_ sources: SourceMap) throws(EventRecordError) -> Diagnostic.Label? {
    let start = try integer("start")
    let end = try integer("end")
    guard let last = sources.files.last, start >= 0, start <= end,
      end <= Int(last.positions.upperBound)
    else { return nil }
    let span = SourceSpan(start: Int32(start), end: Int32(end))
    guard sources.file(at: span.start).positions.contains(span.end) else { return nil }
    return Diagnostic.Label(span, try string("text"))
  }

  func summary() throws(EventRecordError) -> RunSummary {
    let outcome: RunSummary.Outcome
    switch try text("outcome") {
    case "passed": outcome = .passed
    case "failed": outcome = .failed
    case "skipped": outcome = .skipped(try string("reason"))
    case "interrupted": outcome = .interrupted(try string("signal"))
    case "cannotRun": outcome = .cannotRun
    default: throw .badMember("outcome")
    }
    return RunSummary(
      outcome: outcome,
      passed: try count("passed"),
      failed: try count("failed"),
      skipped: try count("skipped"),
      notRun: try objects("notRun") { (item) throws(EventRecordError) in try item.section() },
      statements: try count("statements"),
      warnings: try count("warnings"),
      elapsed: Int64(try count("duration")),
      waiting: try waits("waiting")
    )
  }
}
