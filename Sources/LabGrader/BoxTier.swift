package import LabKernel

/// How much stands between a submission and the machine.
package enum BoxTier: String, CaseIterable, Comparable, Sendable {
  /// A user of its own, or none that root knows; no more walls than limits and a network.
  case none
  /// A spare user.
  case uid
  /// All namespaces, no capabilities, files of its own.
  case full

  package static func < (one: BoxTier, other: BoxTier) -> Bool { one.rank < other.rank }

  private var rank: Int {
    switch self {
    case .none: 0
    case .uid: 1
    case .full: 2
    }
  }
}

/// What this machine gives a box, found out by making one.
package struct BoxFacts: Equatable, Sendable {
  package var tier: BoxTier
  /// A private network can be had.
  package var hasNetwork: Bool
  /// A user namespace of our own can be had.
  package var hasUserNamespace: Bool
  /// We are root and become another user for each submission.
  package var changesUser: Bool
  /// System calls that no namespace holds are refused; seccomp(2).
  package var filtersCalls = true
  /// Each probe is the first process of a pid namespace of its own.
  package var ownsProcesses = false
  /// What of a box is bounded or counted as a whole.
  package var groupUses: [ControlGroupUse] = []
  /// Why that is not all.
  package var groupReasons: [String] = []
  /// Why the tier is not `full`, or the network not private.
  package var reasons: [String]

  package init(
    tier: BoxTier,
    hasNetwork: Bool,
    hasUserNamespace: Bool,
    changesUser: Bool,
    reasons: [String] = []
  ) {
    self.tier = tier
    self.hasNetwork = hasNetwork
    self.hasUserNamespace = hasUserNamespace
    self.changesUser = changesUser
    self.reasons = reasons
  }

  /// The words of the result's schema, for what a box has and what it lacks.
  package var mechanisms: [String] { Self.words.filter { has($0) } }
  package var missing: [String] { Self.words.filter { !has($0) } }

  private static let words = [
    "userns", "netns", "pidns", "mountns", "ipcns", "utsns", "uid", "cgroup", "rlimit", "landlock",
    "seccomp", "no_new_privs", "pdeathsig", "subreaper",
  ]

  private func has(_ word: String) -> Bool {
    switch word {
    case "userns": tier == .full || hasUserNamespace
    case "netns": hasNetwork
    case "pidns": tier == .full || ownsProcesses
    case "mountns", "ipcns", "utsns": tier == .full
    case "seccomp": filtersCalls
    case "uid": changesUser
    case "cgroup": hasControlGroup
    case "rlimit", "no_new_privs", "pdeathsig", "subreaper": true
    default: false
    }
  }

  /// What is left of it in this machine's own network: who shares that can't have its own mounts.
  package var inHostNetwork: BoxFacts {
    var facts = self
    facts.tier = changesUser ? .uid : .none
    (facts.hasNetwork, facts.hasUserNamespace, facts.ownsProcesses) = (false, false, false)
    facts.reasons = ["--network host"]
    return facts
  }

  /// Memory and processes of a box are bounded as a whole.
  package var hasControlGroup: Bool {
    groupUses.contains(.memory) && groupUses.contains(.processes)
  }

  /// A group is made for each box, whatever it is good for.
  var usesControlGroup: Bool { !groupUses.isEmpty }

  /// Whether the limit on processes counts the box alone.
  package var countsProcesses: Bool { hasUserNamespace || changesUser }
}
