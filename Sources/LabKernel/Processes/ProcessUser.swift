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
}
