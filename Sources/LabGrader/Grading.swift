package import LabKernel
import LabProgram
package import LabReporters

/// Grades submissions beside each other: a probe for each, results as they grow.
///
/// This process reads events and writes result files; it runs nothing of a student's, and opens
/// nothing of theirs but to copy it.
package struct Grading: ~Copyable {
  private let plan: GradingPlan
  private let facts: BoxFacts
  private let folder: GraderFolder
  private let out: Results?
  private var poller: Poller
  private let signals: SignalInbox
  private var jobs: [UInt32: GradingJob] = [:]
  private var nextID: UInt32 = 1
  private var next = 0
  private var results: [GradeResult?]
  private var progress: GradingProgress
  private var interruption: Int32?
  /// Results that `--resume` has left as they were.
  private var kept = 0
  /// An error that kept a result from being written.
  package private(set) var writeFailure: Errno?

  /// How long interrupted probes have to end what they started.
  private static let grace: Int64 = 1_000_000_000
  /// Who wakes so much too late is on a machine that stands still, and so was the probe.
  private static let late: Int64 = 5_000_000_000
  private static let signalID: UInt32 = 0

  /// Prepares a grading.
  ///
  /// - Parameters:
  ///   - plan: What to grade.
  ///   - facts: What this machine gives a box.
  ///   - folder: Where the boxes lie.
  ///   - progress: Where it is told how far the grading is.
  /// - Throws: What the kernel refused.
  package init(
    _ plan: GradingPlan,
    _ facts: BoxFacts,
    _ folder: GraderFolder,
    progress: consuming GradingProgress
  ) throws(Errno) {
    let out = try plan.out.map { (path) throws(Errno) in try Results(path) }
    let signals = try SignalInbox()
    let poller = try Poller()
    _ = poller.addSource(signals.fd, id: Self.signalID)
    self.plan = plan
    self.facts = facts
    self.folder = folder
    self.progress = progress
    self.out = out
    self.signals = signals
    self.poller = poller
    results = Array(repeating: nil, count: plan.submissions.count)
  }

  /// The signal that ended it before its time.
  package var wasInterrupted: Int32? { interruption }

  /// Grades all of them; the results in the order of the submissions, those not begun left out.
  package mutating func run() -> [GradeResult] {
    var deadline: Int64 = .max
    while !jobs.isEmpty || (next < plan.submissions.count && interruption == nil) {
      while interruption == nil, jobs.count < plan.jobs, next < plan.submissions.count {
        beginNext()
      }
      if jobs.isEmpty { continue }
      let wait = min(deadline, jobs.values.map(\.deadline).min() ?? .max, progress.nextLook)
      let rest = wait - MonotonicClock.now()
      let count = poller.wait(timeoutNanoseconds: wait == .max ? nil : max(0, rest))
      for index in 0..<count { take(poller[index].generation) }
      if interruption != nil, deadline == .max {
        deadline = MonotonicClock.deadline(after: Self.grace)
        for job in jobs.values { job.stop(signal: Terminal.terminateSignal) }
      }
      endOverdue(isOver: MonotonicClock.now() >= deadline)
      if progress.isDue {
        let state = state
        progress.show(state)
      }
    }
    progress.end()
    return results.compactMap { $0 }
  }

  /// How far it is; what runs counts by the repetitions that are over.
  private var state: GradingProgress.State {
    let repeats = max(1, plan.repeats)
    var state = GradingProgress.State(total: plan.submissions.count * repeats)
    let running = jobs.values.sorted { $0.place < $1.place }
    state.done = results.count { $0 != nil } * repeats
    state.done += running.reduce(0) { $0 + repeats - max(1, $1.runsLeft) }
    state.kept = kept * repeats
    state.failed = results.count { $0.map { $0.outcome != .passed } ?? false }
    state.names = running.map(\.submission.id)
    return state
  }

  // MARK: - Beginning

  private mutating func beginNext() {
    let place = next
    next += 1
    let submission = plan.submissions[place]
    var base = plan.blank(submission, facts)
    base.run.started = WallClock.timestamp()
    let old = out?.read("\(submission.fileName).json").flatMap { try? GradeResult(json: $0) }
    do throws(Ungradable) {
      let files = try SubmissionFiles(submission, kind: plan.exercise.header.submission)
      base.submission.sha256 = files.sha256
      if plan.resumes, let old, plan.isFinished(old, base) {
        // It may have been written for the eyes of teachers.
        kept += 1
        if plan.hidesHidden { finish(old, submission, at: place) } else { keep(old, at: place) }
        return
      }
      base.run.attempt = attempt(behind: old, base)
      begin(job(submission, place, files, base))
    } catch {
      base.run.attempt = attempt(behind: old, base)
      var builder = GradeBuilder(base)
      builder.verdict = (.ungradable, "\(error.message). \(error.hint)")
      let result = builder.result
      // The same words about the same thing: what could not be read has no digest.
      if plan.resumes, let old, plan.isFinished(old, base), old.message == result.message {
        keep(old, at: place)
      } else {
        finish(result, submission, at: place)
      }
    }
  }

  private func attempt(behind old: GradeResult?, _ base: GradeResult) -> Int {
    guard plan.resumes, let old, old.exercise.id == base.exercise.id else { return 1 }
    return old.run.attempt + 1
  }

  private func job(
    _ submission: SubmissionSource,
    _ place: Int,
    _ files: SubmissionFiles,
    _ base: GradeResult
  ) -> GradingJob {
    let name = "\(submission.fileName).json"
    let (out, plan) = (out, plan)
    let job = GradingJob(
      submission,
      place: place,
      files: files,
      base: base,
      plan: plan,
      // A failure shows when the last one is written.
      snapshot: { try? out?.write(plan.shown($0).json(), to: name) }
    )
    // From now on there is a file that says how far it has come.
    try? out?.write(plan.shown(job.result).json(), to: name)
    return job
  }

  /// Starts a probe for a job; there is no way back from the copy of this process.
  private mutating func begin(_ job: GradingJob) {
    var settings = ProbeSettings(seed: plan.seed(of: job.submission))
    settings.checks = plan.checks
    settings.usesHostNetwork = plan.usesHostNetwork
    let groups: BoxGroups
    do throws(ControlGroupRefusal) {
      groups = try boxGroups(for: job.files)
    } catch {
      job.fail("no control group for it: \(error.act): \(error.errno.name)")
      return finish(job.result, job.submission, at: job.place)
    }
    do throws(Errno) {
      let pipe = try ProbePipe()
      let grader = Environment.processID
      guard let child = try ForkedChild.fork() else {
        // bwrap does so too; without it, a program has no business with the teacher's terminal.
        ProcessUser.leaveTerminal()
        Probe(
          exercise: plan.exercise,
          files: job.files,
          facts: facts,
          settings: settings,
          mountPoint: folder.mountPoint,
          shared: folder.shared,
          pipe: pipe,
          grader: grader,
          groups: groups
        ).run()
      }
      pipe.keepReader()
      let id = nextID
      nextID += 1
      _ = poller.addSource(child.fd, id: id)
      _ = poller.addSource(pipe.readingEnd, id: id)
      let deadline = MonotonicClock.deadline(after: plan.budget)
      job.begin(child, pipe, groups, deadline: deadline)
      jobs[id] = job
    } catch {
      for group in groups.all { folder.groups.end(group) }
      job.fail("no process for it: \(error.name) (\(error.message))")
      finish(job.result, job.submission, at: job.place)
    }
  }

  /// A group for the program, and one for its build, which has limits of its own.
  private func boxGroups(for files: SubmissionFiles) throws(ControlGroupRefusal) -> BoxGroups {
    var groups = BoxGroups()
    guard facts.usesControlGroup else { return groups }
    let limits = plan.exercise.header.limits
    groups.run = try folder.groups.make(limits.together)
    guard files.needsBuild else { return groups }
    do throws(ControlGroupRefusal) {
      groups.build = try folder.groups.make(Build.limits(limits).together)
    } catch {
      for group in groups.all { folder.groups.end(group) }
      throw error
    }
    return groups
  }

  // MARK: - Going on

  private mutating func take(_ id: UInt32) {
    if id == Self.signalID {
      takeSignals()
      return
    }
    guard let job = jobs[id], let child = job.child, let pipe = job.pipe else { return }
    job.takeIn()
    guard child.hasEnded else { return }
    jobs[id] = nil
    _ = poller.remove(child.fd)
    _ = poller.remove(pipe.readingEnd)
    // A terminal sends a signal to all of us at once.
    takeSignals()
    // Whatever its processes were, and whoever they had become.
    for group in job.groups.all { folder.groups.end(group) }
    job.end(child.wait(), canBeKilled: facts.tier != .full && interruption == nil)
    if facts.changesUser, facts.tier != .full { ProcessUser.endSpare(of: child.id) }
    if job.runsLeft > 0, interruption == nil { return begin(job) }
    if interruption != nil, job.runsLeft > 0 || job.result.outcome == .infraError {
      job.fail("interrupted")
    }
    finish(job)
  }

  private mutating func takeSignals() {
    while let signal = signals.next() { interruption = interruption ?? signal }
  }

  /// Ends probes that are beyond their time, all of them when the grading is over.
  private mutating func endOverdue(isOver: Bool) {
    let now = MonotonicClock.now()
    for job in jobs.values where isOver || now >= job.deadline {
      if isOver {
        job.fail("interrupted")
      } else {
        job.overrun(
          seconds: Int(plan.budget / 1_000_000_000),
          isLate: now - job.deadline > Self.late
        )
      }
      job.kill()
    }
  }

  private mutating func finish(_ job: GradingJob) {
    var result = job.result
    if plan.keepsEvents, let out {
      for trace in job.traces {
        let name = "\(job.submission.fileName).\(trace.ending)"
        do throws(Errno) {
          try out.write(trace.bytes, to: name)
          result.artifacts.append(GradeResult.Artifact(path: name, kind: .trace))
        } catch {
          writeFailure = error
        }
      }
    }
    finish(result, job.submission, at: job.place)
  }

  private mutating func finish(
    _ result: GradeResult,
    _ submission: SubmissionSource,
    at place: Int
  ) {
    do throws(Errno) {
      try out?.write(plan.shown(result).json(), to: "\(submission.fileName).json")
    } catch {
      writeFailure = error
    }
    keep(result, at: place)
  }

  private mutating func keep(_ result: GradeResult, at place: Int) { results[place] = result }
}

/// The folder of results, for all who write into it.
final class Results {
  private let folder: ResultFolder

  init(_ path: String) throws(Errno) { folder = try ResultFolder(path: path) }

  func write(_ bytes: [UInt8], to name: String) throws(Errno) {
    try folder.write(bytes, to: name)
  }

  func read(_ name: String) -> [UInt8]? { folder.read(name) }
}
