import LabTestSupport
import Testing

/// What a failure ends, and what goes on behind it.
struct FailureTests {
  @Test(arguments: [
    Scenario.fails(
      "a check fails alone, its actor's failure is its own",
      """
      check a "an actor fails" {
        cleanup { note "cleaned" }
        actor w { expect 1 == 2 }
        wait w
        note "never said"
      }
      check b "the next one" { note "runs" }
      """,
      says: ["error[relation]: 1 is not 2", "cleaned", "runs", "Check a failed.", "1 passed"],
      not: ["never said"]
    ),
    .fails(
      "an actor of an actor fails the check",
      """
      check a "deep" {
        actor outer {
          actor inner { expect 1 == 2 }
          wait inner
          note "never said"
        }
        wait outer
      }
      check b "next" { note "runs" }
      """,
      says: ["1 is not 2", "runs", "Check a failed."],
      not: ["never said"]
    ),
    .fails(
      "a failure outside checks ends the file",
      """
      cleanup { note "cleaned" }
      step "one" { expect 1 == 1 }
      step "two" {
          expect 1 == 2
          note "never said"
        }
      step "three" { note "never said" }
      check "four" { note "never said" }
      """,
      says: [
        "1 is not 2", "cleaned", "Step 2 failed.", "not run", "1 failed, 1 passed, 2 not run",
      ],
      not: ["never said"]
    ),
    .fails(
      "the owner's other actors are cancelled",
      """
      actor waits {
        cleanup { note "its cleanup" }
        wait never
        note "never said"
      }
      actor wakes { wait go; ready never }
      actor fails { expect 1 == 2 }
      wait fails
      ready go
      """,
      says: ["1 is not 2", "its cleanup"],
      not: ["never said", "deadlock"]
    ),
    .fails(
      "soft records and goes on",
      """
      expect 1 == 2 soft
      pair tcp as a, b
      recv a 1 MSG_DONTWAIT soft
      note "said"
      """,
      says: ["1 is not 2", "EAGAIN", "said"]
    ),
    .fails(
      "a failing cleanup keeps no other from running",
      """
      cleanup { note "last" }
      cleanup { expect 1 == 3 }
      cleanup { note "first" }
      expect 1 == 2
      """,
      says: ["1 is not 2", "first", "1 is not 3", "last"]
    ),
    .fails(
      "keep-going goes on behind a failed step",
      """
      step "one" {
          expect 1 == 2
          note "never said"
        }
      step "two" { note "said" }
      """,
      says: ["1 is not 2", "said", "Step 1 failed.", "1 failed, 1 passed"],
      not: ["never said"],
      options: ["--keep-going"]
    ),
    .fails(
      "a retry fails with its last attempt",
      "retry within 5ms { expect 1 == 2 }\nnote \"never said\"\n",
      says: ["error[relation]: retry gave up after 5 ms and ", "; the last one: 1 is not 2"],
      not: ["never said"]
    ),
    .fails(
      "a retry's limit bounds the waits inside it",
      """
      actor late { sleep 4s; note "too late" }
      socket udp as u
      bind u 127.0.0.1:8080
      retry within 20ms { recv u }
      """,
      says: ["error[timeout]: retry gave up after 20 ms", "the retry's limit: 20 ms"],
      not: ["too late"]
    ),
    .fails(
      "a line that is longer than the queue",
      """
      pair tcp as a, b
      actor writer { repeat 1000 { send a repeat(1KiB, "x") } }
      expect b line within 200ms
      """,
      says: ["error[timeout]: no end of line", "the queue is full (SO_RCVBUF of b)", "= try"],
      not: ["Did it send all?"]
    ),
    .passes(
      "a longer line has room in a larger queue",
      """
      pair tcp as a, b
      setsockopt b SO_RCVBUF 2097152
      actor writer { repeat 1000 { send a repeat(1KiB, "x") } ; send a "\\n" }
      expect b line
      """
    ),
    .fails(
      "leftovers fail a strict run",
      "pair tcp as a, b\nsend a \"x\"\nexpect b.unread == 1\n",
      says: ["warning[leftover]"],
      options: ["--strict"]
    ),
    .passes(
      "a retry's attempts release what they made",
      """
      let n = 0
      retry within 5s {
        socket tcp as s
        bind s 127.0.0.1:8080
        let n = n + 1
        expect n == 4
      }
      expect s.local == 127.0.0.1:8080
      """
    ),
    .passes(
      "an unmet require skips its check and passes",
      """
      check a "too much" {
        require descriptors 1000000000
        note "never"
      }
      check b "next" { note "runs" }
      """,
      says: ["skipped", "runs"]
    ),
    .fails(
      "a closed socket fails who waits for it",
      """
      pair tcp as a, b
      actor reader { recv a }
      actor closer { close a }
      """,
      says: ["error[closed-meanwhile]"]
    ),
  ])
  func ends(_ scenario: Scenario) async throws { try await scenario.test() }
}
