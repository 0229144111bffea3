import CLab

/// The limit on open descriptors, and what a process inherited.
package struct DescriptorLimits: Sendable {
  /// The soft limit as it was at the start, which spawned programs get back.
  package let inheritedSoft: UInt64
  /// The hard limit, which is the soft one from now on.
  package let hard: UInt64

  /// Raises the soft limit to the hard one.
  package static func raise() throws(Errno) -> DescriptorLimits {
    var limit = rlimit()
    try Answer(raw: clab_open_files_limit(&limit)).get()
    let before = limit.rlim_cur
    limit.rlim_cur = limit.rlim_max
    try Answer(raw: clab_set_open_files_limit(&limit)).get()
    return DescriptorLimits(inheritedSoft: UInt64(before), hard: UInt64(limit.rlim_max))
  }

  /// Numbers that our own descriptors need from `FileDescriptor.lowestNumber` on.
  private static let ownNumbers: UInt64 = 64

  /// Closes what the shell left open, so that the script's first socket is 3.
  ///
  /// Our own live from `FileDescriptor.lowestNumber` on and stay. Under a limit that leaves them no
  /// such numbers nothing is closed: they would be among what is.
  @discardableResult
  package static func closeInherited() -> Answer {
    var limit = rlimit()
    let answer = Answer(raw: clab_open_files_limit(&limit))
    let needed = UInt64(FileDescriptor.lowestNumber) + ownNumbers
    guard answer.isSuccess, UInt64(limit.rlim_cur) >= needed else { return answer }
    return Answer(raw: clab_close_range(3, UInt32(FileDescriptor.lowestNumber) - 1, 0))
  }

  /// Closes everything but the standard descriptors and these, in a copy of a process.
  ///
  /// Whatever owned those descriptors must never be touched again.
  package static func closeAll(but kept: [Int32]) {
    var first: UInt32 = 3
    for descriptor in kept.sorted() where descriptor >= first {
      if UInt32(descriptor) > first { _ = clab_close_range(first, UInt32(descriptor) - 1, 0) }
      first = UInt32(descriptor) + 1
    }
    _ = clab_close_range(first, .max, 0)
  }
}
