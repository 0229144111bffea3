import CLab
import Glibc

/// The control groups that this process makes, removed with it.
package final class ControlGroups {
  package private(set) var places: ControlGroupPlaces
  /// The group that this process has moved into, so that its own could hand controllers on.
  private var leaf: (folder: String, parent: String, lock: Int32)?
  private var made = 0
  /// Groups with processes that did not end yet.
  private var left: [ControlGroup] = []

  /// What the folders of our groups are called: the process that made them, and a number.
  static func name(_ number: Int) -> String { "socklab-\(getpid())-\(number)" }

  /// Finds out where groups can be made, and removes those of processes that were killed.
  ///
  /// - Parameter root: What stands before each path; empty but for tests.
  package init(root: String = "") {
    places = ControlGroupPlaces(root: root)
    for place in places.all { Self.removeAbandoned(in: place) }
    if let folder = places.crowded { leave(folder) }
  }

  deinit {
    // What was in the kernel's hands has had its time.
    for group in left { _ = group.end() }
    guard let leaf else { return }
    _ = ControlGroupPlaces.handOn(ControlGroupUse.bounding, in: leaf.parent, sign: "-")
    _ = ControlGroupFile.write("0", to: "\(leaf.parent)/cgroup.procs")
    _ = clab_close(leaf.lock)
    rmdir(leaf.folder)
  }

  /// Makes a group for one box.
  package func make(_ limits: ControlGroup.Limits) throws(ControlGroupRefusal) -> ControlGroup {
    made += 1
    return try ControlGroup(Self.name(made), in: places.all, limits)
  }

  /// Ends all that is in a group, and removes it, now or when this process ends.
  package func end(_ group: ControlGroup) {
    left.removeAll { $0.end() }
    if !group.end() { left.append(group) }
  }

  /// Version 2 lets no group hand controllers on while a process is in it: we go one group down.
  ///
  /// Only where nobody else is in it: other processes are not ours to move.
  private func leave(_ own: String) {
    guard ControlGroupFile.numbers(in: "\(own)/cgroup.procs") == [getpid()] else { return }
    let folder = "\(own)/\(Self.name(0))"
    guard mkdir(folder, 0o755) == 0 else { return }
    if let lock = try? ControlGroup.lock(folder) {
      if ControlGroupFile.write("0", to: "\(folder)/cgroup.procs").isSuccess {
        if places.makeUse(of: own) {
          leaf = (folder, own, lock)
          return
        }
        _ = ControlGroupFile.write("0", to: "\(own)/cgroup.procs")
      }
      _ = clab_close(lock)
    }
    rmdir(folder)
  }

  /// Ends and removes groups whose maker is gone; who holds a lock is alive in another container.
  private static func removeAbandoned(in place: ControlGroupPlace) {
    for name in FolderListing.names(in: place.folder) {
      let parts = name.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0] == "socklab", let owner = Int32(parts[1]), owner > 1,
        Int(parts[2]) != nil, clab_kill(owner, 0) == -Int(ESRCH)
      else { continue }
      let folder = "\(place.folder)/\(name)"
      guard let lock = try? ControlGroup.lock(folder) else { continue }
      _ = ControlGroup.end([
        ControlGroupPlace(folder: folder, isUnified: place.isUnified, uses: place.uses)
      ])
      _ = clab_close(lock)
    }
  }
}
