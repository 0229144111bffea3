import LabEvents

/// Writes Gradescope's `results.json`.
///
/// Gradescope has two statuses and no skipping; the whole is in `Documentation/results.md`. Of a
/// hidden check it holds the cause's code and what the student's own program said, and no more:
/// Gradescope hides such a test, but the file may be looked at.
package struct GradescopeWriter {
  package init() {}

  /// Whether Gradescope will hide the total of the points from students.
  ///
  /// It does so where a test is hidden. Authors should be told.
  package static func hidesTotal(_ result: GradeResult) -> Bool {
    result.tests.contains { $0.visibility != .visible }
  }

  package func bytes(of result: GradeResult) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.number("score", result.score.value)
      json.number("execution_time", max(0, result.run.seconds))
      json.text("output", Self.whole(result))
      json.text("output_format", "text")
      json.text("test_output_format", "text")
      json.text("test_name_format", "text")
      json.text("visibility", "visible")
      json.text("stdout_visibility", "hidden")
      json.object("extra_data") { json in
        json.text("schema", GradeResult.schema)
        json.text("outcome", result.outcome.rawValue)
        json.text("sandbox", result.run.sandbox.tier.rawValue)
        json.text("seed", GradeText.line(result.run.seed))
      }
      json.key("tests")
      json.array(Self.entries(result)) { json, entry in
        json.object { entry.members(into: &$0) }
      }
    }
    json.endLine()
    return json.bytes
  }

  /// What stands above all tests.
  private static func whole(_ result: GradeResult) -> String {
    let reason = GradeText.line(result.message)
    return switch result.outcome {
    case .passed, .failed: reason
    case .ungradable: "Your submission could not be graded: \(reason)"
    case .exerciseError:
      "This exercise has a mistake of its own; it is not your fault, and not your points: \(reason)"
    case .infraError:
      "The grading itself went wrong. It is not your fault: please have it run again. (\(reason))"
    }
  }

  private static func entries(_ result: GradeResult) -> [Entry] {
    switch result.outcome {
    case .passed, .failed:
      return result.tests.enumerated().map { Entry($0.element, number: $0.offset + 1) }
    case .ungradable:
      var test = GradeTest(
        id: "ungradable",
        name: "Submission could not be graded",
        status: .failed
      )
      test.output = result.message
      test.cause = GradeTest.Cause("ungradable", result.message)
      return [Entry(test, number: 1)]
    case .exerciseError, .infraError: return []
    }
  }

  /// One test as a student may see it.
  private struct Entry {
    let test: GradeTest
    let number: Int

    init(_ test: GradeTest, number: Int) {
      self.test = test
      self.number = number
    }

    private var isHidden: Bool { test.visibility == .hidden }

    private var name: String {
      isHidden ? "\(test.id) (hidden check)" : GradeText.line(test.name)
    }

    private var output: String {
      if test.status == .skipped {
        // Why it lacks what it requires is the hidden check's own affair.
        let isTold = !isHidden || test.cause?.code == "dependency"
        return "\(GradeText.line((isTold ? test.cause?.message : nil) ?? "not run"))\n"
      }
      guard test.status != .passed else { return "" }
      var lines: [String] = []
      if !isHidden, let place = test.place {
        lines.append("\(place.text): \(GradeText.line(test.cause?.message ?? ""))")
      }
      let told = GradeText.lines(test.output)
      if told.isEmpty { lines.append("cause: \(test.cause?.code ?? test.status.rawValue)") }
      return (lines.map { $0 + "\n" } + [told]).joined()
    }

    func members(into json: inout JSONWriter) {
      json.text("number", "\(number)")
      json.text("name", name)
      if test.status != .skipped || test.maximum > .zero {
        json.number("score", test.score.value)
        json.number("max_score", test.maximum.value)
      }
      json.text("status", test.status == .passed ? "passed" : "failed")
      json.text("visibility", test.visibility.rawValue)
      if !test.tags.isEmpty { json.texts("tags", test.tags.map { GradeText.line($0) }) }
      if !output.isEmpty {
        json.text("output_format", "text")
        json.text("output", output)
      }
      json.object("extra_data") { json in
        json.text("id", test.id)
        json.text("result", test.status.rawValue)
        if let cause = test.cause { json.text("cause", cause.code) }
      }
    }
  }
}

extension GradeTest.Place {
  /// "echo.sock:14:3".
  var text: String {
    GradeText.line("\(file):\(line)" + (column.map { ":\($0)" } ?? ""))
  }
}
