import LabDiagnostics
import LabKernel

/// What keeps a script from running here, and what an administrator types once.
extension Diagnostic {
  static func noPrivateNetwork(_ refusal: EnvironmentRefusal, path: String) -> Diagnostic {
    var notes = [
      Note("kernel", "\(refusal.step.rawValue) = -1 \(refusal.errno.name)" + reason(refusal))
    ]
    if let remedy = remedy(refusal) { notes.append(Note("once, as root", remedy)) }
    let command = path.isEmpty ? "repl" : "run"
    let file = path.isEmpty ? "" : " \(path)"
    notes.append(
      Note(
        "today, without",
        "socklab \(command) --network loopback\(file)\n"
          + "on addresses 127.A.B.N of its own instead of 127.0.0.N;\n"
          + "what needs more is skipped, and told with its reason"
      )
    )
    return Diagnostic(
      "environment",
      "this system gives no private network to socklab",
      notes: notes
    )
  }

  private static func reason(_ refusal: EnvironmentRefusal) -> String {
    switch refusal.cause {
    case .appArmor:
      ":\nkernel.apparmor_restrict_unprivileged_userns is 1, and AppArmor has no profile for socklab"
    case .noUserNamespaces: ":\nuser.max_user_namespaces is 0"
    case .noNetworkNamespaces: ":\nuser.max_net_namespaces is used up"
    case .unprivilegedUserNamespacesOff: ":\nkernel.unprivileged_userns_clone is 0"
    case .systemCallFilter:
      ":\na system call filter (seccomp) refuses it"
        + (refusal.facts.isInContainer ? ", as containers have it by default" : "")
    case .missingCapability: ":\nthis root does not hold CAP_SYS_ADMIN, as in a container"
    case .notBuiltIn: ":\nthis kernel was built without namespaces"
    case .unknown: " (\(refusal.errno.message)); which setting refused it, the kernel does not tell"
    }
  }

  private static func remedy(_ refusal: EnvironmentRefusal) -> String? {
    switch refusal.cause {
    case .appArmor: "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
    case .noUserNamespaces: "sysctl -w user.max_user_namespaces=10000"
    case .noNetworkNamespaces: "sysctl -w user.max_net_namespaces=10000"
    case .unprivilegedUserNamespacesOff: "sysctl -w kernel.unprivileged_userns_clone=1"
    case .systemCallFilter, .missingCapability:
      refusal.facts.isInContainer
        ? "docker run --security-opt seccomp=unconfined --cap-add SYS_ADMIN …" : nil
    case .notBuiltIn, .unknown: nil
    }
  }

  static func noResources(_ path: String, _ errno: Errno) -> Diagnostic {
    Diagnostic("environment", "'\(path)' could not be started: \(errno.name) (\(errno.message))")
  }
}
