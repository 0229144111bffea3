/// Writes JUnit's XML, as Jenkins, GitLab and Azure read it (the windyroad XSD).
package struct JUnitWriter {
  package init() {}

  /// One document with a `testsuite` for each suite.
  package func text(_ suites: [ReportSuite]) -> String {
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>"]
    for (index, suite) in suites.enumerated() { lines += Self.lines(suite, id: index) }
    lines.append("</testsuites>")
    return lines.map { $0 + "\n" }.joined()
  }

  private static func lines(_ suite: ReportSuite, id: Int) -> [String] {
    let tests = suite.toldTests
    let failures = tests.count { $0.isFailure }
    let errors = tests.count { $0.status == .error }
    let skipped = tests.count { $0.status == .skipped }
    let name = XMLText.attribute(suite.name)
    var lines = [
      "  <testsuite package=\"socklab\" id=\"\(id)\" name=\"\(name)\""
        + " timestamp=\"\(timestamp(suite.started))\" hostname=\"localhost\""
        + " tests=\"\(tests.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
        + " skipped=\"\(skipped)\" time=\"\(time(suite.seconds))\">",
      "    <properties>",
    ]
    for property in suite.properties {
      let value = XMLText.attribute(property.value)
      lines.append("      <property name=\"\(property.name)\" value=\"\(value)\"/>")
    }
    lines.append("    </properties>")
    for test in tests { lines += Self.lines(test, suite: name, hasPoints: suite.points != nil) }
    return lines + [
      "    <system-out></system-out>", "    <system-err></system-err>", "  </testsuite>",
    ]
  }

  private static func lines(_ test: GradeTest, suite: String, hasPoints: Bool) -> [String] {
    let name = XMLText.attribute("\(test.id): \(test.name)")
    let head =
      "    <testcase classname=\"\(suite)\" name=\"\(name)\" time=\"\(time(test.seconds))\""
    guard test.status != .passed else { return [head + "/>"] }
    let message = XMLText.attribute(test.cause?.message ?? test.status.rawValue)
    let inside: String
    switch test.status {
    case .skipped: inside = "      <skipped message=\"\(message)\"/>"
    case .error, .failed, .timeout, .crashed, .limit, .passed:
      let element = test.status == .error ? "error" : "failure"
      let type = XMLText.attribute(test.cause?.code ?? test.status.rawValue)
      inside =
        "      <\(element) type=\"\(type)\" message=\"\(message)\">"
        + XMLText.content(body(test, hasPoints: hasPoints)) + "</\(element)>"
    }
    return [head + ">", inside, "    </testcase>"]
  }

  /// Where, what, the points, and all that there is to say.
  private static func body(_ test: GradeTest, hasPoints: Bool) -> String {
    let place = test.place.map { "\($0.text): " } ?? ""
    var lines = ["\(place)\(GradeText.line(test.cause?.message ?? test.status.rawValue))"]
    if hasPoints { lines.append("points: \(test.score.text)/\(test.maximum.text)") }
    if test.output.isEmpty, let cause = test.cause {
      if !cause.expected.isEmpty { lines.append("expected: \(GradeText.line(cause.expected))") }
      if !cause.actual.isEmpty { lines.append("actual:   \(GradeText.line(cause.actual))") }
      if !cause.hint.isEmpty { lines.append("hint: \(GradeText.line(cause.hintLine))") }
    }
    return lines.map { $0 + "\n" }.joined() + test.output
  }

  /// Seconds with three decimals.
  private static func time(_ seconds: Double) -> String {
    let thousandths = Int((max(0, min(seconds, 1e9)) * 1000).rounded())
    let decimals = "\(thousandths % 1000)"
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - decimals.count) + decimals
  }

  /// `2026-11-22T20:34:00`: the XSD wants neither zone nor fraction.
  private static func timestamp(_ started: String) -> String {
    let text = Array(started.utf8.prefix(19))
    let pattern = Array("0000-00-00T00:00:00".utf8)
    let fits =
      text.count == 19
      && zip(text, pattern).allSatisfy { byte, wanted in
        wanted == 0x30 ? (0x30...0x39).contains(byte) : byte == wanted
      }
    return fits ? String(decoding: text, as: UTF8.self) : "1970-01-01T00:00:00"
  }
}

extension GradeTest {
  /// Whose fault it is the submission's.
  var isFailure: Bool {
    switch status {
    case .failed, .timeout, .crashed, .limit: true
    case .passed, .skipped, .error: false
    }
  }
}
