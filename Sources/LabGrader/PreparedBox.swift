import LabKernel
import LabProgram

/// The place that a probe has made for one submission.
struct PreparedBox: ~Copyable {
  /// Nil where there is no program that could make the walls.
  let walls: Box?
  /// `submission`, `etc` and the machine's own folder lie in it.
  let folder: String
  /// In a tier without a file system of our own: removed at the end.
  private let owned: RunFolder?

  /// How much memory the files of a box, and what its build makes, may take.
  private static let bytes = 128 << 20
  private static let files = 20_000

  /// Makes the place; the process is in its network by then, and is the user that it will be.
  ///
  /// - Parameters:
  ///   - facts: What this machine gives.
  ///   - grader: The folders of the grading.
  ///   - limits: The exercise's.
  /// - Throws: The refusal of the kernel.
  init(
    _ facts: BoxFacts,
    mountPoint: String,
    shared: String,
    limits: SubmissionLimits
  ) throws(Errno) {
    if facts.tier == .full {
      let mounted = PrivateMount.temporary(
        on: mountPoint,
        bytes: Self.bytes,
        files: Self.files
      )
      try mounted.get()
      folder = mountPoint
      owned = nil
      walls = Box(
        program: Environment.program(named: "bwrap") ?? "bwrap",
        system: SystemFolders.current,
        folder: mountPoint,
        temporaryBytes: limits.temporaryBytes
      )
      try writeConfiguration()
    } else {
      let made = try RunFolder(prefix: "box-", below: shared)
      folder = made.path
      owned = consume made
      walls = nil
    }
    try FileWriting.makeFolder(Array("\(folder)/submission".utf8)).get()
    try FileWriting.makeFolder(Array("\(folder)/run".utf8)).get()
  }

  private func writeConfiguration() throws(Errno) {
    try FileWriting.makeFolder(Array("\(folder)/etc".utf8)).get()
    for file in Box.ownConfiguration {
      let path = Array("\(folder)/etc/\(file.name)".utf8)
      try FileWriting.makeFile(Array(file.text.utf8), path, isExecutable: false).get()
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
