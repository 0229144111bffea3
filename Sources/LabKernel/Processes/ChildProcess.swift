import CLab
import Glibc

/// Why a program could not be started.
package struct SpawnFailure: Error, Equatable, Sendable {
  package enum Step: Int32, Sendable {
    case fork = 1
    case folder
    case descriptors
    case limits
    case capabilities
    case exec
    case group
  }

  package let step: Step
  package let errno: Errno

  package init(step: Step, errno: Errno) {
    self.step = step
    self.errno = errno
  }
}

/// A program that the script started, with its output in two pipes.
///
/// It dies with us, heads a process group of its own, is an ordinary user unless told otherwise,
/// gets the descriptor limit that we were started with, and no descriptor but those it should.
/// A class, so that the machine can hold many in a table.
package final class ChildProcess {
  /// What to start, and how.
  package struct Request: Sendable {
    package var arguments: [String]
    /// `NAME=VALUE` each; nil for our own environment.
    package var environment: [String]?
    package var folder: String?
    /// Descriptors that it gets under their own numbers.
    package var kept: [Int32] = []
    /// The soft limit on open descriptors; nil leaves ours.
    package var openFiles: UInt64?
    /// What it may use at most.
    package var limits: [ResourceLimit] = []
    /// Entrances of the control group that it lives in.
    package var groups: [Int32] = []
    /// What it may do beyond an ordinary user.
    package var capabilities: CapabilitySet = []

    package init(arguments: [String]) {
      self.arguments = arguments
    }
  }

  package let id: Int32
  private let pidfd: FileDescriptor
  private let output: FileDescriptor
  private let errors: FileDescriptor

  /// Becomes readable when the program has ended.
  package var fd: Int32 { pidfd.raw }
  /// Where its standard output can be read; non-blocking.
  package var outputDescriptor: Int32 { output.raw }
  /// Where its standard error can be read; non-blocking.
  package var errorsDescriptor: Int32 { errors.raw }

  /// Starts a program; the first argument is its name or path.
  package init(_ request: Request) throws(SpawnFailure) {
    let outputPipe = try Self.prepared(Pipe.init)
    let errorPipe = try Self.prepared(Pipe.init)
    let null = try Self.prepared { () throws(Errno) in
      try FileDescriptor(movingUp: Answer(raw: clab_open("/dev/null", O_RDONLY | O_CLOEXEC, 0)))
    }
    let started = try Self.start(
      request,
      input: null.raw,
      output: outputPipe.writer.raw,
      errors: errorPipe.writer.raw
    )
    id = started.id
    pidfd = FileDescriptor(movingUp: started.pidfd)
    output = outputPipe.reader
    errors = errorPipe.reader
  }

  /// Kills the program and what it started, and takes its number back.
  deinit {
    // Not reaped until now, so the group's number is still its own.
    _ = clab_kill_group(id, SIGKILL)
    _ = clab_pidfd_send_signal(pidfd.raw, SIGKILL)
    var status: Int32 = 0
    _ = clab_wait(pidfd.raw, 1, 1, &status)
  }

  /// How it ended; nil while it runs.
  package var exit: ProcessExit? { ended(waiting: false) }

  /// Waits in the call until it has ended; for the end of a run, the machine itself never does.
  package func wait() -> ProcessExit? { ended(waiting: true) }

  /// Waits in the call until it has ended, at most so long; whether it has.
  package func wait(milliseconds: Int32) -> Bool {
    var descriptor = pollfd(fd: pidfd.raw, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, milliseconds) > 0
  }

  /// Sends a signal to the program alone.
  @discardableResult
  package func send(signal: Int32) -> Answer {
    Answer(raw: clab_pidfd_send_signal(pidfd.raw, signal))
  }

  /// Sends a signal to the program and all it started that stayed in its group.
  @discardableResult
  package func sendToGroup(signal: Int32) -> Answer {
    Answer(raw: clab_kill_group(id, signal))
  }

  /// Reads what the program wrote; 0 at the end, EAGAIN when nothing has come.
  package static func read(
    _ descriptor: Int32,
    into buffer: UnsafeMutableRawBufferPointer
  ) -> Answer {
    Answer(raw: clab_read(descriptor, buffer.baseAddress, buffer.count))
  }

  private func ended(waiting: Bool) -> ProcessExit? {
    var status: Int32 = 0
    let answer = clab_wait(pidfd.raw, waiting ? 1 : 0, 0, &status)
    return answer == 1 ? ProcessExit(status: status) : nil
  }

  static func prepared<Value: ~Copyable>(
    _ make: () throws(Errno) -> Value
  ) throws(SpawnFailure) -> Value {
    do {
      return try make()
    } catch {
      throw SpawnFailure(step: .descriptors, errno: error)
    }
  }

  static func start(
    _ request: Request,
    input: Int32,
    output: Int32,
    errors: Int32,
    ignoresStop: Bool = false
  ) throws(SpawnFailure) -> (id: Int32, pidfd: Int32) {
    var pidfd: Int32 = -1
    var step: Int32 = 0
    let arguments = CStringArray(request.arguments)
    let environment = request.environment.map { CStringArray($0) }
    let limits = request.limits.map(\.asC)
    let result = withPointers(request.kept, request.groups, limits) { kept, groups, limits in
      var spawn = clab_spawn_request()
      spawn.arguments = arguments.pointers
      spawn.environment = environment?.pointers ?? CStringArray.ownEnvironment
      (spawn.input, spawn.output, spawn.errors) = (input, output, errors)
      spawn.kept = kept.baseAddress
      spawn.kept_count = Int32(kept.count)
      spawn.open_files = request.openFiles ?? 0
      spawn.limits = limits.baseAddress
      spawn.limit_count = Int32(limits.count)
      spawn.groups = groups.baseAddress
      spawn.group_count = Int32(groups.count)
      spawn.capabilities = request.capabilities.rawValue
      spawn.ignores_stop = ignoresStop ? 1 : 0
      guard let folder = request.folder else { return clab_spawn(&spawn, &pidfd, &step) }
      return folder.withCString {
        spawn.folder = $0
        return clab_spawn(&spawn, &pidfd, &step)
      }
    }
    if let errno = Answer(raw: result).errno {
      throw SpawnFailure(step: SpawnFailure.Step(rawValue: step) ?? .fork, errno: errno)
    }
    return (Int32(result), pidfd)
  }

  private static func withPointers(
    _ kept: [Int32],
    _ groups: [Int32],
    _ limits: [clab_resource_limit],
    _ body: (
      UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Int32>,
      UnsafeBufferPointer<clab_resource_limit>
    ) -> Int
  ) -> Int {
    kept.withUnsafeBufferPointer { kept in
      groups.withUnsafeBufferPointer { groups in
        limits.withUnsafeBufferPointer { limits in body(kept, groups, limits) }
      }
    }
  }
}

/// Two ends of a pipe of our own; what comes out is read without blocking.
private struct Pipe: ~Copyable {
  let reader: FileDescriptor
  let writer: FileDescriptor

  init() throws(Errno) {
    var ends: [Int32] = [-1, -1]
    try Answer(raw: clab_pipe(&ends)).get()
    _ = clab_fcntl(ends[0], F_SETFL, Int(O_NONBLOCK))
    let readingEnd = FileDescriptor(movingUp: ends[0])
    let writingEnd = FileDescriptor(movingUp: ends[1])
    reader = consume readingEnd
    writer = consume writingEnd
  }
}
