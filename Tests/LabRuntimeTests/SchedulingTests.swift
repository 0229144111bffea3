import LabTestSupport
import Testing

/// Who has the next turn: first in, first out; those who were woken before those who are new.
struct SchedulingTests {
  @Test func turnsAreFirstInFirstOut() async throws {
    let said = try await notes(
      of: """
        repeat 4 as i {
          actor a {
            note "${i} begins"
            ready begun
            wait begun 4
            note "${i} goes on"
          }
        }
        """
    )
    #expect(
      said == [
        "0 begins", "1 begins", "2 begins", "3 begins", "3 goes on", "0 goes on", "1 goes on",
        "2 goes on",
      ]
    )
  }

  /// Whoever has the turn keeps it until it waits: no other actor speaks between two notes.
  @Test func aTurnLastsUntilTheActorWaits() async throws {
    let said = try await notes(
      of: """
        actor a { note "a1"; ready go; note "a2" }
        actor b { note "b1"; wait go; note "b2" }
        actor c { note "c1"; wait go; note "c2" }
        """
    )
    #expect(said == ["a1", "a2", "b1", "b2", "c1", "c2"])
  }

  @Test(arguments: [(200, ["short", "long"]), (10, ["long", "short"])])
  func aTurnEndsAfter64Statements(_ count: Int, _ order: [String]) async throws {
    let said = try await notes(
      of: """
        actor long {
          let n = 0
          repeat \(count) { let n = n + 1 }
          note "long"
        }
        actor short { note "short" }
        """
    )
    #expect(said == order)
  }

  @Test func wokenGoBeforeFresh() async throws {
    let said = try await notes(
      of: """
        actor waiter { wait go; note "woken" }
        actor starter {
          actor fresh { note "fresh" }
          ready go
        }
        """
    )
    #expect(said == ["woken", "fresh"])
  }

  /// Fifty actors that the kernel wakes, several at once: every run is the same.
  @Test func theOrderIsTheSameEveryTime() async throws {
    let script = """
      timeout 1min
      socket tcp as l
      bind l 127.0.0.1:8080
      listen l
      repeat 50 as i {
        actor client {
          socket tcp as c
          connect c l
          send c "x"
          expect c "y"
          note "${i}"
        }
      }
      let conns = []
      repeat 50 {
        accept l as k
        let conns = conns + [k]
      }
      for k in conns {
        expect k "x"
        send k "y"
      }
      """
    let first = try await notes(of: script)
    #expect(first.count == 50)
    for _ in 0..<4 { #expect(try await notes(of: script) == first) }
  }

  @Test(arguments: [
    Scenario.passes(
      "a counter only grows, and lets everybody through",
      """
      repeat 3 { actor a { ready n; ready n } }
      wait n 6
      wait n
      wait n 5
      repeat 5 { actor late { wait n 6 } }
      wait late
      """
    ),
    .passes(
      "wait takes what one actor returned",
      "actor a { return 7 }\nwait a as n\nexpect n == 7\n"
    ),
    .passes(
      "wait takes several values by name",
      "actor a { return 7 \"x\" }\nwait a as n, t\nexpect n == 7\nexpect t == \"x\"\n"
    ),
    .passes(
      "wait takes a list from several actors, in the order of their start",
      """
      repeat 3 as i {
        actor a {
          if i == 0 { wait back }
          return i
        }
      }
      actor b { ready back }
      wait a as all
      expect all == [0, 1, 2]
      """
    ),
    .passes(
      "for takes lists of lists apart",
      """
      let n = 0
      for port, name in [[80, "http"], [443, "https"]] {
        if name == "https" { let n = port }
      }
      expect n == 443
      for i in 1..3 { let n = n + i }
      expect n == 449
      """
    ),
    .passes(
      "a busy actor does not keep a limit from running out",
      """
      actor hog { repeat 3000 { let n = 1 } }
      pair tcp as a, b
      poll a POLLIN 1ms expect 0
      """
    ),
  ])
  func passes(_ scenario: Scenario) async throws { try await scenario.test() }
}
