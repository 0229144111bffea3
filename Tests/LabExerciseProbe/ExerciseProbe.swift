import Glibc
import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram
import LabReporters
import LabRuntime

/// Lines go out as they come.
final class StandardOutput: TextOutput {
  private var file = OutputFile(descriptor: 1)

  func write(_ text: String) { file.write(text) }

  func flush() { file.flush() }
}

/// Runs an exercise on a submission, in this process, and writes its events as JSON Lines.
///
/// `LabExerciseProbe EXERCISE.sock [--seed N] [--events FILE] [PREFIX … --] COMMAND …`: what stands
/// before the last `--` makes the box. With `--events` the submission is a scenario whose run wrote
/// that file.
@main enum ExerciseProbe {
  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    guard let path = arguments.first else { return }
    arguments.removeFirst()
    var seed: UInt64?
    if arguments.first == "--seed" {
      seed = UInt64(arguments[1])
      arguments.removeFirst(2)
    }
    guard let bytes = try? FileReading.bytes(of: path, limit: 1 << 20) else { return }
    let compilation = Compiler.compile(path: path, bytes: bytes)
    for diagnostic in compilation.diagnostics { print("\(diagnostic.id): \(diagnostic.message)") }
    guard let program = compilation.program else { exit(2) }
    run(program, compilation.map, submission(arguments), seed)
  }

  private static func submission(_ arguments: [String]) -> Submission {
    if arguments.first == "--events" {
      return .scenario(ScenarioRecord(events: events(in: arguments[1])))
    }
    let end = arguments.lastIndex(of: "--")
    return .program(
      SubmissionProgram(
        prefix: end.map { Array(arguments[...$0]) } ?? [],
        command: end.map { Array(arguments[($0 + 1)...]) } ?? arguments,
        environment: ["PATH=/usr/bin:/bin", "HOME=/tmp", "LANG=C.UTF-8"],
        limits: [ResourceLimit(.core, 0)]
      )
    )
  }

  private static func events(in path: String) -> [Event] {
    let bytes = (try? FileReading.bytes(of: path, limit: 1 << 24)) ?? []
    var reader = EventRecordReader()
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      (try? reader.event(from: line)) ?? nil
    }
  }

  private static func run(
    _ program: Program,
    _ sources: SourceMap,
    _ submission: Submission,
    _ seed: UInt64?
  ) {
    _ = try? DescriptorLimits.raise()
    guard let signals = try? SignalInbox(), let poller = try? Poller(),
      let folder = try? RunFolder(), (try? NetworkNamespace.enterPrivate()) != nil
    else {
      print("no private network")
      exit(3)
    }
    var options = MachineOptions(path: "exercise.sock", temporaryFolder: folder.path)
    options.submission = submission
    options.seed = seed
    _ = folder.enter()
    var machine = Machine(
      program: program,
      sources: sources,
      options: options,
      sink: JSONLinesReporter(output: StandardOutput()),
      poller: poller,
      signals: signals
    )
    _ = machine.run()
    machine.flush()
  }
}
