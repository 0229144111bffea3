import LabDiagnostics
import LabKernel

/// Why a submission gets no verdict, and what its student can do.
package struct Ungradable: Error, Equatable, Sendable {
  /// Kebab-case and stable, as a result's cause has it.
  package let code: String
  package let message: String
  package let hint: String

  package init(code: String, message: String, hint: String) {
    self.code = code
    self.message = message
    self.hint = hint
  }
}

extension Ungradable {
  static let emptyFile = Ungradable(
    code: "submission-empty",
    message: "the file is empty",
    hint: "Hand in the program itself."
  )
  static let emptyFolder = Ungradable(
    code: "submission-empty",
    message: "the folder has no files",
    hint: "Hand in a folder with a program 'run', or with a Makefile that makes it."
  )
  static let emptyProgram = Ungradable(
    code: "submission-empty",
    message: "'run' is empty",
    hint: "'run' is the program that is started: a script that begins with #!, or what a "
      + "compiler made."
  )
  static let programIsFolder = Ungradable(
    code: "submission-no-program",
    message: "'run' is a folder",
    hint: "'run' must be a program: a script that begins with #!, or what a compiler made."
  )
  static let noProgram = Ungradable(
    code: "submission-no-program",
    message: "there is neither a program 'run' nor a Makefile",
    hint: "The file 'run' is started; where there is none, 'make' is asked to make it."
  )

  static let noScenario = Ungradable(
    code: "submission-no-scenario",
    message: "there is no file 'run.sock'",
    hint: "Hand in one scenario, or a folder with it; its name is run.sock."
  )
  static let emptyScenario = Ungradable(
    code: "submission-empty",
    message: "'run.sock' is empty",
    hint: "Write the scenario into it; 'socklab run run.sock' shows what it does."
  )

  /// The scenario has mistakes, as `socklab check` tells them.
  static func invalidScenario(_ text: String) -> Ungradable {
    Ungradable(
      code: "submission-invalid-scenario",
      message: "the scenario is not valid:\n\(text)",
      hint: "'socklab check run.sock' shows each mistake with its place."
    )
  }

  /// It ended what ran it.
  static func endedGrader(_ signal: Int32) -> Ungradable {
    Ungradable(
      code: "grader-killed",
      message: "the process that ran it was ended by signal \(signal), which no grader sent",
      hint: "Signals go to processes of your own: look at each kill()."
    )
  }

  /// It would start programs, or touch what is not a socket.
  static func forbiddenStatement(_ statement: String) -> Ungradable {
    Ungradable(
      code: "submission-forbidden-statement",
      message: "a scenario that is handed in may not use '\(statement)'",
      hint: "It may make sockets and use them; it may start no programs, and open no files."
    )
  }

  static func notExecutable(_ path: [UInt8]) -> Ungradable {
    let name = shown(path)
    return Ungradable(
      code: "submission-not-executable",
      message: "\(name) is not executable",
      hint: "Once, before you hand it in: chmod +x \(path == Array("run".utf8) ? "run" : name)"
    )
  }

  /// The Makefile did not make a program.
  static func build(_ message: String, output: String) -> Ungradable {
    Ungradable(
      code: "submission-build-failed",
      message: output.isEmpty ? message : "\(message):\n\(output)",
      hint: "'make' runs in the folder you hand in, without a network; try it in a fresh copy."
    )
  }

  init(_ refusal: UntrustedTreeRefusal) {
    let name = refusal.path.isEmpty ? "it" : Self.shown(refusal.path)
    switch refusal.reason {
    case .missing:
      self.init(
        code: "submission-missing",
        message: "nothing was handed in: there is no such file or folder",
        hint: "Look at the path, and whether the upload has arrived."
      )
    case .link:
      self.init(
        code: "submission-link",
        message: "\(name) is a symbolic link; links are not followed",
        hint: "Hand in the file itself in place of the link."
      )
    case .special(let form):
      self.init(
        code: "submission-special-file",
        message: "\(name) is a \(form), not a file",
        hint: "Hand in plain files and folders only."
      )
    case .foreignFile:
      self.init(
        code: "submission-foreign-file",
        message: "\(name) is a second name of a file that belongs to somebody else",
        hint: "Hand in a copy of the file."
      )
    case .notPermitted:
      self.init(
        code: "submission-unreadable",
        message: "\(name) may not be read",
        hint: "Whoever grades needs the right to read it: chmod -R u+rX,go+rX"
      )
    case .tooManyEntries(let limit):
      self.init(
        code: "submission-too-many-files",
        message: "it has more than \(limit) files and folders",
        hint: "Leave out what is built or downloaded."
      )
    case .tooLarge(let limit):
      self.init(
        code: "submission-too-large",
        message: "it is larger than \(limit >> 20) MiB; \(name) goes beyond",
        hint: "Leave out what is built or downloaded."
      )
    case .tooDeep(let limit):
      self.init(
        code: "submission-too-deep",
        message: "its folders are nested more than \(limit) deep",
        hint: "Leave out what is built or downloaded."
      )
    case .failed(let errno):
      self.init(
        code: "submission-unreadable",
        message: "\(name) cannot be read: \(errno.name) (\(errno.message))",
        hint: "Hand it in again."
      )
    }
  }

  /// A name that a student chose, fit to be printed.
  static func shown(_ path: [UInt8]) -> String {
    escaped(path.prefix(200))
  }
}
