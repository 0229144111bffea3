import LabTestSupport
import Testing

/// Who is woken by what, and that nobody sleeps on: several waiters for one socket, two descriptors
/// of one file, numbers that are used again.
///
/// Whoever is forgotten sleeps until the limit, which fails the script.
struct ReadinessTests {
  @Test(arguments: [
    Scenario.passes(
      "one reads and one writes the same socket; what is to be read comes first",
      """
      pair tcp as a, b
      actor reader { expect a "answer"; ready answered }
      actor writer { send a repeat(8MiB, "x"); ready written }
      expect b.unread > 0
      send b "answer"
      wait answered
      expect b bytes 8388608
      wait written
      """
    ),
    .passes(
      "one reads and one writes the same socket; there is room first",
      """
      pair tcp as a, b
      actor reader { expect a "answer" }
      actor writer { send a repeat(8MiB, "x") }
      expect b bytes 8388608
      wait writer
      send b "answer"
      wait reader
      """
    ),
    .passes(
      "who writes to a full Unix socket hears that its side is shut down",
      """
      socketpair unix stream as a, b
      actor w { send a repeat(1MiB, "x") within 60s as r expect EPIPE; expect r.elapsed < 50s }
      expect b.unread > 0
      shutdown a write
      send b "hi"
      wait w
      """
    ),
    .passes(
      "who writes to a full Unix socket hears that nobody reads any more",
      """
      socketpair unix stream as a, b
      actor w { send a repeat(1MiB, "x") within 60s as r expect EPIPE; expect r.elapsed < 50s }
      expect b.unread > 0
      shutdown b read
      wait w
      """
    ),
    .passes(
      "who writes to a full Unix socket hears that its side is shut down, with nothing to read",
      """
      socketpair unix stream as a, b
      actor w { send a repeat(1MiB, "x") within 60s as r expect EPIPE; expect r.elapsed < 50s }
      expect b.unread > 0
      call shutdown(a, 1)
      wait w
      """
    ),
    .passes(
      "whose `call send` waits for room of a Unix socket hears that nobody reads any more",
      """
      socketpair unix stream as a, b
      socketpair unix stream as qa, qb
      actor w {
        repeat 1000 {
          call send(a, repeat(65536, "x"), _, MSG_NOSIGNAL) within 60s as r expect ok or EPIPE
          if r.errno == EPIPE { break }
        }
        ready over
      }
      expect b.unread > 0
      expect qa silence 5ms
      shutdown b read
      wait over within 50s
      """
    ),
    .passes(
      "fewer bytes than SO_RCVLOWAT make no event, and a shorter read has them",
      """
      pair tcp as a, b
      setsockopt b SO_RCVLOWAT 10
      actor r { ready up; expect b "hello" within 60s }
      wait up
      send a "he"
      expect a silence 5ms
      send a "llo"
      wait r within 50s
      """
    ),
    .passes(
      "whoever reads waits for room next",
      """
      pair tcp as a, b
      actor both {
        expect a "go"
        send a repeat(8MiB, "x")
        expect a "end"
      }
      send b "go"
      expect b bytes 8388608
      send b "end"
      wait both
      """
    ),
    .passes(
      "three who read one socket have a piece each",
      """
      pair tcp as a, b
      repeat 3 { actor reader { expect b "ab" } }
      repeat 3 { send a "a"; send a "b" }
      wait reader
      """
    ),
    .passes(
      "the end and a reset wake who reads and who writes",
      """
      pair tcp as a, b
      actor quiet { expect b eof }
      shutdown a write
      wait quiet
      pair tcp as c, d
      actor writer { send d repeat(8MiB, "x") expect ECONNRESET or EPIPE }
      expect c.unread > 0
      reset c
      wait writer
      """
    ),
  ])
  func wakes(_ scenario: Scenario) async throws { try await scenario.test() }

  @Test(arguments: [
    Scenario.passes(
      "a second descriptor of a file that somebody waited for, when the first is closed",
      """
      pair tcp as a, b
      actor first { expect b "one" }
      expect b.peer == a.local
      send a "one"
      wait first
      call dup(b) as twin
      actor both { expect twin "two" }
      actor other { expect b "three" }
      send a "two"
      wait both
      send a "three"
      wait other
      close b
      actor last { expect twin "four" }
      send a "four"
      wait last
      """
    ),
    .passes(
      "the closed one's number for the same file again",
      """
      pair tcp as a, b
      actor first { expect b "one" }
      send a "one"
      wait first
      call dup(b) as twin
      close b
      repeat 3 {
        call dup(twin) as again
        actor reader { expect again "x" }
        send a "x"
        wait reader
        close again
      }
      """
    ),
    .passes(
      "the closed one's number for another file, while the first one's still speaks",
      """
      pair tcp as a, b
      actor first { expect b "one" }
      send a "one"
      wait first
      call dup(b) as twin
      close b
      repeat 3 {
        pair tcp as c, d
        actor reader { expect c "here" }
        send a "there"
        send d "here"
        wait reader
        close c
        close d
      }
      expect twin "theretherethere"
      """
    ),
    .passes(
      "numbers used again, a hundred times",
      """
      socket tcp as l
      bind l 127.0.0.1:8080
      listen l
      repeat 100 {
        actor server { accept l as s; expect s "ping"; send s "pong"; expect s eof }
        socket tcp as c
        connect c l
        actor reader { expect c "pong" }
        send c "ping"
        wait reader
        close c
        wait server
      }
      """
    ),
  ])
  func files(_ scenario: Scenario) async throws { try await scenario.test() }

  @Test(arguments: [
    Scenario.passes(
      "one connection, and two who would accept it",
      """
      socket tcp as l
      bind l 127.0.0.1:8080
      listen l
      repeat 2 { actor server { ready up; accept l as s; send s "hello" } }
      wait up 2
      repeat 2 {
        socket tcp as c
        connect c l
        expect c "hello"
      }
      wait server
      """
    ),
    // accept(2) would sleep, and the whole run with it.
    .fails(
      "a connection that was announced, and gone with shutdown",
      """
      socket tcp as l
      setsockopt l SO_REUSEADDR 1
      bind l 127.0.0.1:8080
      listen l
      actor server { accept l as s; send s "hello" }
      socket tcp as c
      connect c l
      expect c "hello"
      pair tcp as a, b
      socket tcp as d
      connect d l
      actor reader { expect b "x" }
      actor writer { send a "x" }
      wait reader
      shutdown l read
      listen l
      accept l as late within 1ms
      """,
      says: ["listen l", "within 1 ms"]
    ),
  ])
  func accepts(_ scenario: Scenario) async throws { try await scenario.test() }

  /// Four processes take from one queue, and the fastest is not the script: what `poll` said is over
  /// when accept(2) begins.
  @Test func shared() async throws {
    let server = [
      "import os, socket",
      "number = next(n for n in range(3, 64) if os.path.exists('/proc/self/fd/%d' % n))",
      "l = socket.socket(fileno=number)",
      "while True: c = l.accept()[0]; c.sendall(b'hello'); c.close()",
    ]
    let script = """
      let server = "\(server.joined(separator: "\\n"))"
      socket tcp as l
      bind l 127.0.0.1:8080
      listen l
      repeat 3 { spawn "/usr/bin/python3" "-c" server keep l as other }
      actor own { repeat 1000000 { accept l as s within 2s; send s "hello"; close s } }
      repeat 2000 {
        socket tcp as c
        connect c l
        expect c "hello"
        close c
      }
      """
    let run = try await runSocklab(["run", "--quiet", "--timeout", "60s", "-"], input: script)
    // All visitors are served; then nobody comes to the script's own server, which is told.
    #expect(run.status == 1, "\(run.stdout)\(run.stderr)")
    #expect(run.stdout.contains("accept l as s within 2s"), "\(run.stdout)\(run.stderr)")
  }

  /// A listener that another process made and sent is the sender's too.
  @Test func received() async throws {
    let server = [
      "import os, socket",
      "number = next(n for n in range(3, 64) if os.path.exists('/proc/self/fd/%d' % n))",
      "way = socket.socket(fileno=number)",
      "l = socket.socket()",
      "l.bind(('127.0.0.1', 8080))",
      "l.listen()",
      "socket.send_fds(way, [b'x'], [l.fileno()])",
      "os.fork() and os.fork()",
      "while True: c = l.accept()[0]; c.sendall(b'hello'); c.close()",
    ]
    let script = """
      let server = "\(server.joined(separator: "\\n"))"
      socketpair unix stream as ours, theirs
      spawn "/usr/bin/python3" "-c" server keep theirs as other
      call recvmsg(ours, _, 0) as m
      for l in m.SCM_RIGHTS {
        actor own { repeat 1000000 { accept l as s within 2s; send s "hello"; close s } }
        repeat 1000 {
          socket tcp as c
          connect c 127.0.0.1:8080
          expect c "hello"
          close c
        }
      }
      """
    let run = try await runSocklab(["run", "--quiet", "--timeout", "60s", "-"], input: script)
    #expect(run.status == 1, "\(run.stdout)\(run.stderr)")
    #expect(run.stdout.contains("accept l as s within 2s"), "\(run.stdout)\(run.stderr)")
    // The kernel knows that it listens, though the script never said so.
    #expect(!run.stdout.contains("is not connected"), "\(run.stdout)")
  }

  /// One sleeps in accept(2), the other lost the race for the only connection.
  @Test func closedUnderTheSlower() async throws {
    let script = """
      socketpair unix stream as qa, qb
      repeat 40 {
        socket tcp as l
        setsockopt l SO_REUSEADDR 1
        bind l 127.0.0.1:8080
        listen l
        actor thread { accept l blocking as s within 200ms soft }
        actor plain { accept l as s within 60s soft }
        expect thread blocked 1ms
        socket tcp as c
        connect c 127.0.0.1:8080
        expect qa silence 3ms
        close l
        wait plain
        wait thread
        close c
      }
      """
    let run = try await runSocklab(["run", "--quiet", "--timeout", "60s", "-"], input: script)
    #expect(run.status == 1, "\(run.stdout)\(run.stderr)")
    #expect(!run.stdout.contains("nobody connected to l within 60 s"), "\(run.stdout)")
  }

  @Test(
    "the same without a reader of statements",
    arguments: [
      """
      socket tcp as l
      bind l 127.0.0.1:8080
      listen l
      repeat 50 {
        actor visitor {
          socket tcp as c
          connect c 127.0.0.1:8080
          expect c "hello\\n"
          close c
        }
      }
      repeat 25 {
        actor server { accept l as s; accept l as t; send s "hello\\n"; send t "hello\\n" }
      }
      wait visitor
      """,
      """
      pair tcp as a, b
      let chunk = repeat(64KiB, "x")
      actor reader { repeat 100 { expect b bytes 65536 } }
      actor writer { repeat 100 { send a chunk } }
      wait reader
      expect b silence 1ms
      """,
    ]
  )
  func quietly(_ script: String) async throws {
    let run = try await runSocklab(["run", "--quiet", "--timeout", "60s", "-"], input: script)
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
  }
}
