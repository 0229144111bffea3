import LabTestSupport
import Testing

/// When nobody can run and all that are left are in `wait`: told at once, by name.
struct DeadlockTests {
  @Test(arguments: [
    Scenario.fails(
      "two actors wait for each other",
      """
      actor x { wait from_y; ready from_x }
      actor y { wait from_x; ready from_y }
      """,
      says: [
        "error[deadlock]: deadlock: all 2 that are left", "actor x waits for from_y",
        "actor y waits for from_x",
      ]
    ),
    .fails(
      "the file joins a stuck actor",
      "actor x { wait go }\nif 1 == 2 { ready go }\n",
      says: ["error[deadlock]", "actor x waits for go"]
    ),
    .fails(
      "the file waits for a stuck actor",
      "actor x { wait go }\nwait x\nready go\n",
      says: ["error[deadlock]", "the file waits for x", "actor x waits for go"]
    ),
    .fails(
      "a check's deadlock leaves the next check alone",
      """
      check a "stuck" {
        actor x { wait go }
        if 1 == 2 { ready go }
      }
      check b "next" { note "runs" }
      """,
      says: ["error[deadlock]", "runs", "Check a failed.", "1 failed, 1 passed"]
    ),
    .fails(
      "an actor of the file that only waits is not the one to blame",
      """
      actor server { wait go; note "set free" }
      check a "stuck" {
        actor x { actor y { wait never } }
        if 1 == 2 { ready never }
      }
      check b "next" { note "runs" }
      ready go
      """,
      says: ["error[deadlock]", "runs", "set free", "Check a failed."]
    ),
    .fails(
      "a stuck cleanup is left, the next one runs",
      """
      cleanup { note "the next" }
      cleanup { wait never }
      if 1 == 2 { ready never }
      """,
      says: ["error[deadlock]", "the next"]
    ),
    .passes(
      "who waits with a limit is not in a deadlock",
      """
      actor x { wait go }
      pair tcp as a, b
      poll a POLLIN 5ms expect 0
      ready go
      """
    ),
  ])
  func ends(_ scenario: Scenario) async throws { try await scenario.test() }

  @Test func nineThousandActorsThatWaitForEachOther() async throws {
    let run = try await runSocklab(
      ["run", "--quiet", "-"],
      input: "repeat 9000 { actor a { wait go } }\nwait a\nready go\n"
    )
    #expect(run.status == 1)
    #expect(run.stdout.contains("all 9,001 that are left"), "\(run.stdout)")
  }
}
