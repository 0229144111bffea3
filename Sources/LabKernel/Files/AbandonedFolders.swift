import CLab
import Glibc

/// Run folders whose process was killed before it could remove them.
extension RunFolder {
  /// Locks the folder for as long as the descriptor is open; flock(2).
  package func lock() throws(Errno) -> FileDescriptor {
    let opened = Answer(raw: clab_open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0))
    let folder = try FileDescriptor(movingUp: opened)
    try Answer(raw: Self.tryLock(folder.raw)).get()
    return folder
  }

  /// Removes folders `PREFIX PID - XXXXXX` of this user, of processes that are gone.
  ///
  /// The lock says that nobody lives in it: a number alone may be another container's. The number
  /// guards the moment before a new folder is locked.
  package static func removeAbandoned(prefix: String) {
    let base = base
    let opened = Answer(raw: clab_open(base, pathOnly | O_DIRECTORY | O_CLOEXEC, 0))
    guard let parent = try? FileDescriptor(movingUp: opened) else { return }
    for name in FolderListing.names(in: base) {
      guard let owner = owner(name, prefix), clab_kill(owner, 0) == -Int(ESRCH) else { continue }
      let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
      guard
        let folder = try? FileDescriptor(
          movingUp: Answer(raw: clab_openat(parent.raw, name, flags))
        )
      else { continue }
      var status = stat()
      guard fstat(folder.raw, &status) == 0, status.st_uid == geteuid(),
        tryLock(folder.raw) == 0
      else { continue }
      remove(name, in: parent.raw)
    }
  }

  /// The number in a name; nil for a name of another form.
  private static func owner(_ name: String, _ prefix: String) -> Int32? {
    guard name.hasPrefix(prefix) else { return nil }
    let parts = name.dropFirst(prefix.count).split(
      separator: "-",
      omittingEmptySubsequences: false
    )
    guard parts.count == 2, parts[1].utf8.count == 6, let number = Int32(parts[0]), number > 1
    else {
      return nil
    }
    return number
  }

  private static func tryLock(_ folder: Int32) -> Int {
    flock(folder, LOCK_EX | LOCK_NB) == 0 ? 0 : -Int(errno)
  }
}
