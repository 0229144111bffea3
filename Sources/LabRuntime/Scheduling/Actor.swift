import LabKernel

/// One line of execution: the file, or an `actor` of the script.
///
/// It lives in `Machine.actors`, and in `Machine.current` while it has its turn.
struct Actor {
  enum State: UInt8 {
    /// Not yet run.
    case fresh
    case runnable
    case waiting
    case ended
  }

  // Those of one size stand together: there may be ten thousand.
  var id: Int32
  /// In `Program.labels`; -1 for the file.
  var label: Int32 = -1
  /// From 1 among the actors of its label.
  var number: Int32 = 0
  var pc: Int32 = 0
  var routine: Int32 = 0
  /// What its statements make belongs to this owner.
  var owner: Int32 = 0
  /// The owner that started it and hears of its failure; -1 for the file.
  var starter: Int32 = -1
  /// Whose counters and actor names it sees: index in `Machine.domains`.
  var domain: Int32 = 0
  /// The section that it reports to; -1: none.
  var section: Int32 = -1
  var state: State = .fresh
  /// Grows from actor to actor.
  var serial: Int64 = 0
  /// Where the frame of the running routine begins in `cells`.
  var base: Int = 0
  var cells: [Value] = []
  var frames: [Frame] = []
  var handlers: [Handler] = []
  /// Capabilities that `privileged` raised for it.
  var privileges = CapabilitySet()
  var statement = StatementProgress()
  var suspension = Suspension()
  /// What `return` gave.
  var results: [Value] = []
}

/// How far the statement at `pc` has come; empty when it has not begun.
struct StatementProgress {
  /// When it began, on the monotonic clock; 0: nobody has asked.
  var started: Int64 = 0
  /// When its limit runs out; 0: no limit was set yet.
  var deadline: Int64 = 0
  /// The limit is over: try once more, then fail.
  var isExpired = false
  /// It has waited at least once.
  var hasWaited = false
  /// Milliseconds until the next look at a fact that has no event; doubles up to 20.
  var pause: Int16 = 1
  /// The statement's own: which part of it comes next.
  var phase: Int32 = 0
  /// The statement's own: bytes done, elements done.
  var count = 0
  /// The statement's own: bytes that came so far, or that are being sent.
  var bytes: [UInt8] = []
  /// The call that it makes on a thread of its own, in `Machine.calls`; 0: none.
  var call = 0
  /// The statement's own: since when what it waits for has held; 0: it does not.
  var since: Int64 = 0
  /// What `random` gave the statement, and how much of that this try has taken.
  var random: [[UInt8]] = []
  var randomTaken = 0
}

/// Where an actor goes on when a proc, check or cleanup is over.
struct Frame {
  enum Form: UInt8 {
    case proc
    case check
    case cleanup
  }

  var form: Form
  var returnPC: Int32
  var routine: Int32
  var base: Int
  var owner: Int32
  var domain: Int32
  var section: Int32
  /// How many handlers there were.
  var handlerCount: Int
  /// For a proc: its call site.
  var site: Int32 = -1
}

/// A block that has to be left in good order.
struct Handler {
  enum Form: UInt8 {
    case privileged
    case retry
  }

  var form: Form
  /// How many frames there were.
  var frameCount: Int
  /// `privileged`: the capabilities before it.
  var privileges = CapabilitySet()
  /// `retry`: its first statement, its end, and when it gives up.
  var begin: Int32 = 0
  var end: Int32 = 0
  var deadline: Int64 = 0
  var pause: Int32 = 1
  /// `retry`: how long it may take, and how often its block began.
  var limit: Int64 = 0
  var attempts = 1
  /// `retry`: sockets made later than this one belong to the attempt.
  var newestSerial: Int64 = 0
  /// `retry`: programs from this number on belong to the attempt.
  var firstProgram = 0
  /// `retry`: actors started later than this one belong to the attempt.
  var newestActor: Int64 = 0
  /// `retry`: the attempt has failed, and what it made is being ended.
  var isEndingAttempt = false
}

/// What a waiting actor waits for.
struct Suspension {
  enum Reason: UInt8 {
    case none
    /// The kernel, about `socket`.
    case socket
    /// Only the clock: `sleep`, a look at a fact, the pause of a `retry`.
    case time
    /// `wait COUNTER`
    case counter
    /// `wait ACTOR`
    case actors
    /// The end of an owner: its actors.
    case join
    /// A program's end or output.
    case process
    /// The return of a call on a thread of its own.
    case thread
    /// The next entry of the prompt.
    case entry
  }

  var reason = Reason.none
  /// Something outside can wake it: the kernel, the clock.
  var isOutside = false
  /// Index of the socket's entry; the number of the program or the call.
  var socket: Int32 = -1
  /// What of the socket it waits for.
  var events = SocketEvents()
  /// The next actor that waits for the same socket.
  var nextWaiter: Int32 = -1
  /// The label of the counter or the actors.
  var label: Int32 = -1
  /// When to wake it; 0: never.
  var deadline: Int64 = 0
  /// The deadline of its entry in the heap of timers; 0: it has none.
  var timer: Int64 = 0
}
