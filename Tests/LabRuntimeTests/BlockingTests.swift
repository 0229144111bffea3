import Foundation
import LabTestSupport
import Testing

/// Calls that really sleep in the kernel, each on a thread of its own.
struct BlockingTests {
  /// As much as both queues take, and SO_LINGER waits for.
  private static let lingering = """
    pair tcp as a, b
    setsockopt a SO_LINGER linger(1, 30)
    send a repeat(16MiB, "x") MSG_DONTWAIT

    """

  @Test(arguments: [
    Scenario.passes(
      "one send(2) of all bytes may take a part of them",
      """
      pair tcp as a, b
      actor writer {
        send a repeat(16MiB, "x") blocking as r
        expect r.count in 1..16777215
        send a "more" MSG_NOSIGNAL expect ECONNRESET or EPIPE
      }
      expect writer blocked 20ms
      close b
      wait writer
      """,
      says: ["asleep in sendto(4), line 3"]
    ),
    .passes(
      "a blocking send raises SIGPIPE",
      """
      pair tcp as a, b
      shutdown a write
      send a "x" blocking as r expect EPIPE
      expect r.signal == SIGPIPE
      send a "x" MSG_NOSIGNAL blocking as s expect EPIPE
      expect s.signal == none
      """
    ),
    .passes(
      "SO_SNDTIMEO ends a send: first with a part, then with EAGAIN",
      """
      pair tcp as a, b
      setsockopt a SO_SNDTIMEO 40ms
      send a repeat(16MiB, "x") as last
      expect last.count in 1..16777215
      repeat 20 {
        send a repeat(16MiB, "x") as last expect ok or EAGAIN
        if last.errno == EAGAIN { break }
      }
      expect last.errno == EAGAIN
      """,
      says: ["the send queue stayed full while send slept: SO_SNDTIMEO (40 ms) ended it"]
    ),
    .passes(
      "SO_RCVTIMEO counts inside the call",
      """
      pair tcp as a, b
      setsockopt a SO_RCVTIMEO 40ms
      recv a as r expect EAGAIN
      expect r.elapsed >= 40ms
      send b "12345"
      recv a 10 MSG_WAITALL as part expect "12345"
      expect part.elapsed >= 40ms
      """
    ),
    .passes(
      "a call with a time-out is interrupted, SA_RESTART or not",
      """
      pair tcp as a, b
      setsockopt a SO_RCVTIMEO 1h
      actor reader { recv a expect EINTR }
      expect reader blocked 20ms
      kill reader SIGUSR2 restart
      wait reader
      """,
      says: ["under SO_RCVTIMEO or SO_SNDTIMEO the kernel makes no"]
    ),
    .passes(
      "accept goes on when its listener is closed under it",
      """
      socket tcp as l
      bind l localhost:0
      listen l
      let where = l.local
      actor server { accept l blocking as k; return k }
      expect server blocked 20ms
      close l
      socket tcp as c
      connect c where
      wait server as k
      send c "hi"
      expect k "hi"
      socket tcp as late
      connect late where expect ECONNREFUSED
      """
    ),
    .passes(
      "an accepted socket has its listener's time-out",
      """
      socket tcp as l
      bind l localhost:0
      setsockopt l SO_RCVTIMEO 40ms
      listen l
      socket tcp as c
      connect c l
      accept l as k
      recv k expect EAGAIN
      """,
      says: ["SO_RCVTIMEO (40 ms) ended it"]
    ),
    .passes(
      "a low-water mark is not waited for longer than the time-out",
      """
      pair tcp as a, b
      setsockopt a SO_RCVLOWAT 10
      setsockopt a SO_RCVTIMEO 40ms
      send b "12345"
      recv a expect "12345"
      """
    ),
    .passes(
      "a full queue of a Unix peer wakes the sender that waits in the call",
      """
      socket unix dgram as r
      bind r unix:r
      socket unix dgram as s
      actor writer { repeat 20 { send s "x" to r } }
      expect writer blocked 20ms
      repeat 20 { recv r expect "x" }
      wait writer
      """
    ),
    .passes(
      "close sleeps until what SO_LINGER waits for is read or lost",
      lingering
        + """
        actor closer { close a }
        expect closer blocked 20ms
        reset b
        wait closer
        """,
      says: ["asleep in close(4), line 4"]
    ),
    .passes(
      "SO_LINGER without a time never sleeps",
      "pair tcp as a, b\nsetsockopt a SO_LINGER linger(1, 0)\nclose a\nexpect b reset\n"
    ),
    .passes(
      "an accept that really waits",
      """
      socket tcp as l
      bind l localhost:0
      listen l
      actor server { accept l blocking as k; send k "hi"; return k }
      expect server blocked 20ms
      socket tcp as c
      connect c l blocking
      expect c "hi"
      wait server as k
      shutdown k write blocking
      expect c eof
      close k blocking
      """
    ),
    .passes(
      "a blocking call of a non-blocking socket answers at once",
      """
      socket tcp nonblocking as l
      bind l localhost:0
      listen l
      accept l blocking expect EAGAIN
      close l
      close l blocking expect EBADF
      """
    ),
    .passes(
      "a hundred calls at a time",
      """
      pair tcp as a, b
      repeat 100 { actor reader { recv a 1 blocking as r; return r.data } }
      expect reader blocked 20ms
      send b repeat(100, "x")
      wait reader as all
      expect len(all) == 100
      """
    ),
    .passes(
      "calls of programs and of threads are not confused",
      """
      pair tcp as a, b
      actor reader { recv a 1 blocking expect "x" }
      actor runner { repeat 5 { run "true" } }
      expect reader blocked 20ms
      wait runner
      send b "x"
      wait reader
      """
    ),
    .passes(
      "as the kernel was asked",
      "pair tcp as a, b\nsend b \"x\"\nrecv a 10 blocking\n",
      says: [#"recvfrom(4, "x", 10, 0, NULL, NULL) = 1"#],
      options: ["--calls", "raw"]
    ),
  ])
  func sleepsInTheKernel(_ scenario: Scenario) async throws { try await scenario.test() }

  @Test(arguments: [
    Scenario.fails(
      "close has a limit too",
      lingering + "close a blocking within 20ms\n",
      says: ["error[timeout]: close has not returned within 20 ms", "slept in the kernel"]
    ),
    .fails(
      "the file's limit holds for a full backlog",
      """
      timeout 50ms
      socket unix stream as l
      bind l unix:l
      listen l 0
      socket unix stream as one
      connect one l
      socket unix stream as two
      connect two l
      """,
      says: ["error[timeout]", "connect(5) slept in the kernel; socklab interrupted it"]
    ),
    .fails(
      "how much a send that was interrupted had sent",
      "pair tcp as a, b\nsend a repeat(64MiB, \"x\") blocking within 50ms\n",
      says: ["of 67,108,864 bytes were taken within 50 ms", "interrupted it, and it returned"],
      not: ["error[timeout]: 0 of"]
    ),
    .fails(
      "a failure ends calls of the owner's other actors",
      """
      pair tcp as a, b
      actor reader { cleanup { note "cleaned up" }; recv a blocking within 1h }
      expect reader blocked 20ms
      expect 1 == 2
      """,
      says: ["1 is not 2", "cleaned up"]
    ),
    .fails(
      "a check's end waits for calls, a failed check does not",
      """
      check "one" {
        pair tcp as a, b
        actor reader { recv a blocking within 1h }
        expect reader blocked 20ms
        expect 1 == 2
      }
      check "two" { note "goes on" }
      """,
      says: ["1 is not 2", "goes on"]
    ),
    .fails(
      "a connection that nobody saw accepted is not lost",
      """
      socket tcp as l
      bind l localhost:0
      listen l
      actor server { accept l blocking within 1h }
      expect server blocked 20ms
      expect 1 == 2
      """,
      says: ["1 is not 2"]
    ),
    .fails(
      "an actor that is blocked is named where others fail",
      """
      pair tcp as a, b
      actor reader { recv a blocking }
      wait never within 50ms
      ready never
      """,
      says: ["actor reader waits for recv(4), blocked in the kernel (line 2)"]
    ),
  ])
  func isBounded(_ scenario: Scenario) async throws { try await scenario.test() }
}
