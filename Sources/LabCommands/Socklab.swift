import ArgumentParser
import LabKernel

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
package func runSocklab(_ arguments: [String]? = nil) -> Int32 {
  do {
    var command = try Socklab.parseAsRoot(arguments)
    try command.run()
    return ExitStatus.passed.rawValue
  } catch let status as CommandFailure {
    return status.status.rawValue
  } catch let status as GradeStatus {
    return status.rawValue
  } catch {
    return tellUsage(error, arguments ?? Array(CommandLine.arguments.dropFirst()))
  }
}

/// Help, the version and completion scripts are no errors; all else is status 2.
private func tellUsage(_ error: any Error, _ arguments: [String]) -> Int32 {
  let text = Socklab.fullMessage(for: error)
  let isWish = Socklab.exitCode(for: error) == .success
  var output = OutputFile(descriptor: isWish ? 1 : 2)
  if !text.isEmpty { output.write(text + "\n") }
  if let first = arguments.first, first.hasSuffix(".sock") {
    output.write("  try: socklab run \(first)\n")
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
