import LabKernel

/// A program that runs in this network, or ran, with what it has written so far.
struct RunningProgram {
  let child: ChildProcess
  /// Its number among all that this run started.
  let serial: Int
  var owner: Int32
  /// The program's own name: "nginx".
  var name: String
  /// Its name in the script: index in `Program.labels`; -1: none.
  var label: Int32 = -1
  /// The instruction that started it.
  let startedAt: Int32
  /// By `spawn`, so it lives as long as its owner.
  ///
  /// `run` waits for its end, and forgets it.
  let isSpawned: Bool
  var output = ProgramOutput()
  var errors = ProgramOutput()
  /// How it ended; nil while it runs.
  var exit: ProcessExit?
  /// A statement has said how it ended, or has asked for it.
  var isEndKnown = false
  /// The script has sent it a signal.
  var wasSignaled = false
  /// What a student handed in.
  var isSubmission = false
  /// It runs in a box: processes that make it stand around it.
  var isBoxed = false
  /// Where it says that it has made it.
  var boxReport: BoxReport?
  /// Why there was no box; nil when there was one, and while that is not known.
  var boxFailure: String?
  var overran = Overrun.no
  /// Beyond which limit, if beyond one.
  var limitOverrun = Limit.output
  /// The last look found more memory than it may use.
  var wasLarge = false

  /// A limit that we end a program by, named as in `limit`.
  enum Limit: String {
    case output
    case memory
    case cpu
  }

  /// Whether it went beyond a limit, and the check knows.
  enum Overrun {
    case no
    case untold
    case told
  }

  /// How many bytes it has written in all.
  var written: Int { output.bytes.count + output.dropped + errors.bytes.count + errors.dropped }

  /// Takes its descriptors out of the poller; they close with the child.
  func close(_ poller: inout Poller) {
    for descriptor in [child.fd, child.outputDescriptor, child.errorsDescriptor] {
      _ = poller.remove(descriptor)
    }
  }
}

/// What a program has written to one of its pipes.
struct ProgramOutput {
  var bytes: [UInt8] = []
  /// Where `expect app output` goes on searching: behind the last find.
  var found = 0
  /// Bytes beyond the limit, which were dropped.
  var dropped = 0
  /// Every writer has closed it.
  var hasEnded = false

  /// What no expectation has passed yet.
  var rest: [UInt8] { Array(bytes[found...]) }
}
