package import LabKernel

/// Where the boxes of a grading lie, removed at its end with all that is left in it.
package final class GraderFolder {
  private let folder: RunFolder
  /// Held as long as this process lives, and by nobody who has its number later.
  private let lock: FileDescriptor
  /// What bounds a box as a whole.
  package let groups: ControlGroups

  /// Makes it, and removes those of graders that were killed.
  ///
  /// - Parameter groupRoot: Where control groups are looked for; empty but for tests.
  /// - Throws: What the kernel refused.
  package init(groupRoot: String = "") throws(Errno) {
    groups = ControlGroups(root: groupRoot)
    let name = "socklab-grade-"
    RunFolder.removeAbandoned(prefix: name)
    let made = try RunFolder(prefix: "\(name)\(Environment.processID)-")
    lock = try made.lock()
    try made.open()
    try made.makeFolder("box", mode: 0o755)
    // As /tmp: everybody may make a folder of his own, nobody sees those of others.
    try made.makeFolder("boxes", mode: 0o1733)
    folder = made
  }

  /// Where each probe, in a mount namespace of its own, lays a file system in memory.
  package var mountPoint: String { "\(folder.path)/box" }
  /// Where probes make folders when they can't.
  package var shared: String { "\(folder.path)/boxes" }
}
