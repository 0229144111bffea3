import CLab

/// Process numbers of our own; pid_namespaces(7).
package enum ProcessNamespace {
  /// Goes on as the first process of a pid namespace, with a /proc that shows it alone.
  ///
  /// Whatever is started from here on dies with us, by the kernel's hand, and nothing of it can
  /// send us a signal that we don't take. The process that called stays outside and ends as we do.
  /// Needs CAP_SYS_ADMIN, which a process has in the user namespace that it made.
  package static func enter() -> Answer {
    Capabilities.raised(.sysAdmin) {
      let entered = Answer(raw: clab_own_processes())
      return entered.isSuccess ? Answer(raw: clab_mount_processes()) : entered
    }
  }

  /// Whether that can be had: tried in a copy of this process.
  package static var isAllowed: Bool {
    do throws(Errno) {
      guard let child = try ForkedChild.fork() else { Environment.exit(enter().isSuccess ? 0 : 1) }
      return child.wait() == .exited(0)
    } catch {
      return false
    }
  }
}
