import LabTestSupport
import Testing

/// What `wait` gives, and what it leaves behind.
struct WaitTests {
  @Test(arguments: [
    Scenario.passes(
      "each round of a loop takes its own actor's result",
      """
      repeat 3 as i {
        actor worker { return i }
        wait worker as r
        expect r == i
      }
      wait worker as again
      expect again == 2
      """
    ),
    .passes(
      "a wait that names nothing leaves the results to the next one",
      """
      repeat 2 { actor worker { return 5 } }
      wait worker
      wait worker as two
      expect two == [5, 5]
      actor worker { return 6 }
      wait worker as one
      expect one == 6
      """
    ),
    .passes(
      "two who wait have both the result",
      """
      actor worker { wait go; return 5 }
      actor first { wait worker as r; expect r == 5 }
      actor second { wait worker as r; expect r == 5 }
      ready go
      """
    ),
    .fails(
      "a thousand limits that run out, and one that does not",
      """
      actor patient { wait go; note "there" }
      repeat 1000 { actor hasty { wait go within 1ms soft } }
      wait hasty
      ready go
      wait patient
      """,
      says: ["go is 0 of 1", "there"]
    ),
    .passes(
      "an actor that waits for a counter again, after its limit",
      """
      let rounds = 0
      ready go
      retry within 1min {
        let rounds = rounds + 1
        if rounds == 3 { ready go }
        wait go 2 within 1ms
      }
      expect rounds == 3
      """
    ),
  ])
  func waits(_ scenario: Scenario) async throws { try await scenario.test() }

  @Test(arguments: [
    Scenario.passes(
      "a datagram is taken whole, and its length compared",
      """
      pair udp as a, b
      send a "abc"
      send a "de"
      expect b bytes 3 as m
      expect m.data == "abc"
      expect b "de"
      """
    ),
    .fails(
      "datagrams are not joined",
      "pair udp as a, b\nsend a \"abc\"\nsend a \"de\"\nexpect b bytes 5\n",
      says: ["error[bytes-differ]: the datagram on b has 3 bytes, not 5", "\"abc\""]
    ),
    // The end is looked for after the bytes: it may be the end of more than they are.
    .passes(
      "bytes that come between a look at the queue and a look for its end",
      """
      socket tcp as l
      bind l 127.0.0.1:8080
      listen l
      actor client {
        run "bash" "-c" "for i in {1..1000}; do exec 3<>/dev/tcp/127.0.0.1/8080; printf a >&3; printf 'b\\n' >&3; exec 3>&-; done" within 1min
      }
      repeat 500 {
        accept l as k
        expect k /ab\\n$/
        accept l as m
        expect m line
      }
      """
    ),
    .fails(
      "a list as it is written",
      "expect len([1, 2, 3]) == 3\n",
      says: ["error[limit-elements]: a list may have 2 elements"],
      options: ["--limit", "elements=2"]
    ),
    .fails(
      "a program without a name",
      """
      proc start name { run name }
      socket tcp as s
      getpeername s as nobody expect ENOTCONN
      start nobody
      """,
      says: ["error[wrong-kind]: a program's name was needed here, and this is nothing"]
    ),
    .fails(
      "an actor's failure ends the step of its starter, and no more when asked so",
      """
      step "one" {
        actor w { expect 1 == 2 }
        wait w
        note "not said"
      }
      step "two" { note "said" }
      """,
      says: ["1 is not 2", "said", "1 failed, 1 passed"],
      not: ["not said"],
      options: ["--keep-going"]
    ),
  ])
  func expects(_ scenario: Scenario) async throws { try await scenario.test() }
}
