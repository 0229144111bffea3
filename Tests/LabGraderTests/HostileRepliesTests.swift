import Foundation
import LabTestSupport
import Testing

/// Bytes of every kind as replies, for all who read them.
@Suite("Hostile replies", .timeLimit(.minutes(Sanitizer.patience)))
struct HostileRepliesTests {
  /// 97,500 replies are taken apart, and 2,500 more differ from what was wanted, each told at length.
  private static let script = #"""
    lesson "Replies of every kind"
    timeout 1ms
    socketpair unix stream as a, b
    repeat 97500 {
      send a random(24)
      recv b as r
      if r.data ~ /^HTTP\/1\.[01] ([0-9]{3}) (.*)\r\n(?:([A-Za-z-]+): *(.*)\r\n)*\r\n/ { note "a reply" }
      let n = u16(slice(r.data, 0, 2)) + u32(slice(r.data, 2, 4)) + at(r.data, -1)
    }
    repeat 500 {
      send a random(24)
      expect b "hello\n" soft
      drain b
      send a random(3)
      expect b /^HTTP\/1\.[01] ([0-9]{3}) (.*)\r\n(?:([A-Za-z-]+): *(.*)\r\n)*\r\n/ soft
      drain b
      send a random(200)
      expect b exactly "hello\n" soft
      drain b
      send a random(9)
      send a "\n"
      expect b line soft
      drain b
      send a random(7)
      expect b bytes 9 soft
      drain b
    }
    """#

  @Test("100,000 random replies: no crash, nothing that grows, no byte that steers a terminal")
  func replies() async throws {
    let run = try await runSocklab(["run", "-q", "-", "--seed", "7"], input: Self.script)
    #expect(run.status == 1, "\(run.stderr.suffix(1000))")
    // All but the lines, which are lines, and what is no more than a beginning.
    let failures = run.stdout.components(separatedBy: "\nerror[").count
    #expect(failures > 1400, "\(failures)")
    #expect(run.stdout.contains("bytes-differ") && run.stdout.contains("pattern-differs"))
    let steers = run.output.contains { $0 < 0x20 && $0 != 0x0a || $0 == 0x7f }
    #expect(!steers)
  }

  @Test("A reply that makes a careless expression explode ends with an error, not with the time")
  func explosion() async throws {
    let script = #"""
      lesson "Careless"
      socketpair unix stream as a, b
      send a repeat(60, "a")
      send a "!"
      expect b /^(a+)+$/

      """#
    let run = try await runSocklab(["run", "-"], input: script)
    #expect(run.status == 1)
    #expect(run.stdout.contains("limit-pattern"), "\(run.stdout)")
  }
}
