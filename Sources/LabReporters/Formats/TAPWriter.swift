/// Writes the Test Anything Protocol, version 13 (what `prove` reads) or 14.
package struct TAPWriter {
  private let version: Int

  /// Makes a writer.
  ///
  /// - Parameter version: 13 or 14; they differ in the first line.
  package init(version: Int = 14) { self.version = version }

  /// One suite at the top level, or several as subtests of one document.
  package func text(_ suites: [ReportSuite]) -> String {
    suites.count == 1
      ? head + Self.joined(lines(suites[0]))
      : header(count: suites.count)
        + suites.enumerated().map { subtest($0.element, number: $0.offset + 1) }.joined()
  }

  private var head: String { "TAP version \(version)\n" }

  /// The beginning of a document of several suites.
  package func header(count: Int) -> String { "\(head)1..\(count)\n" }

  /// A suite as a subtest: indented, and summed up in one line.
  package func subtest(_ suite: ReportSuite, number: Int) -> String {
    var lines = ["    # Subtest: \(GradeText.line(suite.name))"]
    switch suite.end {
    // In a document of many, one that broke must not end all.
    case .broken: lines += plan(of: suite)
    case .told, .failed: lines += self.lines(suite)
    }
    let isGood = suite.isGood ? "ok" : "not ok"
    let inner = lines.dropFirst().map { $0.isEmpty ? $0 : "    \($0)" }
    let result = "\(isGood) \(number) - \(Self.description(suite.name))"
    return Self.joined([lines[0]] + inner + [result])
  }

  private static func joined(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

  private func lines(_ suite: ReportSuite) -> [String] {
    if case .broken(_, let message) = suite.end {
      return ["Bail out! \(GradeText.line(message))"]
    }
    return plan(of: suite)
  }

  private func plan(of suite: ReportSuite) -> [String] {
    let tests = suite.toldTests
    guard !tests.isEmpty else { return ["1..0 # SKIP nothing is told here"] }
    var lines = ["1..\(tests.count)"]
    let facts = suite.facts.map { "\($0.name): \(GradeText.line($0.value))" }
    if !facts.isEmpty { lines.append("# \(facts.joined(separator: "  "))") }
    for (index, test) in tests.enumerated() {
      lines += self.lines(test, number: index + 1, hasPoints: suite.points != nil)
    }
    if let points = suite.points {
      lines.append("# score \(points.score.text)/\(points.maximum.text)")
    }
    return lines
  }

  private func lines(_ test: GradeTest, number: Int, hasPoints: Bool) -> [String] {
    let name = Self.description("\(test.id): \(test.name)")
    switch test.status {
    case .passed: return ["ok \(number) - \(name)"]
    case .skipped:
      let reason = Self.description(test.cause?.message ?? "not run")
      return ["ok \(number) - \(name) # SKIP \(reason)"]
    case .failed, .timeout, .crashed, .limit, .error:
      return ["not ok \(number) - \(name)"] + diagnosis(test, hasPoints: hasPoints)
    }
  }

  /// The YAML block behind a failed test; its scalars are single-quoted, whatever is in them.
  private func diagnosis(_ test: GradeTest, hasPoints: Bool) -> [String] {
    let cause = test.cause ?? GradeTest.Cause(test.status.rawValue, test.status.rawValue)
    var lines = [
      "---", "message: \(Self.quoted(cause.message))",
      "severity: \(test.status == .error ? "error" : "fail")", "cause: \(Self.quoted(cause.code))",
    ]
    if hasPoints {
      lines += ["points: \(test.score.text)", "max_points: \(test.maximum.text)"]
    }
    if !cause.actual.isEmpty { lines.append("found: \(Self.quoted(cause.actual))") }
    if !cause.expected.isEmpty { lines.append("wanted: \(Self.quoted(cause.expected))") }
    if let place = test.place {
      lines += ["at:", "  file: \(Self.quoted(place.file))", "  line: \(place.line)"]
      if let column = place.column { lines.append("  column: \(column)") }
    }
    if !cause.hint.isEmpty { lines.append("hint: \(Self.quoted(cause.hintLine))") }
    return (lines + ["..."]).map { "  \($0)" } + comments(test.output)
  }

  /// What else there is to say, behind the block: `prove -v` shows it, and no reader of YAML
  /// stumbles over it (that of `prove` takes `word: ` in a list for a key).
  private func comments(_ text: String) -> [String] {
    let scalars = text.unicodeScalars
    let lines = scalars.last == "\n" ? scalars.dropLast() : scalars[...]
    guard !lines.isEmpty else { return [] }
    return lines.split(separator: "\n", omittingEmptySubsequences: false).map {
      "# \(GradeText.line(String($0)))"
    }
  }

  /// A YAML scalar in single quotes, on one line.
  private static func quoted(_ text: String) -> String {
    "'\(GradeText.replacing("'", with: "''", in: GradeText.line(text)))'"
  }

  /// A description: `#` would begin a directive.
  private static func description(_ text: String) -> String {
    let text = GradeText.replacing("\\", with: "\\\\", in: GradeText.line(text))
    return GradeText.replacing("#", with: "\\#", in: text)
  }
}
