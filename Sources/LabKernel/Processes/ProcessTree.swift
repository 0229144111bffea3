import CLab

/// Processes and their descendants, by /proc.
///
/// What a program leaves behind when it ends (a daemon) becomes our child, so that nothing that a
/// script started gets lost: prctl(2), PR_SET_CHILD_SUBREAPER.
package enum ProcessTree {
  /// Makes us the parent of whoever loses its own among our descendants.
  package static func adoptOrphans() { _ = clab_adopt_orphans() }

  /// A process with all that descend from it, parents first; empty when it is gone.
  package static func members(of root: Int32) -> [Int32] {
    var members = [root]
    var index = 0
    while index < members.count {
      for child in children(of: members[index]) where !members.contains(child) {
        members.append(child)
      }
      index += 1
    }
    return members
  }

  /// The process group of a process; getpgid(2).
  package static func group(of process: Int32) -> Int32 { getpgid(process) }

  /// Our own children but these; those that have ended already are taken back.
  package static func orphans(besides known: [Int32]) -> [Int32] {
    children(of: getpid()).filter { child in
      guard !known.contains(child) else { return false }
      guard ThreadActivity.hasEnded(child) else { return true }
      _ = clab_reap(child, 0)
      return false
    }
  }

  /// Ends children of ours, and waits until they are gone.
  package static func end(_ children: [Int32]) {
    for child in children { _ = clab_kill(child, SIGKILL) }
    for child in children { _ = clab_reap(child, 1) }
  }

  /// The inodes of the sockets that these processes hold open.
  package static func socketInodes(of processes: [Int32]) -> Set<UInt64> {
    var inodes: Set<UInt64> = []
    var target = [CChar](repeating: 0, count: 64)
    for process in processes {
      for descriptor in FolderListing.names(in: "/proc/\(process)/fd") {
        let path = "/proc/\(process)/fd/\(descriptor)"
        let count = clab_readlink(path, &target, target.count)
        guard count > 9, target.starts(with: Self.socketPrefix) else { continue }
        let digits = target[8..<count - 1].map { UInt8(bitPattern: $0) }
        if let inode = UInt64(String(decoding: digits, as: UTF8.self)) { inodes.insert(inode) }
      }
    }
    return inodes
  }

  /// How many descriptors these processes have open.
  package static func descriptorCount(of processes: [Int32]) -> Int {
    processes.reduce(0) { $0 + FolderListing.names(in: "/proc/\($1)/fd").count }
  }

  /// As the links of /proc/PID/fd begin.
  private static let socketPrefix = "socket:[".utf8.map { CChar(bitPattern: $0) }

  /// Sends a signal to one process.
  package static func send(signal: Int32, to process: Int32) -> Answer {
    Answer(raw: clab_kill(process, signal))
  }

  /// The processes that a process started, as far as they live.
  package static func children(of process: Int32) -> [Int32] {
    var found: [Int32] = []
    for thread in FolderListing.names(in: "/proc/\(process)/task") {
      let path = "/proc/\(process)/task/\(thread)/children"
      guard let text = try? FileReading.bytes(of: path, limit: 1 << 20) else {
        // Only a kernel without CONFIG_PROC_CHILDREN has no such file.
        return hasChildrenFiles ? found : searchedChildren(of: process)
      }
      found += text.split(separator: UInt8(ascii: " ")).compactMap {
        Int32(String(decoding: $0, as: UTF8.self))
      }
    }
    return found
  }

  private static let hasChildrenFiles =
    access("/proc/self/task/\(getpid())/children", R_OK) == 0

  private static func searchedChildren(of process: Int32) -> [Int32] {
    FolderListing.names(in: "/proc").compactMap { Int32($0) }.filter { parent(of: $0) == process }
  }

  private static func parent(of process: Int32) -> Int32? {
    statistics(of: process, field: 4).flatMap { Int32(exactly: $0) }
  }

  /// How long these processes have had a processor, in hundredths of a second.
  package static func processorTime(of processes: [Int32]) -> Int {
    processes.reduce(0) { sum, process in
      sum + (statistics(of: process, field: 14) ?? 0) + (statistics(of: process, field: 15) ?? 0)
    }
  }

  /// The same with that of their children that have ended and were waited for.
  package static func processorTimeWithEnded(of processes: [Int32]) -> Int {
    processorTime(of: processes)
      + processes.reduce(0) { sum, process in
        sum + (statistics(of: process, field: 16) ?? 0) + (statistics(of: process, field: 17) ?? 0)
      }
  }

  /// A field of /proc/PID/stat, from 3 on; the second, a name in parentheses, may hold anything.
  private static func statistics(of process: Int32, field: Int) -> Int? {
    guard let text = try? FileReading.bytes(of: "/proc/\(process)/stat", limit: 4096),
      let end = text.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let fields = text[text.index(after: end)...].split(separator: UInt8(ascii: " "))
    guard fields.count > field - 3 else { return nil }
    return Int(String(decoding: fields[field - 3], as: UTF8.self))
  }
}
