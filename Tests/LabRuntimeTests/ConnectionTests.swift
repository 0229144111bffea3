import LabTestSupport
import Testing

/// Plain calls that wait: connect, accept, send and receive, as a C program would see them.
struct ConnectionTests {
  @Test(arguments: [
    Scenario.passes(
      "refused, listen, connect again on the same socket",
      """
      socket tcp as server
      bind server 127.0.0.1:8080
      socket tcp as c
      connect c 127.0.0.1:8080 expect ECONNREFUSED
      listen server
      connect c 127.0.0.1:8080
      accept server as conn
      send c "hi"
      expect conn "hi"
      """
    ),
    .passes(
      "a full accept queue suspends one actor, and not the others",
      """
      socket tcp as l
      bind l 127.0.0.1:8000
      listen l 0
      socket tcp as a
      connect a l
      actor second {
        socket tcp as b
        connect b l
        note "second is in"
      }
      actor busy {
        repeat 100 { pair tcp as p, q }
        ready busy_done
      }
      wait busy_done
      note "the others went on"
      accept l as x
      accept l as y
      wait second
      """,
      says: ["the others went on", "second is in"]
    ),
    .passes(
      "a full queue of a Unix listener as well",
      """
      socket unix stream as l
      bind l unix:x
      listen l 0
      socket unix stream as a
      connect a unix:x
      actor second {
        socket unix stream as b
        connect b unix:x
        note "second is in"
      }
      actor third { note "third went on"; ready third_done }
      wait third_done
      accept l as x
      accept l as y
      wait second
      """,
      says: ["third went on", "second is in"]
    ),
    .passes(
      "4 MiB to a slow reader are sent by one statement",
      """
      pair tcp as a, b
      actor reader {
        let n = 0
        repeat 100000 {
          recv b 4096 as r
          let n = n + r.count
          if n >= 4194304 { break }
        }
        return n
      }
      send a repeat(4MiB, "x") as sent
      expect sent.count == 4194304
      wait reader as n
      expect n == 4194304
      """,
      options: ["--timeout", "60s"]
    ),
    .passes(
      "MSG_WAITALL waits for all",
      """
      pair tcp as a, b
      actor writer { send a "ab"; wait more; send a "cd" }
      actor later { ready more }
      recv b 4 MSG_WAITALL as r
      expect r.data == "abcd"
      """
    ),
    .passes(
      "EPIPE and SIGPIPE are told, and kill nobody",
      """
      pair tcp as a, b
      reset b
      send a "x" expect ECONNRESET
      send a "x" as w1 expect EPIPE
      expect w1.signal == SIGPIPE
      send a "x" MSG_NOSIGNAL as w2 expect EPIPE
      expect w2.signal == none
      socketpair unix stream as u, v
      close v
      send u "x" as w3 expect EPIPE
      expect w3.signal == SIGPIPE
      """,
      says: ["and SIGPIPE"]
    ),
    .passes(
      "the end of file, a reset and an empty datagram are three things",
      """
      pair tcp as a, b
      shutdown a write
      expect b eof
      recv b as r
      expect r.count == 0
      expect r.errno == ok
      pair tcp as c, d
      send d "unread"
      expect c.unread == 6
      close c
      expect d reset
      pair udp as e, f
      send e ""
      recv f as z
      expect z.count == 0
      expect f silence 5ms
      send e ""
      expect f ""
      """
    ),
    .passes(
      "a non-blocking call is made once, and its answer stands",
      """
      pair tcp as a, b
      recv b MSG_DONTWAIT expect EAGAIN
      socket tcp nonblocking as l
      bind l localhost:0
      listen l
      accept l expect EAGAIN
      socket tcp nonblocking as c
      connect c l expect EINPROGRESS or ok
      """
    ),
    .passes(
      "one actor reads while another writes on the same socket",
      """
      pair tcp as a, b
      actor reader { expect a "pong" }
      actor writer { send a "ping" }
      expect b "ping"
      send b "pong"
      wait reader
      """
    ),
    .passes(
      "two readers of one listener each get a connection",
      """
      socket tcp as l
      bind l localhost:0
      listen l
      repeat 2 { actor server { accept l as k; send k "hi" } }
      repeat 2 {
        socket tcp as c
        connect c l
        expect c "hi"
      }
      """
    ),
    .fails(
      "send fails when the reader goes away in between",
      """
      pair tcp as a, b
      actor writer { send a repeat(64MiB, "x") MSG_NOSIGNAL }
      actor closer { expect b bytes 100 as m; close b }
      """,
      says: ["error[unexpected-errno]: send failed: E"]
    ),
  ])
  func ends(_ scenario: Scenario) async throws { try await scenario.test() }
}
