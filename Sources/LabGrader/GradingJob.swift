import LabEvents
import LabKernel
import LabReporters

/// One submission that is being graded: its probe, what has come from it, the result so far.
final class GradingJob {
  let submission: SubmissionSource
  /// Its place among the submissions.
  let place: Int
  let files: SubmissionFiles
  private(set) var builder: GradeBuilder
  /// The probe that runs now.
  private(set) var child: ForkedChild?
  private(set) var pipe: ProbePipe?
  private(set) var groups = BoxGroups()
  private(set) var deadline: Int64 = .max
  /// Runs that are still to be made, this one counted.
  private(set) var runsLeft: Int
  private let started = MonotonicClock.now()
  private var reader = EventRecordReader()
  private var line: [UInt8] = []
  private var unfinished = UnfinishedRun()
  private var hasEnded = false
  private var wasInterrupted = false
  private var kept: [UInt8] = []
  private let keepsEvents: Bool
  private var trace = GradingTrace(audience: .instructor)
  private var studentTrace = GradingTrace(audience: .student)

  /// No event is longer; a line beyond it is ours to blame.
  private static let lineLimit = 64 << 20
  private static let keptLimit = 16 << 20

  init(
    _ submission: SubmissionSource,
    place: Int,
    files: SubmissionFiles,
    base: GradeResult,
    plan: GradingPlan,
    snapshot: @escaping (GradeResult) -> Void
  ) {
    self.submission = submission
    self.place = place
    self.files = files
    keepsEvents = plan.keepsEvents
    runsLeft = max(1, plan.repeats)
    let replay = Self.replay(of: submission, plan)
    builder = GradeBuilder(
      base,
      only: plan.checks,
      runs: runsLeft,
      replay: { "socklab \(replay) --only \($0)" },
      snapshot: snapshot
    )
  }

  /// The command that grades it again; in files, which students read, without our folders.
  private static func replay(of submission: SubmissionSource, _ plan: GradingPlan) -> String {
    var paths = [plan.exercise.path, submission.path]
    if plan.out != nil { paths = paths.map { lastName($0) } }
    return (["grade"] + paths).map { ShellWord.quoted($0) }.joined(separator: " ")
  }

  /// The folder of an exercise, and the last component of all else.
  private static func lastName(_ path: String) -> String {
    let names = path.split(separator: "/").filter { $0 != "." && $0 != ".." }
    let isInside = names.last == "exercise.sock" && names.count > 1
    return names.dropLast(isInside ? 1 : 0).last.map { String($0) } ?? path
  }

  /// The result so far, with the time it took.
  var result: GradeResult {
    var result = builder.result
    result.run.seconds = seconds
    return result
  }

  private var seconds: Double {
    Double((MonotonicClock.now() - started) / 1_000_000) / 1000
  }

  /// What `--keep` leaves, by the endings of the files: the events, and what they say to people.
  var traces: [(ending: String, bytes: [UInt8])] {
    trace.flush()
    studentTrace.flush()
    return [
      ("events.jsonl", kept), ("trace.txt", Array(trace.text.utf8)),
      ("trace.student.txt", Array(studentTrace.text.utf8)),
    ]
  }

  func begin(
    _ child: ForkedChild,
    _ pipe: ProbePipe,
    _ groups: BoxGroups,
    deadline: Int64
  ) {
    self.child = child
    self.groups = groups
    self.pipe = pipe
    self.deadline = deadline
    line = []
    (hasEnded, wasInterrupted) = (false, false)
    unfinished = UnfinishedRun()
    reader = EventRecordReader()
  }

  /// Reads what the probe has written; the pipe is closed with the probe, as only it writes.
  func takeIn() {
    while let bytes = pipe?.read(), !bytes.isEmpty { take(bytes) }
  }

  private func take(_ bytes: [UInt8]) {
    if keepsEvents, kept.count + bytes.count < Self.keptLimit { kept += bytes }
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0x0a) {
      line += rest[..<end]
      takeLine()
      line.removeAll(keepingCapacity: true)
      rest = rest[(end + 1)...]
    }
    line += rest
    if line.count > Self.lineLimit { fail("its probe wrote a line without end") }
  }

  private func takeLine() {
    switch ProbeWord(line[...]) {
    case .ungradable(let reason)?: refuse(reason)
    case .failed(let message)?: fail(message)
    case .boxTried?: break
    case nil:
      do {
        // What comes behind a verdict of ours comes too late.
        guard builder.verdict == nil, let event = try reader.event(from: line[...]) else { return }
        unfinished.take(event)
        if case .runEnded(let summary) = event.kind { end(summary) }
        builder.base.run.seconds = seconds
        builder.receive(event)
        if keepsEvents {
          trace.receive(event)
          studentTrace.receive(event)
        }
      } catch {
        fail("its probe wrote what is no event")
      }
    }
  }

  /// There is nothing to grade.
  func refuse(_ reason: Ungradable) {
    builder.verdict = (.ungradable, "\(reason.message). \(reason.hint)")
    runsLeft = 1
  }

  /// This machine, or we, failed; the first reason counts.
  func fail(_ message: String) {
    runsLeft = 1
    if builder.verdict == nil { builder.verdict = (.infraError, message) }
  }

  private func end(_ summary: RunSummary) {
    hasEnded = true
    if case .interrupted = summary.outcome { wasInterrupted = true }
  }

  /// Its time is over: the running check's fault, unless none runs or this machine stood still.
  func overrun(seconds: Int, isLate: Bool) {
    takeIn()
    guard builder.verdict == nil else { return }
    guard !isLate, let events = unfinished.endings(after: seconds) else {
      return fail("not done within \(seconds) s" + (isLate ? "; the machine stood still" : ""))
    }
    for event in events { builder.receive(event) }
    builder.verdict = (.failed, "Not done within \(seconds) s; what was left was not run.")
    runsLeft = 1
  }

  /// The probe has ended.
  ///
  /// - Parameters:
  ///   - exit: How.
  ///   - canBeKilled: Its submission may send it signals, and nobody else has sent one.
  func end(_ exit: ProcessExit?, canBeKilled: Bool) {
    takeIn()
    defer { runsLeft -= 1 }
    child = nil
    pipe = nil
    groups = BoxGroups()
    guard builder.verdict == nil else { return }
    if canBeKilled, let signal = signal(exit) { return failKilled(signal) }
    guard !hasEnded else { return }
    switch exit {
    case .signaled(let signal)?: fail("the process that ran it was ended by signal \(signal)")
    default: fail("the process that ran it ended too early")
    }
  }

  /// The signal that ended the probe, or that made it end.
  private func signal(_ exit: ProcessExit?) -> Int32? {
    if case .signaled(let signal)? = exit, !hasEnded { return signal }
    return wasInterrupted ? Terminal.terminateSignal : nil
  }

  /// Who ends its grader has not passed: else every bad grade could be called a failure of ours.
  private func failKilled(_ signal: Int32) {
    let reason = Ungradable.endedGrader(signal)
    if builder.failRunning(code: reason.code, "\(reason.message). \(reason.hint)") {
      runsLeft = 1
    } else {
      refuse(reason)
    }
  }

  /// Asks the probe to end what it has started, or ends it with all that it has started.
  func stop(signal: Int32) { child?.send(signal: signal) }

  /// Its box dies with it.
  func kill() { child?.send(signal: ForkedChild.killSignal) }
}
