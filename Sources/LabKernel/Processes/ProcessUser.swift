import CLab
import Glibc

/// The user that this process runs as.
package enum ProcessUser {
  package static var effective: UInt32 { geteuid() }
  package static var group: UInt32 { getegid() }

  /// Becomes another user for good, which only root can.
  ///
  /// Root does so before it makes a network for somebody else's program: what runs as the
  /// kernel's uid 0 may write the network's settings even without any capability.
  package static func become(user: UInt32, group: UInt32) -> Answer {
    Answer(raw: clab_become_user(user, group))
  }

  /// Asks the kernel for SIGTERM when the parent dies; ESRCH when that is gone already.
  ///
  /// A change of user makes void what `ForkedChild` asked for; prctl(2), PR_SET_PDEATHSIG.
  package static func dieWith(parent: Int32) -> Answer { Answer(raw: clab_die_with(parent)) }

  /// Refuses system calls that reach beyond a network, here and in all that is started; for good.
  ///
  /// vsock reaches the hypervisor from every network namespace, keyrings belong to a user,
  /// io_uring passes every filter. Processes gain nothing more by exec (PR_SET_NO_NEW_PRIVS).
  package static func filterCalls() -> Answer { Answer(raw: clab_filter_calls()) }

  /// Begins a session without a terminal, which nothing started from here on can then open as its
  /// own, to read what is typed or to type (TIOCSTI); setsid(2).
  package static func leaveTerminal() { _ = setsid() }

  /// No program that is started from here on gains anything by its file; prctl(2).
  package static func gainNothing() -> Answer { Answer(raw: clab_no_new_privileges()) }

  /// Overwrites what this process was called with, but for its name.
  package static func forgetArguments() { clab_forget_arguments() }

  /// Lets no process of this user look into this one; prctl(2), PR_SET_DUMPABLE.
  @discardableResult
  package static func hide() -> Answer { Answer(raw: clab_set_dumpable(0)) }

  /// When memory runs out, this process and what it starts go before all others; proc(5).
  package static func dieFirst() {
    let opened = Answer(raw: clab_open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC, 0))
    guard opened.isSuccess else { return }
    _ = clab_write(Int32(opened.raw), "1000", 4)
    _ = clab_close(Int32(opened.raw))
  }

  /// The number of a user that nobody is, for one box: of a range that distributions leave free.
  package static func spare(for process: Int32) -> UInt32 {
    0x7000_0000 | UInt32(bitPattern: process) & 0x0fff_ffff
  }

  /// Ends whatever still runs as the spare user of a process, where no namespace has done so.
  ///
  /// A program may start others while we look, so we look until there are none; but not for ever.
  package static func endSpare(of process: Int32) {
    let user = spare(for: process)
    for _ in 0..<50 {
      let left = FolderListing.names(in: "/proc").compactMap { Int32($0) }.filter {
        realUser(of: $0) == user
      }
      if left.isEmpty { return }
      for process in left { _ = clab_kill(process, SIGKILL) }
    }
  }

  /// The first number behind `Uid:` in /proc/PID/status; nil for a zombie and for who is gone.
  private static func realUser(of process: Int32) -> UInt32? {
    guard let text = try? FileReading.bytes(of: "/proc/\(process)/status", limit: 1 << 16) else {
      return nil
    }
    let lines = text.split(separator: 0x0a)
    if lines.contains(where: { $0.starts(with: "State:\tZ".utf8) }) { return nil }
    guard let line = lines.first(where: { $0.starts(with: "Uid:".utf8) }) else { return nil }
    let fields = line.split(separator: 0x09)
    return fields.count > 1 ? UInt32(String(decoding: fields[1], as: UTF8.self)) : nil
  }
}
