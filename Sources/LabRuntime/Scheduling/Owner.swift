import HeapModule
import LabKernel

/// The file, a check or an actor: what its statements made is released at its end.
struct Owner {
  enum Form: UInt8 {
    case file
    case check
    case actor
  }

  // Small ones first: there is one owner for each actor.
  var form: Form
  var hasFailed = false
  /// Its actor was cancelled with those it started: not a second time.
  var isCancelled = false
  /// Nothing of it runs any more but its end; checks inside it end first.
  var mustEnd = false
  /// Its end is running.
  var isEnding = false
  /// The actor that runs it.
  var actor: Int32
  var parent: Int32
  /// How many frames that actor had when the owner began.
  var frameCount: Int
  var routine: Int32
  /// The newest of its sockets; the others hang behind it in `SocketEntry.older`.
  var newestSocket: Int32 = -1
  var liveActors: Int32 = 0
  /// Blocks to run at its end, with the names they use.
  var cleanups: [(routine: Int32, cells: [Value])] = []
  /// Of a check: files that its binds made in the run's folder.
  var socketFiles: [[UInt8]] = []
  /// Memory that the kernel may still read: MSG_ZEROCOPY, vmsplice(2).
  var keptFrames: [SystemCallFrame] = []
  var keptBytes: [KeptBytes] = []
  /// Limits of the process to put back: the value is a `struct rlimit`.
  var limits: [(resource: Int, value: [UInt8])] = []
  /// Settings to put back: newest last.
  var settings: [(name: String, value: String)] = []
  var skipReason: String?
}

/// The names of counters and actors of one file, or of one check.
struct Domain {
  var counters: [Int32: Counter] = [:]
  var groups: [Int32: ActorGroup] = [:]
}

/// What `ready` counts and `wait` waits for.
struct Counter {
  var value: Int64 = 0
  var waiters = Heap<CounterWaiter>()
  /// How many entries are of actors that wait no more: their limit ran out, or they were cancelled.
  var stale = 0
}

struct CounterWaiter: Comparable {
  let threshold: Int64
  let actor: Int32

  static func < (left: CounterWaiter, right: CounterWaiter) -> Bool {
    (left.threshold, left.actor) < (right.threshold, right.actor)
  }
}

/// All actors of one name.
struct ActorGroup {
  private(set) var started: Int32 = 0
  private(set) var live: Int32 = 0
  /// Serial numbers of those that `wait` waits for: all that were started since the last one had
  /// its results.
  private(set) var awaited: [Int64] = []
  /// What those that ended returned, by their numbers.
  private(set) var results: [(number: Int32, serial: Int64, values: [Value])] = []
  /// A `wait` had them all: with the next one that starts, it begins anew.
  var isTaken = false
  var waiters: [Int32] = []
  /// At a prompt: why the first of them failed.
  var failure: String?
  /// The entry of the prompt in which the last one was started.
  private var entry = 0

  /// Counts an actor that starts; its number in the group, from 1.
  ///
  /// - Parameters:
  ///   - serial: Among all actors.
  ///   - entry: The entry of the prompt; one that has ended is replaced by that of a later entry.
  /// - Returns: The number.
  mutating func start(serial: Int64, entry: Int) -> Int32 {
    if isTaken || (live == 0 && entry != self.entry) {
      isTaken = false
      awaited = []
      results = []
      failure = nil
    }
    self.entry = entry
    awaited.append(serial)
    started += 1
    live += 1
    return started
  }

  /// Counts an actor that has ended; who waits for all of them to do so, if it was the last.
  mutating func end(number: Int32, serial: Int64, results values: [Value]) -> [Int32] {
    live -= 1
    if !values.isEmpty { results.append((number: number, serial: serial, values: values)) }
    return live == 0 ? waiters : []
  }

  /// Forgets those that a failed attempt of a `retry` has started.
  mutating func forget(newerThan serial: Int64) {
    awaited.removeAll { $0 > serial }
    results.removeAll { $0.serial > serial }
  }
}
