import LabTestSupport
import Testing

/// `random`: no statement gets what another one had, told or quiet; one that is tried again does.
@Suite struct RandomTests {
  private static let scripts = [
    (
      "of two sends",
      """
      socketpair unix stream as a, b
      send a random(2)
      recv b 2
      send a random(8)
      recv b 8 as r
      expect len(r.data) == 8
      """
    ),
    (
      "of a send behind a send",
      """
      socketpair unix stream as a, b
      send a random(8)
      send a random(8)
      recv b 8 as x
      recv b 8 as y
      expect x.data != y.data
      """
    ),
    (
      "of a let and a send",
      """
      socketpair unix stream as a, b
      let p = random(8)
      send a random(8)
      recv b 8 as y
      expect p != y.data
      expect p != random(8)
      """
    ),
    (
      "of an option behind an option",
      """
      socket tcp as s
      setsockopt s SO_RCVBUF len(random(3)) + 5000
      setsockopt s SO_RCVBUF len(random(5)) + 5000
      getsockopt s SO_RCVBUF as size
      expect size.value == 10010
      """
    ),
    (
      "of a condition in a loop",
      """
      let seen = []
      repeat 3 {
        let p = random(8)
        if p in seen { expect 1 == 2 }
        let seen = seen + [p]
        if random(8) in seen { expect 1 == 2 }
      }
      """
    ),
  ]

  /// Scenarios run quietly; with `--events` each statement is told.
  @Test(arguments: scripts, [[], ["--events", "/dev/null"]])
  func differs(_ script: (String, String), _ options: [String]) async throws {
    let seed = ["--seed", "5"]
    try await Scenario.passes(script.0, script.1, options: options + seed).test()
  }

  /// The message has the value that was compared.
  @Test func isToldAsItWas() async throws {
    let told = try await runSocklab(
      ["run", "--seed", "5", "-"],
      input: "let p = random(4)\nlet q = random(4)\nexpect p == q\n"
    )
    let asked = try await runSocklab(
      ["run", "--seed", "5", "-"],
      input: "let p = random(4)\nexpect p == random(4)\n"
    )
    let headline = { (run: EndedProgram) in
      run.stdout.split(separator: "\n").first { $0.hasPrefix("error[relation]") }
    }
    #expect(headline(told) != nil)
    #expect(headline(told) == headline(asked))
  }
}
