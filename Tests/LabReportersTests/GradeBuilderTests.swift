import LabDiagnostics
import LabEvents
import LabReporters
import Testing

/// From events to points.
struct GradeBuilderTests {
  typealias Check = ExerciseScript.Check

  private static func failed(_ id: String, _ finding: String, _ ends: [ProgramReport.End]) -> Check
  {
    Check(
      id: id,
      verdict: .failed,
      finding: Diagnostic(finding, "it did not go well"),
      programs: ends.map { .submission($0) }
    )
  }

  @Test(arguments: [
    ([nil, nil, nil], nil, ["1", "1", "1"]), ([2, nil, 0], nil, ["2", "1", "0"]),
    ([nil, nil, nil], 10, ["3.34", "3.33", "3.33"]),
    ([1, nil, 2, nil], 10, ["1", "3.5", "2", "3.5"]),
    ([4, 6], 10, ["4", "6"]), ([nil, 3], 3, ["0", "3"]),
    (
      [nil, nil, nil, nil, nil, nil, nil], 100,
      ["14.29", "14.29", "14.29", "14.29", "14.28", "14.28", "14.28"]
    ),
  ])
  func pointsAreSharedWithoutLoss(_ declared: [Int?], _ total: Int?, _ expected: [String]) {
    let points = Points.shares(declared, total: total)
    #expect(points.map(\.text) == expected)
    if let total { #expect(Points.sum(points) == Points(total)) }
  }

  @Test func everythingPassed() {
    let script = ExerciseScript(
      total: 10,
      checks: [Check(id: "a"), Check(id: "b")],
      outcome: .passed
    )
    let result = script.result()
    #expect(result.outcome == .passed && result.score == Points(10) && result.maximum == Points(10))
    #expect(result.message == "10 of 10 points.")
    #expect(result.tests.allSatisfy { $0.status == .passed && $0.cause == nil })
  }

  /// At every moment the result can be written, and says neither passed nor points.
  @Test func neverPassedBeforeTheEnd() throws {
    let script = ExerciseScript(checks: [Check(id: "a"), Check(id: "b")], outcome: .passed)
    var snapshots: [GradeResult] = []
    var builder = GradeBuilder(snapshot: { snapshots.append($0) })
    #expect(builder.result.outcome == .infraError && builder.result.message == "not finished")
    for event in script.events.dropLast() {
      builder.receive(event)
      #expect(builder.result.outcome == .infraError && builder.result.score == .zero)
    }
    #expect(snapshots.map { $0.tests.count { $0.status == .passed } } == [0, 1, 2])
    #expect(snapshots[1].tests[1].status == .error)
    #expect(snapshots[1].tests[1].cause?.code == "not-finished")
    #expect(snapshots.allSatisfy { $0.outcome == .infraError && $0.message == "not finished" })
    builder.receive(script.events[script.events.count - 1])
    #expect(snapshots.last?.outcome == .passed)
  }

  @Test(arguments: [
    ("bytes-differ", [ProgramReport.End.running], GradeTest.Status.failed, "bytes-differ"),
    ("timeout", [.running], .timeout, "timeout"), ("timeout", [.exited(1)], .crashed, "crashed"),
    ("bytes-differ", [.signaled("SIGSEGV")], .crashed, "crashed"),
    ("bytes-differ", [.running, .exited(2)], .crashed, "crashed"),
    ("program-ended", [.exited(0)], .failed, "program-ended"),
    ("bytes-differ", [.ended], .failed, "bytes-differ"),
    ("wall-limit", [.running], .limit, "wall-limit"),
    ("timeout", [.limit("memory")], .limit, "memory-limit"),
    ("ended-early", [.limit("cpu")], .limit, "cpu-limit"),
    ("environment", [.running], .error, "environment"),
  ])
  func statusComesFromFindingAndPrograms(
    _ finding: String,
    _ ends: [ProgramReport.End],
    _ status: GradeTest.Status,
    _ code: String
  ) {
    let result = ExerciseScript(checks: [Self.failed("a", finding, ends)]).result()
    #expect(result.tests[0].status == status && result.tests[0].cause?.code == code)
    #expect(result.outcome == (status == .error ? .infraError : .failed))
    #expect(result.score == .zero)
  }

  /// A status that the check asks for is its answer, and no crash.
  @Test func expectedExitIsNoCrash() {
    var check = Self.failed("a", "other-exit", [.exited(1)])
    check.statements = [
      StatementReport(
        line: 4,
        depth: 0,
        text: "expect server exit 2",
        verb: "expect",
        mark: .failed
      )
    ]
    #expect(ExerciseScript(checks: [check]).result().tests[0].status == .failed)
  }

  /// Nor is it one where the check fails before it comes to ask; what another check asks for, or a
  /// signal that it sends, does not count.
  @Test(arguments: [
    ("check a \"\" {\n  expect c \"x\"\n  expect server exit 1\n}\n", true),
    ("check a \"\" {\n  expect c \"x\"\n  wait server as status within 5s\n}\n", true),
    ("check a \"\" { expect c \"x\"; expect server exit 1 }\n", true),
    ("check a \"\" {\n  expect c \"x\"\n}\nproc p {\n  expect server exit 1\n}\n", true),
    ("check a \"\" {\n  if x {\n    expect server exit 1\n  }\n}\n", true),
    ("check a \"\" {\n  expect c \"x\"\n  expect server exit SIGKILL\n}\n", false),
    ("check a \"\" {\n  expect c \"x\"\n  expect other exit 1\n}\n", false),
    ("check a \"\" {\n  expect c \"x\"\n}\ncheck b \"\" {\n  expect server exit 1\n}\n", false),
    ("check a \"\" {\n  note \"expect server exit 1\"\n}\n", false),
  ])
  func exitThatIsAskedForLaterIsNoCrash(_ text: String, _ isAsked: Bool) {
    var script = ExerciseScript(checks: [Self.failed("a", "ended-early", [.exited(1)])])
    script.source = "exercise \"E\"\nsubmission program\n\(text)"
    if text.contains("check b") {
      script.checks.append(Check(id: "b", line: 6))
    }
    #expect(script.result().tests[0].status == (isAsked ? .failed : .crashed))
  }

  /// Programs that are not handed in may do what they like.
  @Test func othersDoNotCount() {
    var check = Self.failed("a", "bytes-differ", [])
    check.programs = [
      ProgramReport(
        name: "x",
        isSubmission: false,
        end: .exited(1),
        output: "",
        errors: "",
        dropped: 0
      )
    ]
    #expect(ExerciseScript(checks: [check]).result().tests[0].status == .failed)
  }

  @Test func needsAreTold() {
    var second = Check(id: "b", terms: CheckTerms(points: 3, needs: ["a"]))
    second.verdict = .skipped("needs a, which failed")
    let result = ExerciseScript(
      checks: [Self.failed("a", "timeout", [.running]), second, Check(id: "c")]
    ).result()
    #expect(result.tests[1].status == .skipped && result.tests[1].dependsOn == "a")
    #expect(result.tests[1].cause?.code == "dependency")
    #expect(result.tests[1].cause?.message == "not run: a did not pass")
    #expect(result.score == Points(1) && result.maximum == Points(5) && result.outcome == .failed)
    #expect(result.message == "1 of 5 points. First failure: a.")
  }

  /// What the machine lacks must cost nobody points.
  @Test func lackOfTheMachineIsOurs() {
    var check = Check(id: "v6")
    check.verdict = .skipped("require ipv6: this network has no IPv6")
    let result = ExerciseScript(checks: [check, Check(id: "b")], outcome: .passed).result()
    #expect(result.outcome == .infraError)
    #expect(result.message == "check v6: not run: require ipv6: this network has no IPv6")
  }

  /// The line for everybody, and Gradescope's file, have nothing of what a hidden check says.
  @Test func hiddenReasonsStayHidden() {
    var broken = Self.failed("a", "environment", [.running])
    broken.terms = CheckTerms(visibility: .hidden)
    let result = ExerciseScript(checks: [broken]).result()
    #expect(result.message == "a hidden check: environment")
    var lacking = Check(id: "b", terms: CheckTerms(points: 0, visibility: .hidden))
    lacking.verdict = .skipped("require program \"canary\"")
    let skipped = ExerciseScript(checks: [Check(id: "a"), lacking], outcome: .passed).result()
    let gradescope = String(decoding: GradescopeWriter().bytes(of: skipped), as: UTF8.self)
    #expect(gradescope.contains("\"output\":\"not run\\n\"") && !gradescope.contains("canary"))
  }

  @Test func informationCostsNothing() {
    var check = Self.failed("style", "relation", [.running])
    check.terms = CheckTerms(points: 0)
    let result = ExerciseScript(checks: [check, Check(id: "b")]).result()
    #expect(result.outcome == .passed && result.score == Points(1) && result.firstFailure == nil)
    let alone = ExerciseScript(checks: [check]).result()
    #expect(alone.outcome == .failed && alone.maximum == .zero)
  }

  @Test func brokenOffIsOurs() {
    var script = ExerciseScript(
      checks: [Check(id: "a"), Check(id: "b")],
      outcome: .interrupted("SIGTERM")
    )
    script.count = 1
    #expect(script.result().message == "interrupted: SIGTERM")
    #expect(script.result().outcome == .infraError && script.result().score == .zero)
    // The end never came: the probe was killed.
    script.hasEnd = false
    #expect(script.result().outcome == .infraError && script.result().message == "not finished")
    // The end came, and a check is missing.
    script.outcome = .passed
    script.hasEnd = true
    #expect(script.result().outcome == .infraError)
    #expect(ExerciseScript(checks: [], outcome: .passed).result().outcome == .exerciseError)
  }

  @Test func failureOutsideOfChecksIsTheirs() {
    var events = ExerciseScript(checks: [Check(id: "a")]).events
    events = [
      events[0], Event(.finding(Diagnostic("program-ended", "server ended")), elapsed: 5),
      events[events.count - 1],
    ]
    var builder = GradeBuilder()
    for event in events { builder.receive(event) }
    #expect(builder.result.outcome == .failed && builder.result.score == .zero)
    #expect(builder.result.tests[0].cause?.code == "program-ended")
    #expect(builder.result.tests[0].name == "title of a")
  }

  @Test func onlySomeChecks() {
    var script = ExerciseScript(
      total: 10,
      checks: [Check(id: "a"), Check(id: "b")],
      outcome: .passed
    )
    script.checks.removeFirst()
    let all = ExerciseScript(total: 10, checks: [Check(id: "a")] + script.checks).events
    var builder = GradeBuilder(only: ["b"])
    for event in [all[0]] + script.events.dropFirst() { builder.receive(event) }
    let result = builder.result
    #expect(
      result.tests.map(\.id) == ["a", "b"] && result.tests.map(\.isNotChosen) == [true, false]
    )
    #expect(result.tests[0].status == .skipped && result.tests[0].cause?.code == "not-chosen")
    // A part is never the whole, and a check is worth the same whichever others are run.
    #expect(result.outcome == .failed && result.isPartial && result.hasPassedWhatWasRun)
    #expect(result.score == Points(5) && result.maximum == Points(10))
    #expect(result.message == "5 of 10 points. Only part was graded: b.")
    #expect(result.firstFailure == nil)
  }

  @Test func aPartThatFailsSaysSo() {
    let script = ExerciseScript(checks: [Check(id: "a"), Self.failed("b", "timeout", [.running])])
    let result = script.result(only: ["b"])
    #expect(result.message == "0 of 2 points. Only part was graded: b. First failure: b.")
    #expect(result.outcome == .failed && !result.hasPassedWhatWasRun)
    // Events of a check that was not chosen do not count.
    #expect(result.tests[0].isNotChosen && result.tests[0].score == .zero)
  }

  /// Between two runs of `--repeat` a grader may be killed: nothing has been passed yet.
  @Test func neverPassedBeforeTheLastRun() {
    let script = ExerciseScript(checks: [Check(id: "a")], outcome: .passed)
    var snapshots: [GradeResult] = []
    var builder = GradeBuilder(runs: 3, snapshot: { snapshots.append($0) })
    for _ in 0..<3 {
      #expect(snapshots.allSatisfy { $0.outcome == .infraError && $0.score == .zero })
      for event in script.events { builder.receive(event) }
    }
    #expect(snapshots[2].message == "not finished: 1 of 3 runs")
    #expect(builder.result.outcome == .passed && builder.result.runs == 3)
    #expect(snapshots.last == builder.result)
  }

  /// `--repeat`: one failure among many is a failure, and the list shows it.
  @Test func repetitionsAreCounted() throws {
    let good = ExerciseScript(checks: [Check(id: "a")], outcome: .passed)
    let bad = ExerciseScript(checks: [Self.failed("a", "timeout", [.running])])
    var builder = GradeBuilder()
    for script in [good, bad, good] {
      for event in script.events { builder.receive(event) }
    }
    let result = builder.result
    #expect(result.tests[0].attempts == [.passed, .timeout, .passed])
    #expect(result.tests[0].status == .timeout && result.score == .zero)
    #expect(result.outcome == .failed)
    #expect(try GradeResult(json: result.json()) == result)
  }

  @Test func verdictOfTheGraderCounts() {
    var builder = GradeBuilder()
    for event in ExerciseScript(checks: [Check(id: "a")], outcome: .passed).events {
      builder.receive(event)
    }
    #expect(builder.result.outcome == .passed)
    builder.verdict = (.ungradable, "there is no such folder")
    #expect(builder.result.outcome == .ungradable && builder.result.score == .zero)
    #expect(builder.result.message == "there is no such folder")
  }

  /// A hostile submission cannot fill the grader's memory.
  @Test func memoryIsBounded() {
    let statement = StatementReport(
      line: 4,
      depth: 0,
      text: "send c \"x\"",
      verb: "send",
      mark: .passed
    )
    var check = Self.failed("a", "timeout", Array(repeating: .running, count: 1000))
    check.statements = Array(repeating: statement, count: 100_000)
    let output = ExerciseScript(checks: [check]).result().tests[0].output
    #expect(output.count < 4000)
  }
}
