import LabEvents
package import LabKernel
import LabProgram

/// Finds out what this machine gives a box, by making one and running `true` in it.
package enum BoxTrial {
  /// Tries it in a process of its own.
  package static func facts(_ folder: GraderFolder) throws(Errno) -> BoxFacts {
    let isRoot = Environment.isRealRoot
    let pipe = try ProbePipe()
    let grader = Environment.processID
    guard let child = try ForkedChild.fork() else {
      pipe.keepWriter()
      var output = OutputFile(descriptor: pipe.writingEnd)
      output.write(tried(folder, isRoot, grader: grader).line)
      output.flush()
      Environment.exit(0)
    }
    pipe.keepReader()
    _ = child.wait()
    let line = pipe.read() ?? []
    var facts = BoxFacts(
      tier: isRoot ? .uid : .none,
      hasNetwork: false,
      hasUserNamespace: false,
      changesUser: isRoot
    )
    guard case .boxTried(let hasNetwork, let filtersCalls, let reason)? = ProbeWord(line.dropLast())
    else {
      facts.reasons = ["a box could not be tried: its process ended without a word"]
      return facts
    }
    facts.filtersCalls = filtersCalls
    facts.hasNetwork = hasNetwork
    facts.hasUserNamespace = hasNetwork
    if let reason { facts.reasons = [reason] } else { facts.tier = .full }
    return facts
  }

  private static func tried(
    _ folder: GraderFolder,
    _ isRoot: Bool,
    grader: Int32
  ) -> ProbeWord {
    let facts = BoxFacts(
      tier: .full,
      hasNetwork: true,
      hasUserNamespace: true,
      changesUser: isRoot
    )
    do throws(ProbeFailure) {
      try Probe.become(facts, grader: grader)
      try Probe.enterNetwork()
    } catch {
      return .boxTried(
        network: false,
        filter: ProcessUser.filterCalls().isSuccess,
        reason: error.words
      )
    }
    guard Environment.hasProgram("bwrap") else {
      return .boxTried(
        network: true,
        filter: ProcessUser.filterCalls().isSuccess,
        reason: "bwrap is not installed (Debian: apt install bubblewrap)"
      )
    }
    do throws(Errno) {
      let box = try PreparedBox(
        facts,
        mountPoint: folder.mountPoint,
        shared: folder.shared,
        limits: SubmissionLimits()
      )
      let filters = ProcessUser.filterCalls().isSuccess
      return .boxTried(network: true, filter: filters, reason: refusal(of: box))
    } catch {
      let filters = ProcessUser.filterCalls().isSuccess
      let reason = "no private mount: \(error.name) (\(error.message))"
      return .boxTried(network: true, filter: filters, reason: reason)
    }
  }

  /// What bwrap says when it can't; nil when it can.
  private static func refusal(of box: PreparedBox) -> String? {
    var request = ChildProcess.Request(arguments: box.prefix(.run) + ["true"])
    request.environment = Box.environment
    request.limits = SubmissionLimits().resources(countsProcesses: true)
    do throws(SpawnFailure) {
      let child = try ChildProcess(request)
      let exit = child.wait()
      if exit == .exited(0) { return nil }
      let words = InputFile.read(from: child.errorsDescriptor, limit: 400)
      let line = String(decoding: words.prefix { $0 != 0x0a }, as: UTF8.self)
      return line.isEmpty ? "bwrap made no box" : line
    } catch {
      return "bwrap could not be started: \(error.errno.name)"
    }
  }
}

extension ProbeFailure {
  var words: String {
    guard case .failed(let message) = word else { return "" }
    return message
  }
}
