import Foundation
import Glibc
import LabKernel
import Testing

@Suite(.enabled(if: networksAreAllowed)) struct NetworkNamespaceTests {
  /// The same answers for root and for an ordinary user.
  @Test(arguments: isRoot ? ["root", "nobody"] : ["self"])
  func aPrivateNetworkIsAnOrdinaryUsers(user: String) throws {
    let run = try ProbeRun("private", user)
    #expect(
      run.lines == [
        "new network: true", "same user: true", "effective: []", "may raise: true",
        "tcp over 127.0.0.1: ok", "tcp over ::1: ok", "bind 80: EACCES", "bind 8080: ok",
        "raw socket: EPERM", "SO_MARK: EPERM", "bind 80 with the capability: ok",
        "effective again: []", "bind 192.0.2.10 before: EADDRNOTAVAIL", "add: ok ok",
        "add again: EEXIST", "bind 192.0.2.10 after: ok ok",
        "addresses: 127.0.0.1/8 lo, 192.0.2.10/32 lo, 2001:db8::10/128 lo, ::1/128 lo",
        "ephemeral: 40000...40009", "sysctl kernel.hostname: notOurs", "sysctl net: notOurs",
        "sysctl net..core: notOurs", "sysctl net./../../kernel.pid_max: notOurs",
      ]
    )
  }

  @Test func aFreshNetworkIsEmptyAndTheFirstIsStillThere() throws {
    #expect(
      try ProbeRun("fresh").lines == [
        "taken: EADDRINUSE", "fresh: ok", "other network: true", "free there: ok ok",
        "back: ok", "first again: true", "still taken: EADDRINUSE", "effective: []",
      ]
    )
  }

  @Test func eachFileHasAChildOfItsOwn() throws {
    #expect(
      try ProbeRun("files").lines == [
        "child 1 alone: true", "exited(3)", "child 2 alone: true", "signaled(9)",
      ]
    )
  }

  @Test func aShellEntersTheNetworkOfARun() throws {
    let held = try ChildProcess(ProbeRun.request([ProbeRun.path, "hold"]))
    let network = ProbeRun.readLines(held.outputDescriptor, count: 1)
    #expect(try ProbeRun("enter", "\(held.id)").lines == network)
    #expect(try ProbeRun("enter", "0").lines == ["noProcess"])
  }

  @Test func noThreadedProcessMayEnter() {
    #expect(!NetworkNamespace.isThreadSafeToEnter)
    #expect(throws: EnvironmentRefusal.self) { try NetworkNamespace.enterPrivate() }
  }
}

@Suite struct EnvironmentRefusalTests {
  private func cause(
    _ step: EnvironmentRefusal.Step,
    _ errno: Errno,
    _ change: (inout EnvironmentRefusal.Facts) -> Void
  ) -> EnvironmentRefusal.Cause {
    var facts = EnvironmentRefusal.Facts()
    facts.userID = 1000
    facts.maxUserNamespaces = 15_000
    change(&facts)
    return EnvironmentRefusal(step: step, errno: errno, facts: facts).cause
  }

  @Test func theSettingThatRefusesIsNamed() {
    #expect(cause(.loopback, .notPermitted) { $0.restrictsByAppArmor = 1 } == .appArmor)
    #expect(cause(.userMap, .notPermitted) { $0.restrictsByAppArmor = 1 } == .appArmor)
    #expect(cause(.unshare, .noSpace) { $0.maxUserNamespaces = 0 } == .noUserNamespaces)
    #expect(cause(.unshare, .noSpace) { $0.maxNetworkNamespaces = 0 } == .noNetworkNamespaces)
    #expect(
      cause(.unshare, .notPermitted) { $0.unprivilegedUserNamespaces = 0 }
        == .unprivilegedUserNamespacesOff
    )
    #expect(cause(.unshare, .notPermitted) { $0.seccompMode = 2 } == .systemCallFilter)
    #expect(cause(.unshare, .notPermitted) { $0.userID = 0 } == .missingCapability)
    #expect(cause(.unshare, .invalidArgument) { _ in } == .notBuiltIn)
    #expect(cause(.unshare, .notPermitted) { _ in } == .unknown)
  }

  @Test func theFactsAreThisSystems() {
    let facts = EnvironmentRefusal.Facts.current(userID: geteuid())
    #expect(facts.maxUserNamespaces != nil)
    #expect(facts.seccompMode != nil)
  }
}
