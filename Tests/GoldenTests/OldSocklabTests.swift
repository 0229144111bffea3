import Foundation
import LabTestSupport
import Testing

/// What the Socklab of 1993 could do at its prompt can be done here in no more keystrokes.
struct OldSocklabTests {
  /// A line there, the line here, and what the answer must show.
  ///
  /// Its `3` is a descriptor; ours is a name, or `.` for the last socket, or nothing at all.
  static let pairs: [(old: String, here: String, answer: String)] = [
    ("sock tcp", "sock tcp", "tcp1 = fd 3"),
    ("bind 3 * 8080", "bind *:8080", "bind(3, 0.0.0.0:8080) = 0"),
    ("listen 3 5", "listen 5", "listen(3, 5) = 0"),
    ("sock tcp", "sock tcp", "tcp2 = fd 4"),
    ("connect 4 127.0.0.1 8080", "connect 127.0.0.1:8080", "connect(4, 127.0.0.1:8080) = 0"),
    ("accept 3", "accept", "conn1 = fd 5"),
    ("write 4 hello", "send \"hello\"", "ok 5 bytes"),
    ("read 5 5", "read 5", "\"hello\"  5 bytes"),
    ("oob 5 x", "oob \"x\"", "send(5, 1 byte, MSG_OOB) = 1"),
    ("recv 4 1 oob", "oob tcp2", "\"x\"  1 byte"),
    (
      "options 5 reuseaddr", "options . reuseaddr", "setsockopt(5, SOL_SOCKET, SO_REUSEADDR, 1) = 0"
    ),
    ("shutdown 5 out", "shutdown write", "shutdown(5, SHUT_WR) = 0"),
    ("status", "status", ". conn1  5   TCP"),
    ("close 5", "close .", "close(5) = 0"),
    ("sock udp", "sock udp", "udp1 = fd 5"),
    ("bind 5 127.0.0.1 9000", "bind 127.0.0.1:9000", "bind(5, 127.0.0.1:9000) = 0"),
    ("sendto 5 127.0.0.1 9000 hi", "sendto . 127.0.0.1:9000 hi", "ok 2 bytes"),
    ("recvfrom 5 100", "recvfrom . 100", "\"hi\"  2 bytes  from 127.0.0.1:9000"),
    ("sendto 5 127.0.0.1 9000 hi", "sendto . 127.0.0.1:9000 hi", "ok 2 bytes"),
    ("peek 5 100", "peek . 100", "MSG_PEEK"),
    ("join 5 239.1.1.1", "join 239.1.1.1", "IP_ADD_MEMBERSHIP"),
    ("leave 5 239.1.1.1", "leave 239.1.1.1", "IP_DROP_MEMBERSHIP"),
    ("status 5", "status", ". udp1  5   UDP"),
  ]

  @Test func noMoreKeystrokes() {
    for pair in Self.pairs where pair.here.count > pair.old.count {
      Issue.record("'\(pair.here)' is longer than '\(pair.old)'")
    }
    #expect(Self.pairs.count >= 20)
  }

  @Test func allOfItWorks() async throws {
    let run = try await runRepl(Self.pairs.map { $0.here + "\n" }.joined())
    var rest = run.stdout[...]
    for pair in Self.pairs {
      guard let found = rest.range(of: pair.answer) else {
        Issue.record("'\(pair.here)' did not show '\(pair.answer)':\n\(run.stdout)")
        return
      }
      rest = rest[found.upperBound...]
    }
  }
}
