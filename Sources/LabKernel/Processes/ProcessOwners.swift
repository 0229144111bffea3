import CLab

/// Which processes hold a socket open, as far as this user may look.
package struct ProcessOwners: Equatable, Sendable {
  package struct Owner: Equatable, Sendable {
    package let process: Int32
    /// The program's short name, /proc/PID/comm.
    package let command: String
    package let descriptors: [Int32]
  }

  package let owners: [Owner]
  /// How many processes could not be looked into.
  package let unreadable: Int
  /// The users whose processes they are.
  package let unreadableUsers: [UInt32]

  /// Looks through /proc; up to 75 ms with 16,000 open descriptors, so for explanations only.
  package static func holding(inode: UInt64) -> ProcessOwners {
    let wanted = "socket:[\(inode)]"
    var owners: [Owner] = []
    var unreadable = 0
    var users: Set<UInt32> = []
    for name in entries(of: "/proc") {
      guard let process = Int32(name) else { continue }
      guard let descriptors = holds(process, wanted) else {
        var status = stat()
        // A process that has ended since is not one that hides something.
        if stat("/proc/\(process)", &status) == 0 {
          unreadable += 1
          users.insert(status.st_uid)
        }
        continue
      }
      if descriptors.isEmpty { continue }
      let command = Owner(
        process: process,
        command: commandName(process),
        descriptors: descriptors.sorted()
      )
      owners.append(command)
    }
    return ProcessOwners(
      owners: owners.sorted { $0.process < $1.process },
      unreadable: unreadable,
      unreadableUsers: users.sorted()
    )
  }

  /// The program's short name, /proc/PID/comm.
  package static func commandName(_ process: Int32) -> String {
    let text = try? FileReading.bytes(of: "/proc/\(process)/comm", limit: 64)
    return String(decoding: (text ?? []).prefix { $0 != 0x0a }, as: UTF8.self)
  }

  /// The descriptors of a process that lead to `wanted`; nil when we may not look.
  private static func holds(_ process: Int32, _ wanted: String) -> [Int32]? {
    let folder = "/proc/\(process)/fd"
    guard let opened = opendir(folder) else { return nil }
    defer { closedir(opened) }
    var found: [Int32] = []
    var target = [CChar](repeating: 0, count: 64)
    while let entry = readdir(opened) {
      let name = entryName(entry)
      guard let number = Int32(name) else { continue }
      let answer = Answer(raw: clab_readlink("\(folder)/\(name)", &target, target.count))
      // The folder opens for anyone, its links read only for those who may trace the process; a
      // descriptor that was closed meanwhile hides nothing.
      if answer.errno == .permissionDenied || answer.errno == .notPermitted { return nil }
      let count = answer.raw
      if count == wanted.utf8.count, target.starts(with: wanted.utf8.map { CChar($0) }) {
        found.append(number)
      }
    }
    return found
  }

  private static func entries(of path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) { names.append(entryName(entry)) }
    return names
  }

  private static func entryName(_ entry: UnsafeMutablePointer<dirent>) -> String {
    withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
  }
}
