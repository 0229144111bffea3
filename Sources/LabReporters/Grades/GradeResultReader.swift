import LabEvents

/// Why a file is no result.
package enum GradeResultError: Error, Equatable {
  case notJSON(offset: Int)
  /// The schema that it names instead of `socklab.grade/1`.
  case schema(String)
  /// A member that is missing, or is of another type or out of its range.
  case badMember(String)

  /// For people, behind the file's name.
  package var words: String {
    switch self {
    case .notJSON(offset: 0): "it is no JSON"
    case .notJSON(let offset): "it is no JSON from byte \(offset) on"
    case .schema(let name): "its schema is '\(GradeText.line(name))', not \(GradeResult.schema)"
    case .badMember(let name): "its member '\(name)' is missing or wrong"
    }
  }
}

extension GradeResult {
  /// Reads a result that `json()` wrote; members that this version does not know are passed over.
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
    self.init()
    toolVersion = try members.object("tool").text("version")
    let exercise = try members.object("exercise")
    self.exercise.id = try exercise.text("id")
    self.exercise.title = try exercise.text("title")
    self.exercise.sha256 = try exercise.text("sha256")
    let submission = try members.object("submission")
    self.submission.id = try submission.text("id")
    self.submission.kind = try submission.word("kind")
    self.submission.sha256 = try submission.text("sha256")
    outcome = try members.word("outcome")
    score = try members.points("score")
    maximum = try members.points("max_score")
    message = try members.optionalText("message")
    run = try members.object("run").run()
    tests = try members.objects("tests").map { (members) throws(GradeResultError) in
      try members.test(hasPoints: true)
    }
    artifacts = try members.optionalObjects("artifacts").map { (members) throws(GradeResultError) in
      Artifact(path: try members.text("path"), kind: try members.word("kind"))
    }
  }
}

/// An object of a result, asked for its members; it knows where it stands, for the error.
struct GradeMembers {
  let json: JSONValue
  let path: String

  private func bad(_ name: String) -> GradeResultError { .badMember(path + name) }

  func text(_ name: String) throws(GradeResultError) -> String {
    guard let text = json[name]?.string else { throw bad(name) }
    return text
  }

  func optionalText(_ name: String) throws(GradeResultError) -> String {
    json[name] == nil ? "" : try text(name)
  }

  func word<Word: RawRepresentable<String>>(_ name: String) throws(GradeResultError) -> Word {
    guard let word = Word(rawValue: try text(name)) else { throw bad(name) }
    return word
  }

  func words<Word: RawRepresentable<String>>(_ name: String) throws(GradeResultError) -> [Word] {
    try texts(name).map { (text) throws(GradeResultError) in
      guard let word = Word(rawValue: text) else { throw bad(name) }
      return word
    }
  }

  /// Texts of a list that may be missing.
  func texts(_ name: String) throws(GradeResultError) -> [String] {
    guard let list = json[name] else { return [] }
    guard let values = list.array else { throw bad(name) }
    return try values.map { (value) throws(GradeResultError) in
      guard let text = value.string else { throw bad(name) }
      return text
    }
  }

  func number(_ name: String) throws(GradeResultError) -> Double {
    guard let number = json[name]?.double, number.isFinite else { throw bad(name) }
    return number
  }

  func count(_ name: String) throws(GradeResultError) -> Int {
    guard let number = json[name]?.integer else { throw bad(name) }
    return number
  }

  func points(_ name: String) throws(GradeResultError) -> Points {
    guard let points = Points(try number(name)) else { throw bad(name) }
    return points
  }

  func object(_ name: String) throws(GradeResultError) -> GradeMembers {
    guard case .object? = json[name], let value = json[name] else { throw bad(name) }
    return GradeMembers(json: value, path: "\(path)\(name).")
  }

  func optionalObject(_ name: String) throws(GradeResultError) -> GradeMembers? {
    json[name] == nil ? nil : try object(name)
  }

  func objects(_ name: String) throws(GradeResultError) -> [GradeMembers] {
    guard let values = json[name]?.array else { throw bad(name) }
    return values.enumerated().map { index, value in
      GradeMembers(json: value, path: "\(path)\(name)[\(index)].")
    }
  }

  func optionalObjects(_ name: String) throws(GradeResultError) -> [GradeMembers] {
    json[name] == nil ? [] : try objects(name)
  }

  // MARK: - Parts of a result

  func run() throws(GradeResultError) -> GradeResult.Run {
    var run = GradeResult.Run()
    run.started = try text("started")
    run.seconds = try number("seconds")
    run.seed = try text("seed")
    run.attempt = try count("attempt")
    if let shard = try optionalObject("shard") {
      run.shard = GradeResult.Shard(
        index: try shard.count("index"),
        count: try shard.count("count")
      )
    }
    let sandbox = try object("sandbox")
    run.sandbox.tier = try sandbox.word("tier")
    run.sandbox.mechanisms = try sandbox.words("mechanisms")
    run.sandbox.missing = try sandbox.texts("missing")
    guard case .object(let limits) = try object("limits").json else { throw bad("limits") }
    run.limits = limits.keys.sorted(by: Self.isLimitBefore).map { name in
      GradeResult.Limit(name: name, value: limits[name]?.double ?? 0)
    }
    return run
  }

  /// The order in which limits are written; unknown ones last, by name.
  private static func isLimitBefore(_ left: String, _ right: String) -> Bool {
    let order = ["wall_seconds", "cpu_seconds", "memory_bytes", "pids", "output_bytes"]
    let places = [left, right].map { order.firstIndex(of: $0) ?? order.count }
    return places[0] == places[1] ? left < right : places[0] < places[1]
  }

  func test(hasPoints: Bool) throws(GradeResultError) -> GradeTest {
    var test = GradeTest(id: try text("id"), name: try text("name"), status: try word("status"))
    if hasPoints {
      test.score = try points("score")
      test.maximum = try points("max_score")
      test.visibility = try word("visibility")
    }
    test.seconds = try number("seconds")
    test.tags = try texts("tags")
    test.dependsOn = try optionalText("depends_on")
    if let place = try optionalObject("where") {
      test.place = GradeTest.Place(
        file: try place.text("file"),
        line: try place.count("line"),
        column: place.json["column"] == nil ? nil : try place.count("column")
      )
    }
    if let cause = try optionalObject("cause") { test.cause = try cause.cause() }
    test.output = try optionalText("output")
    test.isTruncated = json["truncated"]?.bool ?? false
    test.attempts = try words("attempts")
    return test
  }

  private func cause() throws(GradeResultError) -> GradeTest.Cause {
    var cause = GradeTest.Cause(try text("code"), try text("message"))
    cause.syscall = try optionalText("syscall")
    cause.errno = try optionalText("errno")
    cause.expected = try optionalText("expected")
    cause.actual = try optionalText("actual")
    cause.hint = try optionalText("hint")
    return cause
  }
}
