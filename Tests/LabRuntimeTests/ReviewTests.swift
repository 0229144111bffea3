import LabTestSupport
import Testing

/// What a cold reading of the machine found, each as the script that showed it.
struct ReviewTests {
  @Test func bytesThatCameAtOnceAreNoPartOfTheNextExpectation() async throws {
    let script = """
      pair tcp as a, b
      send a "hello"
      expect b bytes 2 as m
      expect b bytes 3 as n
      expect m.data + n.data == "hello"
      """
    // Nobody looks: then least is remembered of a statement.
    let run = try await runSocklab(["run", "--quiet", "-"], input: script)
    #expect(run.status == 0, "\(run.stdout)")
  }

  @Test func twoWhoWakeEachOtherKeepNobodyFromBeginning() async throws {
    let said = try await notes(
      of: """
        actor ping { repeat 500 as i { ready x; wait y i + 1 }; note "ping is done" }
        actor pong { repeat 500 as i { wait x i + 1; ready y } }
        actor late { note "late" }
        wait ping
        """
    )
    #expect(said == ["late", "ping is done"])
  }

  @Test(arguments: [
    Scenario.passes(
      "the last number of a range may be the largest there is",
      "for i in 9223372036854775806..9223372036854775807 { note \"${i}\" }",
      says: ["9223372036854775806", "9223372036854775807"]
    ),
    .passes("nothing, however often", "expect len(repeat(9000000000000000000, \"\")) == 0"),
    .passes(
      "different values are different elements, also where people read the same",
      """
      let a = repeat(70, "a") + "b"
      let c = repeat(70, "a") + "c"
      expect len(unique([a, c, a])) == 2
      expect len(unique([1001ms, 1002ms, 1001ms])) == 2
      """
    ),
    .passes(
      "lists of lists of lists are told in a few words",
      "let x = [1]\nrepeat 40 { let x = [x, x] }"
    ),
    .passes(
      "three centuries are as good as for ever",
      """
      pair udp as a, b
      actor late { wait go; send a "x" }
      actor early { ready go }
      recv b within 2562047h expect "x"
      """
    ),
    .passes(
      "a large datagram is one datagram",
      """
      socketpair unix dgram as a, b
      send a repeat(100000, "x")
      expect b repeat(100000, "x")
      send a repeat(100000, "y")
      expect b /y+/ as m
      expect len(m.data) == 100000
      """
    ),
    .passes(
      "a program that closes its output is still waited for",
      "run \"sh\" \"-c\" \"exec >&- 2>&-; exit 3\" expect 3"
    ),
    .fails(
      "a difference that does not fit",
      "let m = -9223372036854775808\nlet z = 0 - m",
      says: ["64 bits"]
    ),
    .fails(
      "a hole is bounded as any text is",
      "let x = \"0123456789\"\nrepeat 24 { let x = \"${x}${x}\" }",
      says: ["error[limit-bytes]"]
    ),
    .fails(
      "two durations that differ are told apart",
      "let a = 1001ms\nexpect a == 1002ms",
      says: ["a is 1.001 s, not 1.002 s"]
    ),
  ])
  func values(_ scenario: Scenario) async throws { try await scenario.test() }

  @Test(arguments: [
    Scenario.fails(
      "what an actor recorded by soft fails its check",
      "check a \"c\" {\n  actor w { expect 1 == 2 soft }\n  wait w\n  note \"said\"\n}",
      says: ["1 is not 2", "said", "Check a failed."]
    ),
    .fails(
      "what an actor recorded by soft fails the file",
      "actor w { expect 1 == 2 soft }\nwait w\nnote \"said\"",
      says: ["1 is not 2", "said", "1 failed"]
    ),
    .passes(
      "an unmet requirement of an actor skips the file",
      "actor w { require program \"no-such-program\" }\nwait w\nexpect 1 == 2",
      says: ["Skipped: needs the program no-such-program."]
    ),
    .passes(
      "a step that was skipped has not passed",
      "step \"one\" { require program \"no-such-program\"; expect 1 == 2 }\nstep \"two\" { note \"x\" }",
      says: ["1 skipped, 1 not run"]
    ),
    .fails(
      "a failed attempt leaves nothing to be told",
      "retry within 50ms {\n  pair tcp as a, b\n  send a \"x\"\n  expect 1 == 2\n}",
      says: ["1 is not 2"],
      not: ["leftover"]
    ),
    .fails(
      "a failure in a proc ends its step, not the file, when asked so",
      "proc p { privileged { expect 1 == 2 } }\nstep \"one\" { p; note \"not said\" }\nstep \"two\" { note \"said\" }",
      says: ["1 is not 2", "said", "1 failed, 1 passed"],
      not: ["not said"],
      options: ["--keep-going"]
    ),
  ])
  func failures(_ scenario: Scenario) async throws { try await scenario.test() }
}
