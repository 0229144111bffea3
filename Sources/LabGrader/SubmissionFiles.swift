package import LabKernel
package import LabProgram

/// The files of a submission, read and found fit to run.
package struct SubmissionFiles: Sendable {
  /// Of paths, executable bits and contents; for one file, of its bytes alone.
  package let sha256: String
  /// A `Makefile` makes the program.
  package let needsBuild: Bool
  private let tree: UntrustedTree

  /// The name that a program has in every box, and a scenario.
  package static let program = "run"
  package static let scenario = "run.sock"

  private let kind: ExerciseHeader.Submission

  /// Reads a submission; what keeps it from being graded is said in its student's words.
  package init(
    _ submission: SubmissionSource,
    kind: ExerciseHeader.Submission = .program,
    limits: UntrustedTree.Limits = UntrustedTree.Limits()
  ) throws(Ungradable) {
    self.kind = kind
    do throws(UntrustedTreeRefusal) {
      tree = try UntrustedTree(path: submission.path, limits: limits)
    } catch {
      throw Ungradable(error)
    }
    sha256 = Self.digest(tree)
    needsBuild = kind == .program ? try Self.judge(tree) : false
    if kind == .scenario { try Self.judgeScenario(tree) }
  }

  /// Writes the files into a folder that is empty and our own.
  package func write(to folder: String) -> Answer {
    for entry in tree.entries {
      let name = tree.isFile ? Array(name.utf8) : entry.path
      let path = Array("\(folder)/".utf8) + name
      let answer =
        entry.isFolder
        ? FileWriting.makeFolder(path)
        : FileWriting.makeFile(entry.bytes, path, isExecutable: entry.isExecutable)
      guard answer.isSuccess else { return answer }
    }
    return Answer(raw: 0)
  }

  private var name: String { kind == .scenario ? Self.scenario : Self.program }

  /// The text of a scenario.
  var script: [UInt8] {
    let found = tree.isFile ? tree.entries.first : tree.entries.first(where: Self.isScenario)
    return found?.bytes ?? []
  }

  private static func isScenario(_ entry: UntrustedTree.Entry) -> Bool {
    !entry.isFolder && entry.path == Array(scenario.utf8)
  }

  private static func judgeScenario(_ tree: UntrustedTree) throws(Ungradable) {
    if tree.isFile {
      if tree.entries.first?.bytes.isEmpty ?? true { throw .emptyFile }
      return
    }
    guard let file = tree.entries.first(where: isScenario) else { throw .noScenario }
    if file.bytes.isEmpty { throw .emptyScenario }
  }

  /// Whether it has to be built first; throws when there is nothing that could run.
  private static func judge(_ tree: UntrustedTree) throws(Ungradable) -> Bool {
    let files = tree.entries.filter { !$0.isFolder }
    if tree.isFile {
      guard let file = files.first, !file.bytes.isEmpty else { throw .emptyFile }
      guard file.isExecutable else { throw .notExecutable(file.path) }
      if let refusal = ProgramForm(file.bytes).refusal { throw refusal }
      return false
    }
    guard !files.isEmpty else { throw .emptyFolder }
    if let program = tree.entries.first(where: { $0.path == Array(Self.program.utf8) }) {
      if program.isFolder { throw .programIsFolder }
      if program.bytes.isEmpty { throw .emptyProgram }
      guard program.isExecutable else { throw .notExecutable(program.path) }
      if let refusal = ProgramForm(program.bytes).refusal { throw refusal }
      return false
    }
    let makefiles = ["GNUmakefile", "makefile", "Makefile"].map { Array($0.utf8) }
    guard files.contains(where: { makefiles.contains($0.path) }) else { throw .noProgram }
    return true
  }

  private static func digest(_ tree: UntrustedTree) -> String {
    if tree.isFile { return Digest.hexadecimal(tree.entries.first?.bytes ?? []) }
    var digest = Digest()
    for entry in tree.entries {
      digest.add(entry.path)
      digest.add([0, entry.isFolder ? 1 : entry.isExecutable ? 2 : 3])
      digest.add("\(entry.bytes.count)\u{0}".utf8)
      digest.add(entry.bytes)
    }
    return Digest.hexadecimal(of: digest.finish())
  }
}
