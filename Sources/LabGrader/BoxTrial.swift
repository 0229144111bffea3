import LabEvents
package import LabKernel
import LabProgram

/// Finds out what this machine gives a box, by making one and running `true` in it.
package enum BoxTrial {
  /// What a trial found, in the process that made it.
  package struct Findings: Equatable, Sendable {
    var hasNetwork = false
    var ownsProcesses = false
    var filtersCalls = true
    /// Why no process can enter a control group; nil when it can.
    var groupReason: String?
    /// Why there is no whole box; nil when there is.
    var reason: String?
  }

  /// Tries it in a process of its own.
  package static func facts(_ folder: GraderFolder) throws(Errno) -> BoxFacts {
    let isRoot = Environment.isRealRoot
    var facts = BoxFacts(
      tier: isRoot ? .uid : .none,
      hasNetwork: false,
      hasUserNamespace: false,
      changesUser: isRoot
    )
    let group = self.group(folder, &facts)
    defer { if let group { folder.groups.end(group) } }
    let pipe = try ProbePipe()
    let grader = Environment.processID
    guard let child = try ForkedChild.fork() else {
      pipe.keepWriter()
      var output = OutputFile(descriptor: pipe.writingEnd)
      output.write(ProbeWord.boxTried(tried(folder, isRoot, group, grader: grader)).line)
      output.flush()
      Environment.exit(0)
    }
    pipe.keepReader()
    _ = child.wait()
    let line = pipe.read() ?? []
    guard case .boxTried(let findings)? = ProbeWord(line.dropLast()) else {
      facts.reasons = ["a box could not be tried: its process ended without a word"]
      facts.groupUses = []
      return facts
    }
    facts.filtersCalls = findings.filtersCalls
    facts.hasNetwork = findings.hasNetwork
    facts.hasUserNamespace = findings.hasNetwork
    facts.ownsProcesses = findings.ownsProcesses
    if let reason = findings.groupReason {
      facts.groupUses = []
      facts.groupReasons.append(reason)
    }
    if let reason = findings.reason { facts.reasons = [reason] } else { facts.tier = .full }
    return facts
  }

  /// A group to be entered; what it is good for is known by then.
  private static func group(_ folder: GraderFolder, _ facts: inout BoxFacts) -> ControlGroup? {
    let places = folder.groups.places
    facts.groupReasons = places.reasons
    guard !places.all.isEmpty else { return nil }
    do throws(ControlGroupRefusal) {
      let group = try folder.groups.make(SubmissionLimits().together)
      facts.groupUses = places.uses
      return group
    } catch {
      facts.groupReasons.append("\(error.act): \(error.errno.name)")
      return nil
    }
  }

  private static func tried(
    _ folder: GraderFolder,
    _ isRoot: Bool,
    _ group: ControlGroup?,
    grader: Int32
  ) -> Findings {
    var findings = Findings()
    let facts = BoxFacts(
      tier: .full,
      hasNetwork: true,
      hasUserNamespace: true,
      changesUser: isRoot
    )
    do throws(ProbeFailure) {
      try Probe.become(facts, grader: grader)
      try Probe.enterNetwork()
      findings.hasNetwork = true
      findings.ownsProcesses = ProcessNamespace.isAllowed && ProcessNamespace.enter().isSuccess
    } catch {
      findings.reason = error.words
    }
    findings.groupReason = group.flatMap { refusal(toEnter: $0) }
    if findings.hasNetwork { findings.reason = boxRefusal(facts, folder) }
    findings.filtersCalls = ProcessUser.filterCalls().isSuccess
    return findings
  }

  private static func boxRefusal(
    _ facts: BoxFacts,
    _ folder: GraderFolder
  ) -> String? {
    guard Environment.hasProgram("bwrap") else {
      return "bwrap is not installed (Debian: apt install bubblewrap)"
    }
    do throws(Errno) {
      let box = try PreparedBox(
        facts,
        mountPoint: folder.mountPoint,
        shared: folder.shared,
        limits: SubmissionLimits()
      )
      _ = ProcessUser.filterCalls()
      return refusal(of: box)
    } catch {
      return "no private mount: \(error.name) (\(error.message))"
    }
  }

  /// Why a process of ours cannot enter a group.
  private static func refusal(toEnter group: ControlGroup) -> String? {
    var request = ChildProcess.Request(arguments: ["true"])
    request.groups = group.entrances
    do throws(SpawnFailure) {
      _ = try ChildProcess(request).wait()
    } catch  where error.step == .group {
      return "a process may not enter a new group: \(error.errno.name)"
    } catch {}
    return nil
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
