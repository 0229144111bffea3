import DequeModule
import HeapModule
import LabConstants
package import LabDiagnostics
package import LabEvents
package import LabKernel
package import LabProgram

/// Runs a checked program against the kernel: one thread, no locks, no `async`.
///
/// A statement that would block gives its actor's turn away and is tried again when the kernel is
/// ready; so every effect is written as one try. A `~Copyable struct`: its arrays are touched
/// without reference counting or exclusivity checks (ARCHITECTURE.md has the figures).
package struct Machine: ~Copyable {
  var program: Program
  var sources: SourceMap
  let options: MachineOptions
  var sink: any EventSink
  /// `sink.interest`, asked once.
  let interest: EventInterest
  let tellsStatements: Bool
  let tellsRawCalls: Bool
  /// What a quiet run does without evaluating, telling or remembering anything; else empty.
  let plain: PlainCode
  /// Whether there is plain code; a prompt's program grows, and has none.
  var isQuiet: Bool
  /// What `localhost` means over IPv4.
  let localhost: UInt32
  /// In a run on its part of this machine's loopback; else `nil`, which is all that others ask.
  var loopback: LoopbackState?

  var kernel = Kernel()
  var poller: Poller
  /// Opened when first asked; it belongs to the network that it was opened in.
  var diagnostics: SocketDiagnostics?
  /// The file's own network, while a check is in a fresh one.
  var fileNetwork: FileDescriptor?
  /// The number of the network that sockets are made in now; the file's own is 0.
  var network: Int32 = 0
  var nextNetwork: Int32 = 1
  /// Networks that `unshare` left, the newest last.
  var formerNetworks: [FormerNetwork] = []
  var signals: SignalInbox
  let started: Int64

  /// The actor that has its turn; its place in `actors` is stale meanwhile.
  var current: Actor
  var actors = ChunkedArray<Actor>()
  var freeActors: [Int32] = []
  /// Actors that have not ended.
  var liveActors = 0
  /// The serial number of the actor that was started last.
  var newestActor: Int64 = 0
  /// Actors whose wait the kernel or the clock can end; none, and nobody runnable: a deadlock.
  var outsideWaiters = 0
  /// Actors that were woken, in actor order per batch.
  var woken = Deque<Int32>()
  /// Actors that gave their turn away.
  var yielded = Deque<Int32>()
  /// Actors that have not started.
  var fresh = Deque<Int32>()
  /// Turns since an actor last began.
  var turnsSinceStart = 0
  /// Turns of woken actors since one that gave its turn away had one.
  var wokenInARow = 0
  var timers = Heap<Timer>()
  /// When `waiting` was told last.
  var lastProgress: Int64 = 0
  var owners: [Owner] = []
  var freeOwners: [Int32] = []
  var domains: [Domain] = []
  var freeDomains: [Int32] = []
  var sockets = SocketTable()
  var programs: [RunningProgram] = []
  /// Calls that really block, by their numbers.
  var calls: [Int: CallUnderWay] = [:]
  /// A socket's file may be open elsewhere too: a call of the script made a second descriptor for it
  /// (dup, SCM_RIGHTS), a program has it, a call on another thread is inside it.
  var mayShareFiles = false
  /// A program, or a call that sleeps, may take connections from a listener of the script: that there
  /// was one does not mean that there still is.
  var mayShareListeners = false
  /// Actors that have waited for room of a Unix socket; some do no more.
  var unixSenders: Set<Int32> = []
  /// Signals that may interrupt calls have a handler that does nothing.
  var handlesSignals = false
  /// The number of the next program, or call under way.
  var nextProgram = 1
  /// Calls that sleep on a thread of their own, by actor: where their results lie.
  var callLayouts: [Int32: CallLayout] = [:]
  /// The call that just failed, for its explanation.
  var failedLayout: CallLayout?

  /// Texts of `Value.word`: the program's, and those that facts give.
  var words: NameIndex
  /// What the running statement's call gave, beside its answer.
  var reply: Reply {
    _read { yield replyStorage }
    _modify {
      replyIsUsed = true
      yield &replyStorage
    }
  }
  private var replyStorage = Reply()
  private var replyIsUsed = false
  /// What the first call of a plain statement gave that was not plain after all.
  var earlyAnswer: Answer?
  /// What the running statement has to tell; empty unless a reader wants it.
  var told = StatementTelling()
  var buffer = ReceiveBuffer()
  /// Of `random`; made when it is first used.
  var random: RandomBytes?
  /// That of the file, while a check of an exercise has its own.
  var randomOutside: RandomBytes?
  /// How the checks of an exercise ended, by their IDs.
  var verdicts: [String: Verdict] = [:]
  /// When the running check of an exercise has had its time; 0: none runs.
  var checkDeadline: Int64 = 0
  /// When the file must be over, then its cleanups; 0: no limit.
  var runDeadline: Int64 = 0
  var isOutOfTime = false
  /// A fact that was asked since this was cleared may be another the next time.
  var factsMayChange = false
  /// When it is looked at next what submissions use; `max`: none runs.
  var useLook: Int64 = .max
  /// What the submission's group had used when the running check began.
  var useBefore = ControlGroup.Use()
  /// Values of the program's addresses that depend on nothing; `.none` for the others.
  var constantAddresses: [Value] = []
  /// `expect [a, b] …` is one statement: only its last element is told.
  var isPartOfList = false
  /// The capabilities that are raised in this thread just now.
  var raisedPrivileges = CapabilitySet()

  var tally = Tally()
  /// Turns since the kernel was asked last, for signals.
  var turnsSinceLook = 0
  /// The state of a prompt; `isOn` is false in a run of a file.
  var session = SessionState()
  /// Set by SIGINT, SIGTERM or SIGHUP.
  var interruption: String?
  var waitingAtInterruption: [WaitReport] = []

  /// Prepares a run in the network where this process is now.
  package init(
    program: Program,
    sources: SourceMap,
    options: MachineOptions,
    sink: any EventSink,
    poller: consuming Poller,
    signals: consuming SignalInbox
  ) {
    self.program = options.loopback.map { program.renamed(onto: $0) } ?? program
    loopback = options.loopback.map { LoopbackState(range: $0) }
    localhost = options.loopback?.localhost ?? 0x7f00_0001
    self.sources = sources
    self.options = options
    self.sink = sink
    interest = sink.interest
    tellsStatements = interest.contains(.statements)
    tellsRawCalls = interest.contains(.rawCalls)
    kernel.records = tellsRawCalls
    self.poller = poller
    self.signals = signals
    started = MonotonicClock.now()
    current = Actor(id: -1)
    words = NameIndex(program.words)
    constantAddresses = self.program.addresses.map { Self.constantAddress($0) }
    isQuiet = interest.isDisjoint(with: Self.statementInterests) && options.loopback == nil
    plain =
      isQuiet
      ? PlainCode(self.program, constantAddresses: constantAddresses, localhost: localhost)
      : PlainCode()
    _ = self.poller.addSource(self.signals.fd, id: 0)
  }

  deinit { buffer.deallocate() }

  /// What is told of single statements.
  private static var statementInterests: EventInterest {
    [.statements, .rawCalls, .explanations, .states, .chosenPorts]
  }

  /// A new call begins: what the last one gave is forgotten.
  mutating func clearReply() {
    if replyIsUsed {
      replyStorage = Reply()
      replyIsUsed = false
    }
  }

  /// Hands what readers hold back to their outputs.
  package mutating func flush() { sink.flush() }
}

/// What the command line and the environment say about a run.
package struct MachineOptions: Sendable {
  /// As the user wrote it.
  package var path: String
  /// Nanoseconds; the file's `timeout` goes before it.
  package var timeout: Int64 = 5_000_000_000
  /// Go on behind a failed step.
  package var keepsGoing = false
  /// Leftovers (connections not accepted, bytes not read) fail the run.
  package var isStrict = false
  package var hasPrivateNetwork = true
  /// Without a private network: the addresses that stand for 127.0.0.0/24.
  package var loopback: LoopbackRange?
  /// This machine's addresses outside of the private network, for explanations.
  package var outsideAddresses: [String] = []
  /// Run no check but this one, and no step behind this one.
  package var only: SectionChoice?
  /// Run no checks but those with these identifiers; empty: all.
  package var onlyChecks: [String] = []
  /// The run's own folder, the value of `tmp`.
  package var temporaryFolder: String
  /// Where the script lies: `spawn "./server"` means a program beside it.
  package var scriptFolder = ""
  /// For `socklab enter`.
  package var enterPID: Int?
  /// The soft limit of open files before it was raised; what programs get.
  package var inheritedOpenFiles: UInt64?
  package var limits = Limits()
  /// The seed of `random`; `nil`: a fresh one.
  package var seed: UInt64?
  /// What a student handed in, for an exercise.
  package var submission: Submission?

  package init(path: String, temporaryFolder: String) {
    self.path = path
    self.temporaryFolder = temporaryFolder
  }
}

/// A step or a check by its number.
package struct SectionChoice: Equatable, Sendable {
  package let form: SectionEntry.Form
  package let number: Int32

  package init(form: SectionEntry.Form, number: Int32) {
    self.form = form
    self.number = number
  }
}

/// What a call gave beside its answer; valid until the next call.
struct Reply {
  var data: [UInt8]?
  var from: SocketAddress?
  var value: Value = .none
  /// What `expect 5` compares with, where it is not the answer itself.
  var number: Int64?
  /// `expect unanswered`: the limit ran out, and that may be the expected outcome.
  var isUnanswered = false
  var raisedSignal = false
  /// The signal that the call gave: sigtimedwait(2).
  var signal = ""
  var flags: Int64?
  var control: [Value] = []
  var length: Int64?
}

/// Counts for the summary.
struct Tally {
  var statements = 0
  var passed = 0
  var failed = 0
  var skipped = 0
  var warnings = 0
  /// Whether a section was begun, by its index; those behind the last one were not.
  private var begun: [Bool] = []
  /// The step that is open, by index; -1: none.
  var openStep: Int32 = -1
  /// Something failed in the open step.
  var stepHasFailed = false

  mutating func begin(_ section: Int32) {
    while begun.count <= section { begun.append(false) }
    begun[Int(section)] = true
  }

  func hasBegun(_ section: Int) -> Bool { section < begun.count && begun[section] }
}
