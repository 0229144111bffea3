import CLab
import Glibc

/// What a control group does for us.
package enum ControlGroupUse: String, CaseIterable, Sendable {
  /// Bounds all memory, that of files in memory and of the kernel's buffers too.
  case memory
  /// Bounds processes and threads.
  case processes = "pids"
  /// Counts the time on processors, that of processes that are gone too.
  case processor = "cpu"

  /// The controller of version 1.
  var controller: String { self == .processor ? "cpuacct" : rawValue }

  /// What version 2 must have enabled; the time is counted in every group.
  static let bounding: [ControlGroupUse] = [.memory, .processes]
}

/// A group in which we may make others, and what those are good for.
package struct ControlGroupPlace: Equatable, Sendable {
  package let folder: String
  package let isUnified: Bool
  package internal(set) var uses: [ControlGroupUse]
}

/// Where groups can be made on this machine, found by trying.
package struct ControlGroupPlaces: Sendable {
  package private(set) var all: [ControlGroupPlace] = []
  /// Why there is no more.
  package private(set) var reasons: [String] = []
  /// A group of version 2 that would do if this process were not in it itself.
  private(set) var crowded: String?

  package var uses: [ControlGroupUse] {
    ControlGroupUse.allCases.filter { use in all.contains { $0.uses.contains(use) } }
  }

  package init(root: String) {
    let hierarchies = ControlGroupHierarchy.all(root: root)
    if let unified = hierarchies.first(where: \.isUnified) { look(in: unified) }
    for use in ControlGroupUse.allCases where !uses.contains(use) {
      look(for: use, in: hierarchies.filter { !$0.isUnified })
    }
    if hierarchies.isEmpty { reasons.append("no control groups are mounted") }
  }

  /// Version 2: the nearest group that hands both controllers on, else the nearest at all.
  private mutating func look(in unified: ControlGroupHierarchy) {
    let open = unified.around.filter { Self.canMakeGroups(in: $0) }
    let chosen = open.first { Self.bounds(of: $0).count == 2 }
    if chosen == nil, let own = open.first, own == unified.folder {
      let offered = Self.words(of: "\(own)/cgroup.controllers")
      let wanted = ControlGroupUse.bounding.filter { offered.contains($0.rawValue) }
      if !wanted.isEmpty { return take(own, wanted) }
    }
    guard let folder = chosen ?? open.first else {
      let folder = unified.folder
      return reasons.append("no group may be made in \(folder)")
    }
    all.append(
      ControlGroupPlace(
        folder: folder,
        isUnified: true,
        uses: Self.bounds(of: folder) + [.processor]
      )
    )
  }

  /// Hands controllers on to the groups in our own; only the root may have processes besides.
  private mutating func take(_ own: String, _ wanted: [ControlGroupUse]) {
    let isRoot = access("\(own)/cgroup.type", F_OK) != 0
    if isRoot {
      _ = Self.handOn(wanted, in: own)
    } else {
      crowded = own
      reasons.append("\(own) has other processes, and may only then have groups with limits")
    }
    let uses = isRoot ? Self.bounds(of: own) : []
    all.append(ControlGroupPlace(folder: own, isUnified: true, uses: uses + [.processor]))
  }

  /// Whoever was in the way is in a group of its own by now.
  mutating func makeUse(of folder: String) -> Bool {
    guard let index = all.firstIndex(where: { $0.folder == folder }) else { return false }
    let offered = Self.words(of: "\(folder)/cgroup.controllers")
    let wanted = ControlGroupUse.bounding.filter { offered.contains($0.rawValue) }
    guard Self.handOn(wanted, in: folder) else { return false }
    let uses = Self.bounds(of: folder) + [.processor]
    all[index].uses = uses
    for other in all.indices where other != index {
      all[other].uses.removeAll { uses.contains($0) }
    }
    all.removeAll { $0.uses.isEmpty }
    reasons = []
    return true
  }

  private mutating func look(for use: ControlGroupUse, in hierarchies: [ControlGroupHierarchy]) {
    guard let found = hierarchies.first(where: { $0.controllers.contains(use.controller) }) else {
      if use != .processor { reasons.append("no hierarchy has the controller '\(use.controller)'") }
      return
    }
    if let index = all.firstIndex(where: { $0.folder == found.folder }) {
      return all[index].uses.append(use)
    }
    guard Self.canMakeGroups(in: found.folder) else {
      return reasons.append("no group may be made in \(found.folder)")
    }
    all.append(ControlGroupPlace(folder: found.folder, isUnified: false, uses: [use]))
  }

  /// Writes to cgroup.subtree_control; EBUSY where a process is in the group.
  static func handOn(_ uses: [ControlGroupUse], in folder: String, sign: String = "+") -> Bool {
    let words = uses.map { sign + $0.rawValue }.joined(separator: " ")
    return ControlGroupFile.write(words, to: "\(folder)/cgroup.subtree_control").isSuccess
  }

  /// What groups in this one would have.
  private static func bounds(of folder: String) -> [ControlGroupUse] {
    let words = words(of: "\(folder)/cgroup.subtree_control")
    return ControlGroupUse.bounding.filter { words.contains($0.rawValue) }
  }

  private static func words(of path: String) -> [String] {
    ControlGroupHierarchy.lines(of: path).flatMap { line in
      line.split(separator: " ").map { String($0) }
    }
  }

  /// Permission bits say little here: a mount may be read-only, a group another's.
  private static func canMakeGroups(in folder: String) -> Bool {
    let name = "\(folder)/\(ControlGroups.name(0))"
    guard mkdir(name, 0o755) == 0 else { return false }
    return rmdir(name) == 0
  }
}

/// The files of a group: one number or a few lines.
enum ControlGroupFile {
  static func write(_ text: String, to path: String) -> Answer {
    let opened = Answer(raw: clab_open(path, O_WRONLY | O_CLOEXEC, 0))
    guard opened.isSuccess else { return opened }
    defer { _ = clab_close(Int32(opened.raw)) }
    return Answer(raw: clab_write(Int32(opened.raw), text, text.utf8.count))
  }

  /// The number behind a name, as in "oom_kill 2"; without a name that of the whole file.
  static func number(_ name: String, in path: String) -> Int64? {
    for line in ControlGroupHierarchy.lines(of: path) {
      let words = line.split(separator: " ")
      if name.isEmpty { return words.first.flatMap { Int64($0) } }
      if words.count == 2, words[0] == name { return Int64(words[1]) }
    }
    return nil
  }

  static func numbers(in path: String) -> [Int32] {
    ControlGroupHierarchy.lines(of: path).compactMap { Int32($0) }
  }
}
