package import Foundation

/// What a run of the program left.
package typealias ProgramRun = EndedProgram

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
  let program = try RunningProgram(
    socklabExecutable().path(percentEncoded: false),
    arguments,
    input: Data(input.utf8),
    in: folder,
    environment: environment
  )
  return await program.ended()
}
