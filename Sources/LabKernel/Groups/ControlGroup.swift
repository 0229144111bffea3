import CLab
import Glibc

/// Why a group could not be made.
package struct ControlGroupRefusal: Error, Equatable, Sendable {
  /// What was to be done, as in "mkdir /sys/fs/cgroup/x".
  package let act: String
  package let errno: Errno
}

/// A group of processes that is bounded, counted and ended as a whole, whatever it forks: cgroups(7).
///
/// It is several folders where the controllers have hierarchies of their own (version 1). Who made
/// it holds it open, so that a process may enter it that may not write there itself.
package final class ControlGroup: Sendable {
  /// What all that is in it may have together.
  package struct Limits: Equatable, Sendable {
    /// Bytes; no more by swapping.
    package var memory: Int64
    /// Processes and threads.
    package var processes: Int64

    package init(memory: Int64, processes: Int64) {
      self.memory = memory
      self.processes = processes
    }
  }

  /// What has been used and refused since it was made.
  package struct Use: Equatable, Sendable {
    /// Nanoseconds on processors; nil where nobody counts them.
    package var processorTime: Int64?
    /// Processes that the kernel killed, as there was no memory left.
    package var memoryKills: Int64 = 0
    /// Processes and threads that there are now.
    package var processes: Int64 = 0
    /// Refusals of another one.
    package var refusedProcesses: Int64 = 0

    package init() {}
  }

  private let parts: [ControlGroupPlace]
  private let descriptors: [Int32]
  /// A process that writes "0" to each of them is in the group.
  package let entrances: [Int32]

  /// Makes it; a process may enter from now on.
  ///
  /// - Parameters:
  ///   - name: Of its folders.
  ///   - places: Where.
  ///   - limits: Set before anybody is in it.
  /// - Throws: The first refusal; nothing is left then.
  init(
    _ name: String,
    in places: [ControlGroupPlace],
    _ limits: Limits
  ) throws(ControlGroupRefusal) {
    var (parts, descriptors, entrances): ([ControlGroupPlace], [Int32], [Int32]) = ([], [], [])
    do throws(ControlGroupRefusal) {
      for place in places {
        let folder = "\(place.folder)/\(name)"
        try Self.check("mkdir \(folder)", mkdir(folder, 0o755) == 0 ? 0 : -Int(errno))
        let part = ControlGroupPlace(
          folder: folder,
          isUnified: place.isUnified,
          uses: place.uses
        )
        parts.append(part)
        descriptors.append(try Self.lock(folder))
        try Self.bound(part, limits)
        let path = "\(folder)/cgroup.procs"
        let entrance = try Self.open(path, O_WRONLY)
        descriptors.append(entrance)
        entrances.append(entrance)
      }
    } catch {
      for descriptor in descriptors { _ = clab_close(descriptor) }
      for part in parts { rmdir(part.folder) }
      throw error
    }
    self.parts = parts
    self.descriptors = descriptors
    self.entrances = entrances
  }

  deinit {
    for descriptor in descriptors { _ = clab_close(descriptor) }
  }

  /// Whether it has this use.
  package func has(_ use: ControlGroupUse) -> Bool { parts.contains { $0.uses.contains(use) } }

  /// What has been used, for whoever may read there: everybody.
  package var use: Use {
    var use = Use()
    for part in parts {
      if part.uses.contains(.processor) { use.processorTime = Self.processorTime(part) }
      if part.uses.contains(.memory) {
        let file = part.isUnified ? "memory.events" : "memory.oom_control"
        let path = "\(part.folder)/\(file)"
        use.memoryKills = ControlGroupFile.number("oom_kill", in: path) ?? 0
      }
      if part.uses.contains(.processes) {
        use.processes = ControlGroupFile.number("", in: "\(part.folder)/pids.current") ?? 0
        let path = "\(part.folder)/pids.events"
        use.refusedProcesses = ControlGroupFile.number("max", in: path) ?? 0
      }
    }
    return use
  }

  /// Ends all that is in it, and removes it; false when something is left after a fifth of a second.
  package func end() -> Bool { Self.end(parts) }

  // MARK: - Folders

  private static func processorTime(_ part: ControlGroupPlace) -> Int64? {
    guard part.isUnified else {
      return ControlGroupFile.number("", in: "\(part.folder)/cpuacct.usage")
    }
    return ControlGroupFile.number("usage_usec", in: "\(part.folder)/cpu.stat").map { $0 * 1000 }
  }

  private static func bound(_ part: ControlGroupPlace, _ limits: Limits)
    throws(ControlGroupRefusal)
  {
    let memory =
      part.isUnified
      ? [("memory.max", limits.memory), ("memory.swap.max", 0), ("memory.oom.group", 1)]
      // The sum with what is swapped can't be set below the first.
      : [("memory.limit_in_bytes", limits.memory), ("memory.memsw.limit_in_bytes", limits.memory)]
    if part.uses.contains(.memory) {
      for (position, limit) in memory.enumerated() {
        let answer = ControlGroupFile.write("\(limit.1)", to: "\(part.folder)/\(limit.0)")
        // A kernel without swap has no such files.
        if position > 0, answer.errno == .noSuchFile { continue }
        try check("write \(part.folder)/\(limit.0)", answer.raw)
      }
    }
    if part.uses.contains(.processes) {
      let answer = ControlGroupFile.write("\(limits.processes)", to: "\(part.folder)/pids.max")
      try check("write \(part.folder)/pids.max", answer.raw)
    }
  }

  /// Held as long as somebody may need the group: ControlGroups.removeAbandoned.
  static func lock(_ folder: String) throws(ControlGroupRefusal) -> Int32 {
    let descriptor = try open(folder, O_RDONLY | O_DIRECTORY)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let refusal = ControlGroupRefusal(act: "lock \(folder)", errno: Errno(code: errno))
      _ = clab_close(descriptor)
      throw refusal
    }
    return descriptor
  }

  private static func open(_ path: String, _ flags: Int32) throws(ControlGroupRefusal) -> Int32 {
    do throws(Errno) {
      let opened = Answer(raw: clab_open(path, flags | O_CLOEXEC, 0))
      return try FileDescriptor(movingUp: opened).release()
    } catch {
      throw ControlGroupRefusal(act: "open \(path)", errno: error)
    }
  }

  private static func check(_ act: String, _ result: Int) throws(ControlGroupRefusal) {
    if let errno = Answer(raw: result).errno { throw ControlGroupRefusal(act: act, errno: errno) }
  }

  /// How often it is tried, a millisecond apart: a process that is killed has to come to its end.
  private static let attempts = 200

  static func end(_ parts: [ControlGroupPlace]) -> Bool {
    var left = parts
    for part in left where part.uses.contains(.processes) {
      // From now on nothing in it can fork.
      _ = ControlGroupFile.write("0", to: "\(part.folder)/pids.max")
    }
    for attempt in 0..<attempts {
      if attempt > 0 { _ = poll(nil, 0, 1) }
      for part in left { kill(part) }
      left.removeAll { rmdir($0.folder) == 0 || errno == ENOENT }
      if left.isEmpty { return true }
    }
    return false
  }

  /// Linux 5.14 and later kill a group of version 2 in one act.
  private static func kill(_ part: ControlGroupPlace) {
    if part.isUnified,
      ControlGroupFile.write("1", to: "\(part.folder)/cgroup.kill").isSuccess
    {
      return
    }
    for process in ControlGroupFile.numbers(in: "\(part.folder)/cgroup.procs") where process > 1 {
      _ = clab_kill(process, SIGKILL)
    }
  }
}
