import ArgumentParser
import LabDiagnostics
import LabGrader
import LabKernel

/// `exercise new NAME`: a small exercise that works, to be changed.
struct ExerciseNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a small exercise that works: checks, a starter, a solution, mutants."
  )

  @Argument(help: "The folder to make.")
  var name: String

  func run() throws {
    Environment.keepStandardDescriptors()
    var path = name
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    if let diagnostic = write(to: path) {
      DiagnosticPrinter().print([diagnostic], map: SourceMap())
      throw GradeStatus(rawValue: GradeStatus.invalid)
    }
    var output = OutputFile(descriptor: 1)
    output.write(
      """
      \(path)/exercise.sock    the checks and what they are worth
      \(path)/starter/         what students begin with
      \(path)/solution/        must get all points
      \(path)/mutants/         wrong programs, each with what it must get

      prove it:   socklab exercise check \(path)
      grade one:  socklab grade \(path) \(path)/starter

      """
    )
    output.flush()
  }

  private func write(to path: String) -> Diagnostic? {
    do throws(Errno) {
      for folder in ExerciseTemplate.folders {
        let answer = FileWriting.makeFolder(Array("\(path)\(folder)".utf8))
        if answer.errno == .fileExists, folder.isEmpty { return .exerciseExists(path) }
        try answer.get()
      }
      for file in ExerciseTemplate.files {
        let answer = FileWriting.makeFile(
          Array(file.text.utf8),
          Array("\(path)/\(file.name)".utf8),
          isExecutable: file.isProgram
        )
        try answer.get()
      }
      return nil
    } catch {
      return Diagnostic(
        "unwritable",
        "'\(path)' cannot be made: \(error.name) (\(error.message))"
      )
    }
  }
}

extension Diagnostic {
  static func exerciseExists(_ path: String) -> Diagnostic {
    Diagnostic(
      "exists",
      "'\(path)' is there already; nothing was changed",
      notes: [Note("try", "another name: socklab exercise new \(path)-2")]
    )
  }
}
