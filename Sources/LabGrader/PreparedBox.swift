import LabKernel
import LabProgram

/// The place that a probe has made for one submission.
struct PreparedBox {
  /// Nil where there is no program that could make the walls.
  let walls: Box?
  /// `submission`, `etc` and the machine's own folder lie in it.
  let folder: String
  /// In a tier without a file system of our own: removed at the end.
  private let owned: OwnedFolder?

  /// How much memory the files of a box, and what its build makes, may take.
  private static let bytes = 128 << 20
  private static let files = 20_000
  /// How many files /tmp, and /dev/shm, may have: each takes memory that no size counts.
  private static let temporaryFiles = 10_000

  /// What may be written into /tmp, and into /dev/shm.
  private let temporaryBytes: Int

  /// Makes the place; the process is in its network by then, and is the user that it will be.
  ///
  /// - Parameters:
  ///   - facts: What this machine gives.
  ///   - mountPoint: Where a file system of our own is laid.
  ///   - shared: Where a folder is made, when there is none.
  ///   - limits: The exercise's.
  /// - Throws: The refusal of the kernel.
  init(
    _ facts: BoxFacts,
    mountPoint: String,
    shared: String,
    limits: SubmissionLimits
  ) throws(Errno) {
    temporaryBytes = limits.temporaryBytes
    if facts.tier == .full {
      try PrivateMount.temporary(on: mountPoint, bytes: Self.bytes, files: Self.files).get()
      try Self.writeConfiguration(below: mountPoint)
      try Self.makeFolders(below: mountPoint)
      folder = mountPoint
      owned = nil
      walls = Box(
        program: Environment.program(named: "bwrap") ?? "bwrap",
        system: SystemFolders.current,
        folder: mountPoint
      )
      try Self.addTemporaryFolders(below: mountPoint, 0, bytes: temporaryBytes).get()
    } else {
      let made = try OwnedFolder(below: shared)
      try Self.makeFolders(below: made.path)
      folder = made.path
      owned = made
      walls = nil
    }
  }

  private static func makeFolders(below folder: String) throws(Errno) {
    for name in ["submission", "run"] {
      try FileWriting.makeFolder(Array("\(folder)/\(name)".utf8)).get()
    }
  }

  private static func writeConfiguration(below folder: String) throws(Errno) {
    try FileWriting.makeFolder(Array("\(folder)/etc".utf8)).get()
    for file in Box.ownConfiguration {
      let path = Array("\(folder)/etc/\(file.name)".utf8)
      try FileWriting.makeFile(Array(file.text.utf8), path, isExecutable: false).get()
    }
  }

  /// /tmp and /dev/shm of a box.
  private static func addTemporaryFolders(
    below folder: String,
    _ number: Int,
    bytes: Int
  ) -> Answer {
    for name in ["tmp", "shm"] {
      let path = "\(folder)/\(name)-\(number)"
      let made = PrivateMount.add(path, bytes: bytes, files: temporaryFiles)
      if !made.isSuccess { return made }
    }
    return Answer(raw: 0)
  }

  /// Removes those of boxes that are gone: what is in them takes memory.
  private static func removeTemporaryFolders(below folder: String, but others: [Int]) {
    for name in FolderListing.names(in: folder) where name != "submission" {
      let parts = name.split(separator: "-")
      guard parts.count == 2, let number = Int(parts[1]), !others.contains(number) else { continue }
      _ = PrivateMount.remove("\(folder)/\(name)")
    }
  }

  /// Makes what each start of a program has for itself, and gives its arguments; nil without walls.
  var prepare: (@Sendable (_ number: Int, _ others: [Int]) throws(Errno) -> [String])? {
    guard let walls else { return nil }
    return { [folder, temporaryBytes] (number, others) throws(Errno) in
      Self.removeTemporaryFolders(below: folder, but: others)
      try Self.addTemporaryFolders(below: folder, number, bytes: temporaryBytes).get()
      return walls.arguments(.run, number: number)
    }
  }

  /// The arguments before those of a program; empty without walls.
  func prefix(_ purpose: Box.Purpose) -> [String] { walls?.arguments(purpose) ?? [] }

  /// The student's program, as it is called in the box.
  var program: String {
    "\(walls == nil ? "\(folder)/submission" : "/submission")/\(SubmissionFiles.program)"
  }

  /// Its working folder; in a box, bwrap sees to it.
  var workingFolder: String? { walls == nil ? "\(folder)/submission" : nil }
}

/// A folder that goes with the last box that has it.
private final class OwnedFolder {
  private let folder: RunFolder
  var path: String { folder.path }

  init(below shared: String) throws(Errno) {
    folder = try RunFolder(prefix: "box-", below: shared)
  }
}
