import LabEvents
import LabReporters

/// Results whose texts are as bad as a student's bytes can make them.
enum HostileResult {
  static let texts = [
    "]]>", "<script>alert(1)</script>", "\u{1B}]0;owned\u{07}", "\u{1B}[2J", "a\0b",
    "\r\nok 1 - forged",
    "\nBail out! forged\n", "\n1..0\nTAP version 13", "\u{202E}txt.exe", "\u{2066}\u{2069}\u{FEFF}",
    "'; DROP TABLE", "''' \\' \\", "\"quoted\", and, commas", "=1+1", "+1", "-1", "@SUM(A1)",
    "=\u{301}cmd", "'\u{301}", "\"\u{301}", "# TODO not ours", "# SKIP forged", "\\# \\\\#",
    "&amp;&#27;&bogus;", "\u{FFFE}\u{FFFF}\u{10FFFF}", "{\"score\": 100}", "::set-output name=x::1",
    "---\n...\n", "\t\u{B}\u{C}\u{85}\u{2028}\u{2029}", "日本 ä 👩‍👩‍👧", "", " ",
    String(repeating: "x", count: 300),
    "<testsuite tests=\"1\">", "%s%n", "key: value", "- item: 'x", "word: '", "]]\u{301}>",
  ]

  /// A result with texts of the list, or random ones, in all fields that take any text.
  static func make(_ random: inout SeededRandom) -> GradeResult {
    var result = GradeResult()
    func text() -> String { random.text() }
    result.toolVersion = text()
    result.exercise.title = text()
    result.submission.id = text()
    result.outcome = random.pick(GradeResult.Outcome.allCases)
    result.message = text()
    result.run.started = random.pick([text(), "2026-11-22T20:34:00Z"])
    result.run.seed = text()
    result.run.seconds = 0.1
    result.run.sandbox.missing = [text(), text()]
    result.run.limits = [GradeResult.Limit(name: "wall_seconds", value: 2.5)]
    result.tests = (0..<5).map { test($0, &random) }
    result.maximum = Points.sum(result.tests.map(\.maximum))
    result.artifacts = [GradeResult.Artifact(path: text(), kind: .stderr)]
    return result
  }

  private static func test(_ index: Int, _ random: inout SeededRandom) -> GradeTest {
    func text() -> String { random.text() }
    let status = random.pick(GradeTest.Status.allCases)
    // The schema wants a name; the empty one is replaced where it is written.
    let name = String((text() + "n").unicodeScalars.prefix(200).map { Character($0) })
    var test = GradeTest(id: "check-\(index)", name: name, status: status)
    test.maximum = Points(hundredths: 333)
    test.score = status == .passed ? test.maximum : .zero
    test.visibility = random.pick([.visible, .hidden, .afterDueDate, .afterPublished])
    test.seconds = 0.125
    test.tags = [text()]
    test.dependsOn = status == .skipped ? "check-0" : ""
    if status != .passed {
      var cause = GradeTest.Cause("bytes-differ", text())
      cause.syscall = text()
      cause.errno = "ECONNRESET"
      cause.expected = text()
      cause.actual = text()
      cause.hint = text()
      test.cause = cause
      test.place = GradeTest.Place(file: text(), line: 3, column: 4)
      test.output = text() + "\n" + text()
    }
    return test
  }
}

/// Numbers that are the same in every run of the tests (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &self)]
  }

  /// A text of the list, several of them, or random bytes decoded.
  mutating func text() -> String {
    switch Int.random(in: 0..<4, using: &self) {
    case 0, 1: return pick(HostileResult.texts)
    case 2: return pick(HostileResult.texts) + pick(HostileResult.texts)
    default:
      let count = Int.random(in: 0..<80, using: &self)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}
