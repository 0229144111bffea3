import LabTestSupport
import Testing

/// An attempt of `retry` that failed leaves nothing behind.
struct RetryTests {
  @Test(arguments: [
    Scenario.passes(
      "its actors come to their ends before the next attempt begins",
      """
      let rounds = 0
      retry within 1min {
        let rounds = rounds + 1
        pair tcp as a, b
        actor plain { cleanup { note "cleaned up" }; recv a }
        actor asleep { recv b blocking within 1h }
        expect asleep blocked 5ms
        if rounds < 3 { note "failing"; expect 1 == 2 }
        note "passing"
        shutdown a both
      }
      """,
      says: ["failing", "cleaned up", "failing", "cleaned up", "passing", "cleaned up"]
    ),
    .passes(
      "what its actors returned is forgotten",
      """
      let rounds = 0
      actor before { return 1 }
      retry within 1min {
        let rounds = rounds + 1
        actor worker { return 7 }
        if rounds == 2 { wait worker as n; expect n == 7 }
        wait worker
        expect rounds == 3
      }
      wait before as one
      expect one == 1
      wait worker as last
      expect last == 7
      """
    ),
    .passes(
      "one retry in another one",
      """
      let rounds = 0
      retry within 1min {
        actor outer { wait go }
        retry within 1min {
          let rounds = rounds + 1
          actor inner { wait go }
          expect rounds in [3, 5]
        }
        expect rounds == 5
        ready go
      }
      """
    ),
    .fails(
      "what 'soft' records stays recorded, and is tried once",
      "retry within 1min { expect 1 == 2 soft; note \"on\" }\nnote \"behind\"\n",
      says: ["error[relation]: 1 is not 2", "on", "behind"],
      not: ["retry gave up"]
    ),
  ])
  func attempts(_ scenario: Scenario) async throws { try await scenario.test() }
}
