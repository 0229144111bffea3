import LabTestSupport
import Testing

/// `fill` and `drain`, and `random` from a seed.
struct QueueTests {
  @Test(arguments: [
    Scenario.passes(
      "what a stream took comes out again",
      """
      pair tcp as a, b
      fill a as sent
      expect sent.count > 0
      expect sent.value == EAGAIN
      close a
      let total = 0
      retry { drain b as got; let total = total + got.count; expect got.value == eof }
      expect total == sent.count
      """
    ),
    .passes(
      "a pattern goes on where a call took a part of it",
      """
      socketpair unix stream as a, b
      fill a "abc" as sent
      drain b as got
      expect got.count == sent.count
      expect slice(got.data, 65535, 3) == "abc"
      expect len(got.data) == got.count
      """
    ),
    .passes(
      "datagrams are counted, and kept apart",
      """
      socketpair unix dgram as a, b
      fill a "abc" as sent
      drain b as got
      expect got.count == sent.count
      expect len(got.data) == got.count + got.count + got.count
      drain b as rest
      expect rest.count == 0
      expect rest.value == EAGAIN
      """
    ),
    .passes(
      "no room, nothing there, no peer",
      """
      pair tcp as a, b
      reset b
      expect a reset
      fill a expect EPIPE or ECONNRESET
      socket tcp as s
      drain s expect ENOTCONN
      """
    ),
    .fails(
      "more than the limit 'bytes'",
      "socketpair unix stream as a, b\nrepeat 2 { send a repeat(600, \"x\") }\ndrain b\n",
      says: ["error[limit-bytes]", "a value may have 1000 bytes, the limit 'bytes'"],
      options: ["--limit", "bytes=1000"]
    ),
    .fails(
      "a queue that is never full",
      "pair udp as a, b\nfill a\n",
      says: ["a is not full after 5000 bytes, the limit 'bytes'", "UDP is never full"],
      options: ["--limit", "bytes=5000"]
    ),
    .passes(
      "the same seed gives the same bytes",
      """
      let a = random(4)
      expect a == hex("d70d3259")
      expect random(0) == ""
      """,
      says: ["seed 7, which --seed 7 repeats"],
      options: ["--seed", "7"]
    ),
    .fails(
      "a failure says the seed",
      "let a = random(4)\nexpect a == \"\"\n",
      says: ["= seed", "--seed 8 gives the same random bytes again"],
      options: ["--seed", "8"]
    ),
    .passes(
      "another part of the sequence is other bytes",
      "let a = random(16)\nlet b = random(16)\nexpect a != b\nexpect len(random(1000)) == 1000\n"
    ),
    .passes(
      "credentials of a pair",
      """
      socketpair unix stream as x, y
      expect x.SO_PEERCRED.pid > 0
      expect x.SO_PEERCRED == y.SO_PEERCRED
      """
    ),
  ])
  func queues(_ scenario: Scenario) async throws {
    try await scenario.test()
  }
}
