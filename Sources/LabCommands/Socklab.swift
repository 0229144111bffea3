import ArgumentParser
import LabDiagnostics
import LabKernel
import LabReporters

/// The command line's root.
///
/// Its subcommands do the work and throw an `ExitStatus` when it failed.
struct Socklab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "socklab",
    abstract: "A scriptable socket lab on real kernel sockets.",
    discussion: """
      socklab run examples/lesson4.sock     runs a lesson and shows what the kernel answers
      socklab check my.sock                 looks for mistakes, runs nothing
      socklab repl                          a prompt: type statements, see the answers
      socklab enter PID                     a shell in the network of a run
      socklab grade EXERCISE SUBMISSION     points for what a student handed in

      Exit status: 0 all passed, 1 an expectation failed, 2 usage or an invalid script,
      3 it could not run here, 130 interrupted.
      Shell completion: socklab --generate-completion-script bash (zsh, fish).
      """,
    version: "socklab \(versionNumber)",
    subcommands: [
      RunCommand.self, CheckCommand.self, ReplCommand.self, EnterCommand.self, GradeCommand.self,
      ExerciseCommand.self, DoctorCommand.self,
    ]
  )

  static let versionNumber = "0.1.0"
}

/// Runs the program with the process's arguments and gives its exit status.
package func runSocklab(_ given: [String]? = nil) -> Int32 {
  let arguments = withDefault(given ?? Environment.arguments)
  do {
    if let script = onlyScript(arguments) {
      try RunCommand.run(script, RunPlan())
      return ExitStatus.passed.rawValue
    }
    var command = try Socklab.parseAsRoot(arguments)
    if let argument = unreadable(arguments, command) { return tellUnreadable(argument) }
    try command.run()
    return ExitStatus.passed.rawValue
  } catch let status as CommandFailure {
    return status.status.rawValue
  } catch let status as GradeStatus {
    return status.rawValue
  } catch {
    return tellUsage(error, arguments)
  }
}

/// The file of `socklab run FILE`, as nearly all runs are called.
///
/// Options are for the parser of options, which takes longer to learn of them all than a lesson takes
/// to run. `nil`: there are some, or what is named must be looked at more closely.
private func onlyScript(_ arguments: [String]) -> String? {
  guard arguments.count == 2, arguments[0] == "run" else { return nil }
  let path = arguments[1]
  let isPlain = path.hasSuffix(".sock") && !path.hasPrefix("-") && ByteText.isExact(path)
  return isPlain && !Environment.hasFolder(path) ? path : nil
}

/// Who asks how to grade is told about submissions: it is what all but shards want.
private func withDefault(_ arguments: [String]) -> [String] {
  switch arguments {
  case ["grade", "--help"], ["grade", "-h"], ["help", "grade"]: ["help", "grade", "submissions"]
  default: arguments
  }
}

/// The first argument that is no UTF-8, but for submissions: their names are chosen by students.
private func unreadable(_ arguments: [String], _ command: any ParsableCommand) -> String? {
  let graded = (command as? GradeSubmissionsCommand)?.submissions ?? []
  return arguments.first { !ByteText.isExact($0) && !graded.contains($0) }
}

private func tellUnreadable(_ argument: String) -> Int32 {
  let diagnostic = Diagnostic(
    "no-text",
    "the argument '\(GradeText.line(ByteText.shown(argument)))' is no UTF-8",
    notes: [
      Diagnostic.Note(
        "why",
        "names of files are bytes; of scripts, options and folders they must be text"
      ),
      Diagnostic.Note("try", "mv \(ShellWord.quoted(argument)) another-name"),
    ]
  )
  DiagnosticPrinter().print([diagnostic], map: SourceMap())
  return ExitStatus.invalid.rawValue
}

/// Help, the version and completion scripts are no errors; all else is status 2.
private func tellUsage(_ error: any Error, _ arguments: [String]) -> Int32 {
  let isWish = Socklab.exitCode(for: error) == .success
  let message = Socklab.fullMessage(for: error)
  // Errors quote arguments, and a submission may be called anything.
  let text = isWish ? message : GradeText.lines(ByteText.shown(message))
  var output = OutputFile(descriptor: isWish ? 1 : 2)
  if !text.isEmpty { output.write(text + "\n") }
  if let first = arguments.first, first.hasSuffix(".sock") {
    output.write("  try: socklab run \(ShellWord.quoted(first))\n")
  }
  output.flush()
  return isWish ? ExitStatus.passed.rawValue : ExitStatus.invalid.rawValue
}

/// A subcommand that ended with another status than 0; it has told why.
struct CommandFailure: Error {
  let status: ExitStatus

  init?(_ status: ExitStatus) {
    if status == .passed { return nil }
    self.status = status
  }
}

/// Ends the process with a status of `runSocklab`.
package func exitSocklab(_ status: Int32) -> Never {
  Environment.exit(status)
}
