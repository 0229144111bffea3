import LabEvents

extension GradeResult {
  /// The result as JSON on one line, with its line end.
  ///
  /// Its tests stand last: whoever looks at the file sees the score first.
  package func json() -> [UInt8] {
    var json = JSONWriter()
    json.object { members(into: &$0) }
    json.endLine()
    return json.bytes
  }

  private func members(into json: inout JSONWriter) {
    json.text("schema", Self.schema)
    json.object("tool") { json in
      json.text("name", "socklab")
      json.text("version", toolVersion)
    }
    json.object("exercise") { json in
      json.text("id", exercise.id)
      json.text("title", exercise.title)
      json.text("sha256", exercise.sha256)
    }
    json.object("submission") { json in
      json.text("id", submission.id)
      json.text("kind", submission.kind.rawValue)
      json.text("sha256", submission.sha256)
    }
    json.text("outcome", outcome.rawValue)
    json.number("score", score.value)
    json.number("max_score", maximum.value)
    if !message.isEmpty { json.text("message", GradeText.cut(message, to: GradeText.outputLimit)) }
    json.object("run") { members(of: run, into: &$0) }
    json.key("tests")
    json.array(tests) { json, test in json.object { $0.members(of: test, hasPoints: true) } }
    guard !artifacts.isEmpty else { return }
    json.key("artifacts")
    json.array(artifacts) { json, artifact in
      json.object { json in
        json.text("path", artifact.path)
        json.text("kind", artifact.kind.rawValue)
      }
    }
  }

  private func members(of run: Run, into json: inout JSONWriter) {
    json.text("started", run.started)
    json.number("seconds", run.seconds)
    json.text("seed", run.seed)
    json.number("attempt", Double(max(1, run.attempt)))
    if let shard = run.shard {
      json.object("shard") { json in
        json.number("index", Double(shard.index))
        json.number("count", Double(shard.count))
      }
    }
    json.object("sandbox") { json in
      json.text("tier", run.sandbox.tier.rawValue)
      json.texts("mechanisms", run.sandbox.mechanisms.map(\.rawValue))
      if !run.sandbox.missing.isEmpty { json.texts("missing", run.sandbox.missing) }
    }
    json.object("limits") { json in
      for limit in run.limits { json.number(limit.name, limit.value) }
    }
  }
}

extension JSONWriter {
  /// The members of one entry of `tests`; a run without exercise has no points.
  mutating func members(of test: GradeTest, hasPoints: Bool) {
    text("id", test.id)
    text("name", GradeText.name(test.name, else: test.id))
    text("status", test.status.rawValue)
    if hasPoints {
      number("score", test.score.value)
      number("max_score", test.maximum.value)
      text("visibility", test.visibility.rawValue)
    }
    number("seconds", max(0, test.seconds))
    if !test.tags.isEmpty { texts("tags", test.tags) }
    if !test.dependsOn.isEmpty { text("depends_on", test.dependsOn) }
    if let place = test.place {
      object("where") { json in
        json.text("file", place.file)
        json.number("line", Double(max(1, place.line)))
        if let column = place.column { json.number("column", Double(max(1, column))) }
      }
    }
    if let cause = test.cause { object("cause") { $0.members(of: cause) } }
    let output = GradeText.cut(test.output, to: GradeText.outputLimit)
    if !output.isEmpty { text("output", output) }
    if test.isTruncated || output != test.output {
      key("truncated")
      bool(true)
    }
    if !test.attempts.isEmpty { texts("attempts", test.attempts.map(\.rawValue)) }
  }

  private mutating func members(of cause: GradeTest.Cause) {
    text("code", cause.code)
    text("message", cause.message)
    for (name, value) in [
      ("syscall", cause.syscall), ("errno", cause.errno), ("expected", cause.expected),
      ("actual", cause.actual), ("hint", cause.hint),
    ] where !value.isEmpty {
      text(name, value)
    }
  }

  // MARK: - Members that are written whatever their value

  mutating func text(_ name: String, _ text: String) {
    key(name)
    string(text)
  }

  mutating func texts(_ name: String, _ texts: [String]) {
    key(name)
    array(texts) { $0.string($1) }
  }

  mutating func number(_ name: String, _ value: Double) {
    key(name)
    number(value)
  }

  mutating func object(_ name: String, _ members: (inout JSONWriter) -> Void) {
    key(name)
    object(members)
  }
}
