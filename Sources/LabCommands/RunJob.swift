import LabDiagnostics
import LabKernel
import LabReporters

/// One file of `socklab run`, in a process of its own.
final class RunJob {
  /// A script's diagnostics are never longer; of more the beginning is told.
  private static let shownErrors = 65_536
  private static let resultLimit = 1 << 28

  let file: String
  private let child: ForkedChild
  /// What it writes to standard output and standard error, where that is not ours at once.
  private let output: CapturedOutput?
  private let errors: CapturedOutput?
  private(set) var status: ExitStatus?
  private var signal: Int32 = 0

  var fd: Int32 { child.fd }

  /// Starts it; the copy of this process runs the file and ends.
  init(_ file: String, _ plan: RunPlan, isCaptured: Bool) throws(Errno) {
    self.file = file
    let output = isCaptured ? try CapturedOutput() : nil
    let errors = isCaptured ? try CapturedOutput() : nil
    guard let child = try ForkedChild.fork() else {
      output?.become(1)
      errors?.become(2)
      Self.run(file, plan)
    }
    self.output = output
    self.errors = errors
    self.child = child
  }

  private static func run(_ file: String, _ plan: RunPlan) -> Never {
    guard plan.format != nil else {
      exitSocklab(RunSession(path: file, plan: plan).run().rawValue)
    }
    let sink = RunResultSink(file: file == "-" ? "<stdin>" : file)
    let status = RunSession(path: file, plan: plan, results: sink).run()
    var output = OutputFile(descriptor: 1)
    output.write(sink.result(status).json())
    output.flush()
    exitSocklab(status.rawValue)
  }

  func send(signal: Int32) { child.send(signal: signal) }

  /// Takes in its end; false while it runs.
  func takeInEnd() -> Bool {
    guard let exit = child.wait() else { return false }
    switch exit {
    case .exited(let code): status = ExitStatus(rawValue: code) ?? .environment
    case .signaled(let signal):
      self.signal = signal
      status = .environment
    }
    return true
  }

  // MARK: - What it left

  /// Writes what it wrote to our standard output and standard error.
  func tell(hidesOutput: Bool) {
    if !hidesOutput, let output { Self.copy(output, to: 1) }
    if let errors { Self.copy(errors, to: 2) }
    if signal != 0 {
      DiagnosticPrinter().print([.crashed(file, signal: signal)], map: SourceMap())
    }
  }

  private static func copy(_ captured: CapturedOutput, to descriptor: Int32) {
    var output = OutputFile(descriptor: descriptor)
    captured.copy(to: &output)
    output.flush()
  }

  /// The result that it wrote; where it could not, what its end says.
  var result: RunResult {
    var result = RunResult()
    let bytes = output?.bytes(limit: Self.resultLimit) ?? []
    do throws(GradeResultError) {
      result = try RunResult(json: bytes)
    } catch {
      result.toolVersion = Socklab.versionNumber
      result.file = file
      result.message = "its process was ended by signal \(signal)"
      return result
    }
    guard status == .invalid || status == .environment else { return result }
    let text = String(decoding: errors?.bytes(limit: Self.shownErrors) ?? [], as: UTF8.self)
    let first = text.split(separator: "\n").first.map { String($0) }
    result.message = GradeText.line(first ?? "it could not be run")
    guard status == .invalid else { return result }
    var test = GradeTest(id: "file", name: GradeText.line(file), status: .failed)
    test.cause = GradeTest.Cause("invalid", result.message)
    test.output = GradeText.lines(text)
    result.tests = [test]
    return result
  }
}
