package import Foundation
import Glibc

/// Runs another program to its end, as `runSocklab` does with ours.
///
/// - Parameters:
///   - program: Its path.
///   - arguments: Of the command line, the program's name excluded.
///   - folder: Its working folder; the tests' own by default.
///   - environment: Set on top of the tests' own.
/// - Returns: Status and everything that it wrote.
/// - Throws: When it can't be started.
package func runProgram(
  program: String,
  _ arguments: [String],
  in folder: URL? = nil,
  environment: [String: String] = [:]
) async throws -> EndedProgram {
  let running = try RunningProgram(program, arguments, in: folder, environment: environment)
  return await running.ended()
}

/// What a program left.
package struct EndedProgram: Sendable {
  /// The exit status; the negative number of the signal that ended it.
  package let status: Int32
  package let output: Data
  package let errors: Data

  package var stdout: String { String(decoding: output, as: UTF8.self) }
  package var stderr: String { String(decoding: errors, as: UTF8.self) }
}

/// A program that runs while the test looks at it.
///
/// Not Foundation's `Process`: it takes a program that closes what it inherited for one that has
/// ended, and then waits for it in the thread that watches all others.
package final class RunningProgram: @unchecked Sendable {
  package let id: pid_t
  private static let starting = NSLock()
  private let stdout: FileHandle
  private let stderr: FileHandle
  private var read = Data()

  /// Starts it.
  ///
  /// - Parameters:
  ///   - program: Its path.
  ///   - arguments: Of the command line, the program's name excluded.
  ///   - input: What it reads from standard input; nil for /dev/null.
  ///   - folder: Its working folder; the tests' own by default.
  ///   - environment: Set on top of the tests' own.
  /// - Throws: When it can't be started.
  package init(
    _ program: String,
    _ arguments: [String],
    input: Data? = nil,
    in folder: URL? = nil,
    environment: [String: String] = [:]
  ) throws {
    // One at a time: a program that starts meanwhile would inherit ends of pipes.
    Self.starting.lock()
    defer { Self.starting.unlock() }
    let (output, errors) = (try PipeEnds(), try PipeEnds())
    let feeding = try input.map { _ in try PipeEnds() }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let feeding {
      posix_spawn_file_actions_adddup2(&actions, feeding.reading, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
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
    if let feeding, let input {
      close(feeding.reading)
      Self.feed(input, to: FileHandle(fileDescriptor: feeding.writing, closeOnDealloc: true))
    }
    self.id = id
    stdout = FileHandle(fileDescriptor: output.reading, closeOnDealloc: true)
    stderr = FileHandle(fileDescriptor: errors.reading, closeOnDealloc: true)
    if result != 0 { throw POSIXError(POSIXErrorCode(rawValue: result) ?? .EINVAL) }
  }

  /// Reads what it prints until a text is in it; false when it ended before.
  package func prints(_ text: String) async -> Bool {
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

  package func send(signal: Int32) { kill(id, signal) }

  /// Waits for its end; everything that it printed.
  package func ended() async -> EndedProgram {
    async let errors = onThread { [self] in (try? stderr.readToEnd()) ?? Data() }
    let output = await onThread { [self] in read + ((try? stdout.readToEnd()) ?? Data()) }
    let status = await onThread { [self] in
      var status: Int32 = 0
      waitpid(id, &status, 0)
      return status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f)
    }
    return await EndedProgram(
      status: status,
      output: output,
      errors: errors
    )
  }

  /// Waits for its end in this thread, for tests that are not `async`.
  package func waited() -> EndedProgram {
    let done = DispatchSemaphore(value: 0)
    nonisolated(unsafe) var errors = Data()
    Thread.detachNewThread { [self] in
      errors = (try? stderr.readToEnd()) ?? Data()
      done.signal()
    }
    let output = read + ((try? stdout.readToEnd()) ?? Data())
    done.wait()
    var status: Int32 = 0
    waitpid(id, &status, 0)
    let code = status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f)
    return EndedProgram(status: code, output: output, errors: errors)
  }

  /// Writes on a thread of its own; a program that does not read its input is no fault.
  private static func feed(_ data: Data, to handle: FileHandle) {
    Thread.detachNewThread {
      // In this thread only: a child would inherit that the process ignores it.
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &signals, nil)
      if !data.isEmpty { try? handle.write(contentsOf: data) }
      try? handle.close()
    }
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
