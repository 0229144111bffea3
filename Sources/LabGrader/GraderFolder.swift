package import LabKernel

/// Where the boxes of a grading lie, removed at its end with all that is left in it.
package final class GraderFolder {
  private let folder: RunFolder

  package init() throws(Errno) {
    let made = try RunFolder(prefix: "socklab-grade-")
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
