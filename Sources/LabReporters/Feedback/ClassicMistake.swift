import LabDiagnostics
import LabEvents

/// A mistake that beginners make again and again, known by the traces it leaves.
struct ClassicMistake: Sendable {
  /// Stable, in kebab case; for tests.
  let name: String
  /// What was probably written.
  let likely: String
  let hint: String
  let leftTraces: @Sendable (FailureFacts) -> Bool

  /// The first whose traces are there: the more special ones stand first.
  static func recognised(in facts: FailureFacts) -> ClassicMistake? {
    all.first { $0.leftTraces(facts) }
  }

  static let all: [ClassicMistake] = endings + bytes + timing + places

  /// Known by how the program ended and by what it wrote in the end.
  private static let endings: [ClassicMistake] = [
    ClassicMistake(
      name: "address-in-use",
      likely: "the port is still taken by a connection of the server that ran before",
      hint: "set SO_REUSEADDR before bind, in every server. Both servers need it; both are yours.",
      leftTraces: { $0.addressTaken == .byConnectionsLeft }
    ),
    ClassicMistake(
      name: "address-in-use-by-sibling",
      likely: "a program of yours that was started before it still runs, and has the port",
      hint: "end the old one first; or take the port from the arguments, if there are to be two.",
      leftTraces: { $0.addressTaken == .bySibling }
    ),
    ClassicMistake(
      name: "address-in-use-by-exercise",
      likely: "the exercise itself has bound this port: it is the other side, to be connected to",
      hint: "a client connects; it needs no bind and no listen.",
      leftTraces: { $0.addressTaken == .byExercise }
    ),
    ClassicMistake(
      name: "address-in-use-by-itself",
      likely: "the program asks for this port twice: no other program and no connection has it",
      hint: "bind once, before the loop; a child that you fork has the listener already.",
      leftTraces: { $0.addressTaken == .byItself }
    ),
    ClassicMistake(
      name: "address-squatted",
      likely: "your program has a port that was to be the exercise's own, or the other side's",
      hint: "a client connects; it needs no bind and no listen. A server takes its own port only.",
      leftTraces: { $0.hasOurPort }
    ),
    ClassicMistake(
      name: "address-shared",
      likely: "SO_REUSEPORT is set: two of your programs listen on one port and share its clients",
      hint: "SO_REUSEADDR is the one for a restart; with it a second server is refused.",
      leftTraces: { $0.kernel.contains(" listeners (SO_REUSEPORT): ") }
    ),
    ClassicMistake(
      name: "sigpipe",
      likely: "it wrote to a connection that the other side had closed: SIGPIPE ends a program",
      hint: "send with MSG_NOSIGNAL, or signal(SIGPIPE, SIG_IGN), and look at send's EPIPE.",
      leftTraces: { $0.submission?.end == .signaled("SIGPIPE") }
    ),
    ClassicMistake(
      name: "exception",
      likely: "an error that one client caused was caught nowhere, and ended the whole program",
      hint: "handle errors per client: close that client, and go on with the others.",
      leftTraces: { facts in
        guard facts.status == .crashed else { return false }
        return ["ConnectionResetError", "BrokenPipeError", "Connection reset", "Broken pipe"]
          .contains { facts.errors.contains($0) }
      }
    ),
    ClassicMistake(
      name: "uncaught",
      likely: "an error that nothing catches ended the whole program",
      hint: "the last lines that it wrote name the error and the line.",
      leftTraces: { facts in
        guard facts.status == .crashed else { return false }
        return ["Traceback", "Exception in thread", "panic:", "panicked at", "Fatal error"]
          .contains { facts.errors.contains($0) }
      }
    ),
    ClassicMistake(
      name: "bad-pointer",
      likely: "a pointer that leads nowhere, or an index outside of its array",
      hint: "build with -g -fsanitize=address and run it again: it names the line.",
      leftTraces: {
        $0.submission?.end == .signaled("SIGSEGV") || $0.submission?.end == .signaled("SIGBUS")
      }
    ),
    ClassicMistake(
      name: "aborted",
      likely: "the program found itself broken: a failed assert, or memory freed twice",
      hint: "the last lines that it wrote say which.",
      leftTraces: { $0.submission?.end == .signaled("SIGABRT") }
    ),
    ClassicMistake(
      name: "ended-at-once",
      likely: "main returned: nothing in it waits for clients",
      hint: "a server accepts in a loop that does not end.",
      leftTraces: {
        // Who is only asked for output need not wait for anybody.
        $0.submission?.end == .exited(0)
          && ($0.statement.form == "listening"
            || ($0.finding.id == "program-ended" && $0.hasConnected))
      }
    ),
  ]

  /// Known by the bytes that arrived.
  private static let bytes: [ClassicMistake] = [
    ClassicMistake(
      name: "nul",
      likely: "the end of a C string was sent too: strlen(buf) + 1, or sizeof buf",
      hint: "send the number of bytes that recv gave you.",
      leftTraces: { $0.surplus == [0] || $0.bytes.inserted == 0 }
    ),
    ClassicMistake(
      name: "whole-buffer",
      likely: "the whole buffer was sent, not only the part that holds data",
      hint: "send the number of bytes that recv gave you, not sizeof buf.",
      leftTraces: { facts in
        guard let surplus = facts.bytes.surplus, surplus.count > 1 else { return false }
        return surplus.allSatisfy { $0 == 0 } || facts.bytes.isOfBufferSize
      }
    ),
    ClassicMistake(
      name: "extra-newline",
      likely: "print or println put a line end of its own behind the line's",
      hint: "send the bytes as they came: print(end=\"\"), or sendall.",
      leftTraces: { [[10], [13, 10], [13]].contains($0.surplus) }
    ),
    ClassicMistake(
      name: "piece-as-line",
      likely: "what one recv brought was taken for a whole line, and given a line end",
      hint: "a line may come in several pieces: put them together until you see \\n.",
      leftTraces: { $0.bytes.inserted == 10 }
    ),
    ClassicMistake(
      name: "carriage-return",
      likely: "the line ends with \\r\\n, and only \\n was asked for",
      hint: "open sockets in binary, and send \"\\n\".",
      leftTraces: { facts in
        guard let sides = facts.bytes.wholes else { return false }
        return sides.arrived == sides.expected.flatMap { $0 == 10 ? [13, 10] : [$0] }
      }
    ),
    ClassicMistake(
      name: "no-newline",
      likely: "the line end was taken off (strip, fgets and a '\\0') and not put back",
      hint: "what is sent back has to end with \\n as well.",
      leftTraces: { $0.bytes.missing == [10] }
    ),
    ClassicMistake(
      name: "twice",
      likely: "the answer was sent twice",
      hint: "look for a second send in the loop, or for an output that two places flush.",
      leftTraces: { facts in
        guard let expected = facts.bytes.expected else { return false }
        return facts.bytes.surplus == expected.bytes
      }
    ),
    ClassicMistake(
      name: "little-endian",
      likely: "a number went out in this machine's order of bytes (little-endian)",
      hint: "on the wire the high byte is first: htons, htonl; in Python struct.pack(\"!I\", n).",
      leftTraces: { facts in
        guard let sides = facts.bytes.wholes else { return false }
        return ComparedBytes.isSwapped(sides.expected, sides.arrived)
      }
    ),
    ClassicMistake(
      name: "old-bytes",
      likely: "bytes of an earlier, longer message were left in the buffer: strlen after recv",
      hint: "recv ends nothing with \\0: use the count that it returns.",
      leftTraces: { facts in
        guard let surplus = facts.bytes.surplus else { return false }
        return facts.sent.dropLast().contains { $0.suffix(surplus.count).elementsEqual(surplus) }
      }
    ),
  ]

  /// Known by when something came, or did not.
  private static let timing: [ClassicMistake] = [
    ClassicMistake(
      name: "echoes-pieces",
      likely: "each recv is answered at once, as if it had brought a whole message",
      hint: "keep the bytes in a buffer per client; send when you see \\n.",
      leftTraces: { $0.isAnsweredEarly && $0.hasLines }
    ),
    ClassicMistake(
      name: "echoes-parts",
      likely: "each recv is answered at once, as if it had brought a whole message",
      hint: "keep the bytes in a buffer per client until as many are there as its length says.",
      leftTraces: { $0.isAnsweredEarly }
    ),
    ClassicMistake(
      name: "unread-reset",
      likely: "the program closed while bytes of ours lay unread: then Linux sends RST, not FIN",
      hint: "read until recv returns 0 before you close.",
      leftTraces: { $0.isClosedEarly && $0.isReset && $0.status != .crashed }
    ),
    ClassicMistake(
      name: "one-line-per-read",
      likely: "one recv brought several lines, and only the first was looked at",
      hint: "after each line look whether another one is in the buffer.",
      leftTraces: { facts in
        guard let arrived = facts.bytes.arrived?.bytes, arrived.last == 10,
          let sent = facts.sentLast, sent.count > arrived.count, sent.starts(with: arrived)
        else { return false }
        return sent.count { $0 == 10 } > arrived.count { $0 == 10 }
      }
    ),
    ClassicMistake(
      name: "one-receive",
      likely: "one recv, one send, and then close: the program does not come back for more",
      hint: "a client may send more: loop until recv returns 0.",
      leftTraces: {
        // Who answered nothing has not even come to the send.
        $0.isClosedEarly && $0.status != .crashed && !$0.finding.message.contains(" after 0 of ")
      }
    ),
    ClassicMistake(
      name: "serial",
      likely: "one client is served to its end before the next is accepted",
      hint: "poll or select over all clients, or one thread or process for each.",
      leftTraces: { $0.finding.id == "timeout" && $0.kernel.contains("has not accepted") }
    ),
    ClassicMistake(
      name: "close-wait",
      likely: "recv returned 0 and the socket was not closed: it stays in CLOSE_WAIT for ever",
      hint: "when recv returns 0, close that client's socket.",
      leftTraces: { $0.statementText.contains("CLOSE_WAIT") || $0.isEndMissing }
    ),
    ClassicMistake(
      name: "prints-instead",
      likely: "the answer was printed, not sent: print writes to the screen",
      hint: "send it on the socket that accept gave: conn.sendall, send(conn, ...).",
      leftTraces: { facts in
        guard facts.finding.id == "timeout", let wanted = facts.statement.bytes,
          wanted.count > 2
        else { return false }
        let text = String(decoding: wanted, as: UTF8.self)
        return facts.output.contains(text.hasSuffix("\n") ? text.dropLast() : text[...])
      }
    ),
    ClassicMistake(
      name: "waits-for-more",
      likely: "it waits for more (a full buffer, or the end), or its answer is in a buffer unsent",
      hint: "recv gives what is there: look for your \\n after each one; flush what you print.",
      leftTraces: {
        $0.finding.id == "timeout" && $0.kernel.contains("has read all, and sleeps")
      }
    ),
    ClassicMistake(
      name: "busy",
      likely: "a loop asks again and again without waiting: all of a processor's time goes there",
      hint: "let poll, select or a blocking recv do the waiting.",
      leftTraces: { $0.finding.id == "timeout" && $0.kernel.contains("a thread of") }
    ),
    ClassicMistake(
      name: "descriptors",
      likely: "sockets are left open when their clients have gone",
      hint: "every accept needs its close, on every way out of the loop.",
      leftTraces: { $0.statementText.contains(".descriptors") }
    ),
  ]

  /// Known by where the program listens.
  private static let places: [ClassicMistake] = [
    ClassicMistake(
      name: "loopback-only",
      likely: "it is bound to 127.0.0.1: only programs on this machine can reach it",
      hint: "bind to 0.0.0.0 (INADDR_ANY), or to :: for both families.",
      leftTraces: { facts in
        guard facts.statement.form == "listening", let wanted = facts.wantedAddress else {
          return false
        }
        let own = facts.listening(onPortOf: wanted)
        return own.contains { $0.hasPrefix("127.0.0.1:") } && !wanted.hasPrefix("127.0.0.1:")
      }
    ),
    ClassicMistake(
      name: "other-family",
      likely: "it listens on IPv4 or on IPv6 alone",
      hint: "bind to :: and leave IPV6_V6ONLY off: one socket for both families.",
      leftTraces: { facts in
        guard facts.statement.form == "listening", let wanted = facts.wantedAddress else {
          return false
        }
        let isIPv6 = wanted.hasPrefix("[")
        return facts.listening(onPortOf: wanted).contains { $0.hasPrefix("[") != isIPv6 }
      }
    ),
    ClassicMistake(
      name: "other-address",
      likely: "it is bound to another address of this machine than the one that is asked for",
      hint: "bind to the address that the exercise names, or to 0.0.0.0 (INADDR_ANY) for all.",
      leftTraces: { facts in
        guard facts.statement.form == "listening", let wanted = facts.wantedAddress else {
          return false
        }
        return !facts.listening(onPortOf: wanted).isEmpty
      }
    ),
    ClassicMistake(
      name: "other-port",
      likely: "the port is written into the program; or byte order: htons was left out",
      hint: "the port is the program's argument: bind to htons(atoi(argv[1])).",
      leftTraces: { $0.statement.form == "listening" && !$0.listeningAt.isEmpty }
    ),
  ]
}
