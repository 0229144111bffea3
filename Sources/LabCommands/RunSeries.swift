import LabDiagnostics
import LabKernel

/// `socklab run A B C`: a process for each file, one after the other or several at once.
///
/// From a user namespace there is no way back to the host's network, so a file that says
/// `network host` could not run behind a private one; and a crash takes only its own file.
struct RunSeries: ~Copyable {
  private let files: [String]
  private let plan: RunPlan
  private let signals: SignalInbox
  private var poller: Poller
  private var running: [Int: RunJob] = [:]
  /// Ended, and not told: an earlier file still runs.
  private var ended: [Int: RunJob] = [:]
  private var statuses: [ExitStatus] = []
  private var next = 0
  private var nextTold = 0
  /// A signal came: nothing more is started.
  private var isStopped = false
  private var report: RunReport?

  /// With several files at a time, or a format, what they write is held back and told whole.
  private var isCaptured: Bool { plan.jobs > 1 || plan.format != nil }

  init(files: [String], plan: RunPlan) throws(Errno) {
    let signals = try SignalInbox()
    let poller = try Poller()
    _ = poller.addSource(signals.fd, id: 0)
    self.files = files
    var plan = plan
    if plan.jobs > 1 {
      var screen = Screen(1)
      screen.isInteractive = false
      plan.screen = screen
    }
    self.plan = plan
    self.signals = signals
    self.poller = poller
  }

  /// Runs them all; a failure to start any is told and counts as the environment's.
  static func run(files: [String], plan: RunPlan) -> ExitStatus {
    Environment.keepStandardDescriptors()
    do throws(Errno) {
      var series = try RunSeries(files: files, plan: plan)
      return series.run()
    } catch {
      DiagnosticPrinter().print([.noProcess(error)], map: SourceMap())
      return .environment
    }
  }

  private mutating func run() -> ExitStatus {
    report = plan.format.map {
      RunReport($0, tapVersion: plan.tapVersion, count: files.count)
    }
    while true {
      while !isStopped, next < files.count, running.count < plan.jobs { start() }
      if running.isEmpty { break }
      wait()
    }
    report?.end()
    if plan.format == nil, files.count > 1 { tellTotal() }
    // A signal of the terminal may have come when no file was running.
    return isStopped && next < files.count ? .interrupted : .worst(statuses)
  }

  private mutating func start() {
    let index = next
    next += 1
    do throws(Errno) {
      let job = try RunJob(files[index], plan, isCaptured: isCaptured)
      _ = poller.addSource(job.fd, id: UInt32(index + 1))
      running[index] = job
    } catch {
      DiagnosticPrinter().print([.noProcess(error)], map: SourceMap())
      statuses.append(.environment)
      // There is nothing to tell of it.
      if nextTold == index { nextTold += 1 }
    }
  }

  private mutating func wait() {
    let count = poller.wait(timeoutNanoseconds: nil)
    for index in 0..<count where poller[index].generation == 0 { passOnSignals() }
    for index in 0..<count where poller[index].generation > 0 {
      takeInEnd(Int(poller[index].generation) - 1)
    }
    while let job = ended.removeValue(forKey: nextTold) {
      nextTold += 1
      job.tell(hidesOutput: report != nil)
      if report != nil { report?.take(job.result) }
    }
  }

  /// Ends those that run; what the terminal sends reaches them by itself.
  private mutating func passOnSignals() {
    while let (signal, isSent) = signals.nextWithOrigin() {
      isStopped = true
      guard isSent else { continue }
      for job in running.values { job.send(signal: signal) }
    }
  }

  private mutating func takeInEnd(_ index: Int) {
    guard let job = running[index], job.takeInEnd() else { return }
    _ = poller.remove(job.fd)
    running[index] = nil
    ended[index] = job
    let status = job.status ?? .environment
    statuses.append(status)
    if status == .interrupted { isStopped = true }
  }

  /// "4 files: 2 passed, 1 failed, 1 not valid" as a last line.
  private func tellTotal() {
    let words: [(ExitStatus, String)] = [
      (.passed, "passed"), (.failed, "failed"), (.invalid, "not valid"),
      (.environment, "could not run"), (.interrupted, "interrupted"),
    ]
    var parts = words.compactMap { status, word -> String? in
      let count = statuses.count { $0 == status }
      return count == 0 ? nil : "\(count) \(word)"
    }
    let left = files.count - statuses.count
    if left > 0 { parts.append("\(left) not run") }
    var output = OutputFile(descriptor: plan.eventsPath == "-" ? 2 : 1)
    output.write("\n\(files.count) files: \(parts.joined(separator: ", "))\n")
    output.flush()
  }
}

extension Diagnostic {
  static func crashed(_ file: String, signal: Int32) -> Diagnostic {
    Diagnostic(
      "crashed",
      "the process that ran '\(file)' was ended by signal \(signal)",
      notes: [Note("look", "its folder below TMPDIR or /tmp (socklab-…) may have been left behind")]
    )
  }

  static func noProcess(_ errno: Errno) -> Diagnostic {
    Diagnostic("environment", "no process for a file: \(errno.name) (\(errno.message))")
  }
}
