import CLab

/// Files outside the run's own folder, looked at with the rights of an ordinary user.
///
/// A run that root started keeps uid 0 (real servers need it), and root owns the machine's files:
/// without this a script could remove them. What a call does out there is done as `nobody`
/// (setfsuid(2), of this thread only), also inside `privileged`.
package enum OrdinaryUser {
  /// `nobody` of every Linux.
  private static let nobody: UInt32 = 65534

  /// Takes this thread's rights over files away; what `end` needs to give them back.
  ///
  /// Nothing happens, and nil comes back, when this process is no root's.
  package static func begin() -> CapabilitySet? {
    guard geteuid() == 0 else { return nil }
    let before = Capabilities.effective
    // CAP_SETGID and CAP_SETUID.
    Capabilities.raise(before.union(CapabilitySet(number: 6)).union(CapabilitySet(number: 7)))
    clab_set_file_user(nobody, nobody)
    Capabilities.setEffective(before.subtracting(overFiles))
    return before
  }

  package static func end(_ before: CapabilitySet?) {
    guard let before else { return }
    clab_set_file_user(0, getegid())
    // Back at uid 0 the kernel raises the capabilities over files by itself.
    Capabilities.setEffective(before)
  }

  /// CAP_CHOWN, DAC_OVERRIDE, DAC_READ_SEARCH, FOWNER, FSETID, LINUX_IMMUTABLE, MKNOD, MAC_OVERRIDE.
  private static let overFiles = [0, 1, 2, 3, 4, 9, 27, 32].reduce(CapabilitySet()) {
    $0.union(CapabilitySet(number: $1))
  }

  /// Whether a path leads to something in the working folder, whatever links are on the way.
  ///
  /// - Parameters:
  ///   - path: Without the NUL behind it.
  ///   - folder: The working folder's own path.
  ///   - follows: Whether a link at its end is followed.
  /// - Returns: True also for a new name in that folder.
  package static func isInside(_ path: [UInt8], of folder: String, follows: Bool) -> Bool {
    var relative = path
    let prefix = Array("\(folder)/".utf8)
    if path.starts(with: prefix) { relative = Array(path.dropFirst(prefix.count)) }
    if relative.isEmpty || relative.first == UInt8(ascii: "/") { return false }
    let answer = resolve(relative, follows: follows)
    guard answer.errno == .noSuchFile else { return answer.isSuccess }
    guard let slash = relative.lastIndex(of: UInt8(ascii: "/")) else { return true }
    return resolve(Array(relative[..<slash]), follows: true).isSuccess
  }

  private static func resolve(_ path: [UInt8], follows: Bool) -> Answer {
    let name = (path + [0]).map { CChar(bitPattern: $0) }
    let answer = Answer(raw: clab_open_beneath(name, follows ? 0 : O_NOFOLLOW))
    if answer.isSuccess { _ = clab_close(Int32(answer.raw)) }
    return answer
  }
}
