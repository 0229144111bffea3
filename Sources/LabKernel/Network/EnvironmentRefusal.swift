/// Why this system gives no private network, with the settings that decide it.
package struct EnvironmentRefusal: Error, Equatable, Sendable {
  /// The act that was refused.
  package enum Step: String, Sendable {
    case threads = "starting threads before the network"
    case unshare = "unshare"
    case userMap = "uid_map"
    case groups = "setgroups"
    case groupMap = "gid_map"
    case loopback = "lo up"
    case capabilities = "capset"
  }

  /// What the facts point to.
  package enum Cause: Equatable, Sendable {
    /// Ubuntu 23.10 and later: `unshare` succeeds, and the capabilities are refused afterwards.
    case appArmor
    /// `user.max_user_namespaces` is 0.
    case noUserNamespaces
    /// `user.max_net_namespaces` is 0, or all are in use.
    case noNetworkNamespaces
    /// Debian's `kernel.unprivileged_userns_clone` is 0.
    case unprivilegedUserNamespacesOff
    /// A system call filter, as container runtimes set it.
    case systemCallFilter
    /// Root, but without CAP_SYS_ADMIN, as in a container.
    case missingCapability
    /// The kernel was built without namespaces.
    case notBuiltIn
    /// None of the known ones.
    case unknown
  }

  /// What could be learned about the system; nil where a setting does not exist here.
  package struct Facts: Equatable, Sendable {
    package var userID: UInt32 = 0
    package var restrictsByAppArmor: Int?
    package var maxUserNamespaces: Int?
    package var maxNetworkNamespaces: Int?
    package var unprivilegedUserNamespaces: Int?
    /// 0 no filter, 2 a filter (prctl(2), PR_GET_SECCOMP).
    package var seccompMode: Int?
    package var isInContainer = false
    package var permitted: CapabilitySet = []

    package init() {}
  }

  package let step: Step
  package let errno: Errno
  package let facts: Facts

  package init(step: Step, errno: Errno, facts: Facts) {
    self.step = step
    self.errno = errno
    self.facts = facts
  }

  /// The setting that most likely refused.
  package var cause: Cause {
    if errno == .notImplemented || errno == .invalidArgument && step == .unshare {
      return .notBuiltIn
    }
    if errno == .noSpace {
      return facts.maxUserNamespaces == 0 && facts.userID != 0
        ? .noUserNamespaces : .noNetworkNamespaces
    }
    if facts.userID != 0 {
      if facts.unprivilegedUserNamespaces == 0 { return .unprivilegedUserNamespacesOff }
      if facts.restrictsByAppArmor == 1 { return .appArmor }
      if facts.maxUserNamespaces == 0 { return .noUserNamespaces }
    } else if !facts.permitted.contains(.sysAdmin) {
      return .missingCapability
    }
    return facts.seccompMode == 2 ? .systemCallFilter : .unknown
  }
}

extension EnvironmentRefusal.Facts {
  /// Asks the running system.
  package static func current(userID: UInt32) -> Self {
    var facts = Self()
    facts.userID = userID
    facts.restrictsByAppArmor = integer("kernel/apparmor_restrict_unprivileged_userns")
    facts.maxUserNamespaces = integer("user/max_user_namespaces")
    facts.maxNetworkNamespaces = integer("user/max_net_namespaces")
    facts.unprivilegedUserNamespaces = integer("kernel/unprivileged_userns_clone")
    facts.seccompMode = seccompMode()
    facts.isInContainer =
      exists("/.dockerenv") || exists("/run/.containerenv")
    facts.permitted = Capabilities.permitted
    return facts
  }

  private static func exists(_ path: String) -> Bool {
    (try? FileReading.bytes(of: path, limit: 1 << 16)) != nil
  }

  private static func integer(_ name: String) -> Int? {
    guard let text = try? FileReading.bytes(of: "/proc/sys/\(name)", limit: 64) else { return nil }
    return Int(String(decoding: text.prefix { $0 != 0x0a }, as: UTF8.self))
  }

  private static func seccompMode() -> Int? {
    guard let status = try? FileReading.bytes(of: "/proc/self/status", limit: 1 << 16) else {
      return nil
    }
    for line in status.split(separator: 0x0a) where line.starts(with: "Seccomp:".utf8) {
      return line.last.map { Int($0) - 0x30 }
    }
    return nil
  }
}
