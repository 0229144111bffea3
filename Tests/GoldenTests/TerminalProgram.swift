import Foundation
import Glibc
import LabTestSupport

/// A program at a pseudo-terminal, as a person at a keyboard has it.
final class TerminalProgram: @unchecked Sendable {
  let id: pid_t
  private let master: Int32
  private var unread = ""
  /// Everything that came so far, without the terminal's own sequences.
  private(set) var screen = ""

  init(
    _ arguments: [String],
    in folder: URL,
    environment: [String: String] = [:],
    columns: UInt16 = 100
  ) throws {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var lock: Int32 = 0
    var number: Int32 = 0
    // TIOCSPTLCK and TIOCGPTN of ioctl_tty(2): the other end is unlocked, and has this number.
    guard master >= 0, ioctl(master, 0x4004_5431, &lock) == 0,
      ioctl(master, 0x8004_5430, &number) == 0
    else { throw POSIXError(.ENXIO) }
    let path = "/dev/pts/\(number)"
    var size = winsize(ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a session opens is its own.
    posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in 1..<31 where signal != SIGKILL && signal != SIGSTOP {
      sigaddset(&signals, Int32(signal))
    }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | 0x80)
    )
    let own = [
      "TERM": "xterm", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "INPUTRC": "/dev/null",
      "XDG_STATE_HOME": folder.appending(path: "state").path(percentEncoded: false),
    ]
    let variables = ProcessInfo.processInfo.environment.merging(own) { $1 }
      .merging(environment) { $1 }
    let program = socklabExecutable().path(percentEncoded: false)
    let command = ["/usr/bin/env", "-C", folder.path(percentEncoded: false), program]
    var argv = (command + arguments).map { strdup($0) } + [nil]
    var envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var id: pid_t = 0
    let result = posix_spawn(&id, command[0], &actions, &attributes, &argv, &envp)
    self.id = id
    if result != 0 { throw POSIXError(.EINVAL) }
  }

  deinit { close(master) }

  /// Types keys: `\t` is Tab, `\u{3}` Ctrl-C, `\u{4}` Ctrl-D.
  func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = write(master, bytes, bytes.count)
  }

  func enter(_ line: String) { type(line + "\n") }

  func resize(columns: UInt16) {
    var size = winsize(ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  func send(signal: Int32) { kill(id, signal) }

  /// Waits until the program has stopped, as Ctrl-Z stops it; false when it ended instead.
  func stopped() async -> Bool {
    await onThread { [self] in
      var status: Int32 = 0
      waitpid(id, &status, WUNTRACED)
      return status & 0xff == 0x7f
    }
  }

  /// Whether the terminal is as a program finds it: lines are edited and echoed by the kernel.
  var isCooked: Bool {
    var mode = termios()
    return tcgetattr(master, &mode) == 0 && mode.c_lflag & tcflag_t(ICANON) != 0
      && mode.c_lflag & tcflag_t(ECHO) != 0
  }

  /// Reads until a text is shown behind what earlier calls have found; false at the end.
  func shows(_ text: String) async -> Bool {
    await onThread { [self] in
      while true {
        if let found = unread.range(of: text) {
          unread = String(unread[found.upperBound...])
          return true
        }
        if !readMore() { return false }
      }
    }
  }

  /// Reads to the end; the exit status, the negative number of the signal that ended it.
  func ended() async -> Int32 {
    await onThread { [self] in
      while readMore() {}
      var status: Int32 = 0
      if !hasEnded { kill(id, SIGKILL) }
      waitpid(id, &status, 0)
      return status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f)
    }
  }

  /// Whether nobody has the terminal open any more.
  private var hasEnded = false
  private var raw = ""

  private func readMore() -> Bool {
    // What never comes is to fail the test, not to stop it.
    var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, 60_000) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(master, &buffer, buffer.count)
    hasEnded = count <= 0
    guard !hasEnded else { return false }
    raw += String(decoding: buffer[..<count], as: UTF8.self)
    // A sequence may come in two parts; what is not whole stays for the next time.
    let end =
      raw.lastIndex(of: "\u{1B}").map { index in
        raw[index...].contains { $0.isLetter || $0 == "\u{7}" } ? raw.endIndex : index
      } ?? raw.endIndex
    var plain = ""
    for scalar in raw[..<end].replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: "").unicodeScalars
    where scalar != "\r" { plain.unicodeScalars.append(scalar) }
    raw = String(raw[end...])
    unread += plain
    screen += plain
    return true
  }

  /// Blocking calls get a thread of their own.
  private func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: body()) }
    }
  }
}
