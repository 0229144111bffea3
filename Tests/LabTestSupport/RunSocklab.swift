package import Foundation
import Glibc

/// What a run of the program left.
package struct ProgramRun: Sendable {
  /// The exit status; the negative number of the signal that ended it.
  package let status: Int32
  package let output: Data
  package let errors: Data

  package var stdout: String { String(decoding: output, as: UTF8.self) }
  package var stderr: String { String(decoding: errors, as: UTF8.self) }
}

/// The `socklab` that was built together with the running tests.
///
/// It lies beside the test bundle, which is the runner's main bundle on Linux. SOCKLAB_EXECUTABLE
/// names another one: the release build has to pass the same tests.
package func socklabExecutable() -> URL {
  if let path = ProcessInfo.processInfo.environment["SOCKLAB_EXECUTABLE"], !path.isEmpty {
    return URL(filePath: path)
  }
  return Bundle.main.bundleURL.appending(path: "socklab")
}

/// Runs the built `socklab` to its end.
///
/// - Parameters:
///   - arguments: Of the command line, the program's name excluded.
///   - input: What it reads from standard input.
///   - folder: Its working folder; the tests' own by default.
///   - environment: Set on top of the tests' own.
/// - Returns: Status and everything that it wrote.
/// - Throws: When it can't be started.
package func runSocklab(
  _ arguments: [String],
  input: String = "",
  in folder: URL? = nil,
  environment: [String: String] = [:]
) async throws -> ProgramRun {
  let process = Process()
  process.executableURL = socklabExecutable()
  process.arguments = arguments
  if let folder { process.currentDirectoryURL = folder }
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
  process.standardInput = stdin
  process.standardOutput = stdout
  process.standardError = stderr
  // Each pipe has a thread of its own: a program that fills one of them can't stop the others.
  async let output = drained(stdout.fileHandleForReading)
  async let errors = drained(stderr.fileHandleForReading)
  let ended = AsyncStream<Void> { continuation in
    process.terminationHandler = { _ in continuation.finish() }
  }
  do {
    try process.run()
  } catch {
    for pipe in [stdout, stderr] { try? pipe.fileHandleForWriting.close() }
    throw error
  }
  await feed(Data(input.utf8), to: stdin.fileHandleForWriting)
  for await _ in ended {}
  let status =
    process.terminationReason == .uncaughtSignal
    ? -process.terminationStatus : process.terminationStatus
  return await ProgramRun(status: status, output: output, errors: errors)
}

/// Everything up to the end, read on a thread that may block.
private func drained(_ handle: FileHandle) async -> Data {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread {
      continuation.resume(returning: (try? handle.readToEnd()) ?? Data())
    }
  }
}

/// Writes on a thread of its own; a program that does not read its input is no fault.
private func feed(_ data: Data, to handle: FileHandle) async {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread {
      // In this thread only: a child would inherit that the process ignores it.
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &signals, nil)
      if !data.isEmpty { try? handle.write(contentsOf: data) }
      try? handle.close()
      continuation.resume()
    }
  }
}
