import Foundation
import Glibc
import LabTestSupport

/// A user without any privilege, for tests that run as root: the program and a folder of its own.
struct OrdinaryUser {
  private let program: String
  private let temporary: String

  /// Copies the program to where every user may run it.
  init(_ folder: ScriptFolder) async throws {
    program = folder.url.appending(path: "socklab").path(percentEncoded: false)
    // By another process: one that this one forks meanwhile would hold the copy open for writing,
    // and nobody may execute such a file (ETXTBSY).
    let original = socklabExecutable().path(percentEncoded: false)
    _ = try await runProgram(program: "/bin/cp", [original, program])
    temporary = folder.url.appending(path: "tmp").path(percentEncoded: false)
    mkdir(temporary, 0o777)
    chmod(temporary, 0o777)
  }

  func run(_ arguments: [String], in folder: URL? = nil) async throws -> EndedProgram {
    try await runProgram(
      program: "/usr/bin/setpriv",
      ["--reuid", "1234", "--regid", "1234", "--clear-groups", program] + arguments,
      in: folder,
      environment: ["TMPDIR": temporary]
    )
  }
}
