import LabEvents

/// How the run of one script ended, step by step: `socklab run --format json` writes it.
///
/// Of the same family as `GradeResult`, without points, submission and box.
package struct RunResult: Equatable, Sendable {
  package static let schema = "socklab.run/1"

  package enum Outcome: String, Sendable {
    case passed
    case failed
    /// The script is not valid; nothing was run.
    case invalid
    /// It could not run here.
    case environment
    case interrupted
  }

  package var toolVersion = ""
  /// As the user wrote its path.
  package var file = ""
  package var title = ""
  package var outcome = Outcome.environment
  package var message = "not finished"
  /// RFC 3339, UTC.
  package var started = "1970-01-01T00:00:00Z"
  package var seconds = 0.0
  package var tests: [GradeTest] = []

  package init() {}

  /// As a suite for JUnit and TAP.
  package var suite: ReportSuite {
    var facts = [(name: "file", value: file)]
    if !title.isEmpty { facts.append((name: "title", value: title)) }
    let end: ReportSuite.End =
      switch outcome {
      case .passed, .failed: .told
      case .invalid: tests.isEmpty ? .failed(code: outcome.rawValue, message: message) : .told
      case .environment, .interrupted: .broken(code: outcome.rawValue, message: message)
      }
    return ReportSuite(
      name: file,
      facts: facts,
      properties: [
        (name: "outcome", value: outcome.rawValue), (name: "title", value: title),
      ],
      started: started,
      seconds: seconds,
      tests: tests,
      end: end,
      points: nil
    )
  }

  /// The result as JSON on one line, with its line end.
  package func json() -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.text("schema", Self.schema)
      json.object("tool") { json in
        json.text("name", "socklab")
        json.text("version", toolVersion)
      }
      json.text("file", file)
      json.text("title", title)
      json.text("outcome", outcome.rawValue)
      if !message.isEmpty { json.text("message", message) }
      json.text("started", started)
      json.number("seconds", seconds)
      json.key("tests")
      json.array(tests) { json, test in json.object { $0.members(of: test, hasPoints: false) } }
    }
    json.endLine()
    return json.bytes
  }

  /// Reads what `json()` wrote.
  package init(json bytes: some Collection<UInt8>) throws(GradeResultError) {
    let value: JSONValue
    do {
      value = try JSONReader.value(of: Array(bytes)[...])
    } catch {
      throw .notJSON(offset: error.offset)
    }
    let members = GradeMembers(json: value, path: "")
    let schema = try members.text("schema")
    guard schema == Self.schema else { throw .schema(schema) }
    toolVersion = try members.object("tool").text("version")
    file = try members.text("file")
    title = try members.text("title")
    outcome = try members.word("outcome")
    message = try members.optionalText("message")
    started = try members.text("started")
    seconds = try members.number("seconds")
    tests = try members.objects("tests").map { (members) throws(GradeResultError) in
      try members.test(hasPoints: false)
    }
  }
}
