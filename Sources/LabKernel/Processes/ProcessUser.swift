import CLab

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

  /// Asks the kernel once more to end this process with its parent; ESRCH when that is gone.
  ///
  /// A change of user makes void what `ForkedChild` asked for; prctl(2), PR_SET_PDEATHSIG.
  package static func dieWith(parent: Int32) -> Answer { Answer(raw: clab_die_with(parent)) }

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
}
