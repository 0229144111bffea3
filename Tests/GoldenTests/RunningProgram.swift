import Foundation
import Glibc
import LabTestSupport

/// Runs another program to its end, as `runSocklab` does with ours.
func runProgram(
  program: String,
  _ arguments: [String],
  in folder: URL? = nil,
  environment: [String: String] = [:]
) async throws -> EndedProgram {
  let running = try RunningProgram(program, arguments, in: folder, environment: environment)
  return await running.ended()
}

/// What a program left.
struct EndedProgram: Sendable {
  /// The exit status; the negative number of the signal that ended it.
  let status: Int32
  let stdout: String
  let stderr: String
}

/// A program that runs while the test looks at it.
///
/// Not Foundation's `Process`: it takes a program that closes what it inherited for one that has
/// ended, and then waits for it in the thread that watches all others.
final class RunningProgram: @unchecked Sendable {
  let id: pid_t
  private let stdout: FileHandle
  private let stderr: FileHandle
  private var read = Data()

  init(
    _ program: String,
    _ arguments: [String],
    in folder: URL? = nil,
    environment: [String: String] = [:]
  ) throws {
    let (output, errors) = (try PipeEnds(), try PipeEnds())
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.writing, 1)
    posix_spawn_file_actions_adddup2(&actions, errors.writing, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
    )
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // env(1) changes the folder, and then becomes the program.
    let command =
      folder.map { ["/usr/bin/env", "-C", $0.path(percentEncoded: false), program] } ?? [program]
    var argv = (command + arguments).map { strdup($0) } + [nil]
    var envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var id: pid_t = 0
    let result = posix_spawn(&id, command[0], &actions, &attributes, &argv, &envp)
    close(output.writing)
    close(errors.writing)
    self.id = id
    stdout = FileHandle(fileDescriptor: output.reading, closeOnDealloc: true)
    stderr = FileHandle(fileDescriptor: errors.reading, closeOnDealloc: true)
    if result != 0 { throw POSIXError(POSIXErrorCode(rawValue: result) ?? .EINVAL) }
  }

  /// Reads what it prints until a text is in it; false when it ended before.
  func prints(_ text: String) async -> Bool {
    await onThread { [self] in
      let wanted = Data(text.utf8)
      while read.range(of: wanted) == nil {
        let more = stdout.availableData
        if more.isEmpty { return false }
        read += more
      }
      return true
    }
  }

  func send(signal: Int32) { kill(id, signal) }

  /// Waits for its end; everything that it printed.
  func ended() async -> EndedProgram {
    async let errors = onThread { [self] in (try? stderr.readToEnd()) ?? Data() }
    let output = await onThread { [self] in read + ((try? stdout.readToEnd()) ?? Data()) }
    let status = await onThread { [self] in
      var status: Int32 = 0
      waitpid(id, &status, 0)
      return status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f)
    }
    return await EndedProgram(
      status: status,
      stdout: String(decoding: output, as: UTF8.self),
      stderr: String(decoding: errors, as: UTF8.self)
    )
  }

  /// Blocking calls get a thread of their own.
  private func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: body()) }
    }
  }
}

/// Both ends of a pipe that no program inherits by accident.
private struct PipeEnds {
  let reading: Int32
  let writing: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }
}

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
