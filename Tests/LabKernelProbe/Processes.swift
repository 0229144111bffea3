import Glibc
import LabKernel

/// Forks, signals, descriptors and what a spawned program finds.
enum Processes {
  /// One child per file, as `run A B C`.
  static func forkFiles() {
    for number in 1...2 {
      do {
        guard let child = try ForkedChild.fork() else {
          try NetworkNamespace.enterPrivate()
          Probe.tell("child \(number) alone: \(NetworkNamespace.isThreadSafeToEnter)")
          if number == 2 { kill(getpid(), SIGKILL) }
          exit(3)
        }
        Probe.tell("\(child.wait().map { "\($0)" } ?? "?")")
      } catch {
        Probe.tell("failed: \(error)")
      }
    }
  }

  /// What this process was given, for the parent to compare.
  static func printStatus() {
    let limits = try? DescriptorLimits.raise()
    Probe.tell("soft: \(limits?.inheritedSoft ?? 0)")
    Probe.tell("open: \(openDescriptors())")
    Probe.tell("effective: \(Capabilities.effective.names)")
    Probe.tell("permitted: \(Capabilities.permitted.names)")
    var mask = sigset_t()
    sigprocmask(SIG_BLOCK, nil, &mask)
    Probe.tell("blocked: \((1...31).filter { sigismember(&mask, Int32($0)) == 1 })")
    var action = sigaction()
    sigaction(SIGPIPE, nil, &action)
    Probe.tell("SIGPIPE by default: \(action.__sigaction_handler.sa_handler == nil)")
    Probe.tell("group leader: \(getpgrp() == getpid())")
    Probe.tell("input empty: \(getchar() == EOF)")
  }

  static func closeInherited() {
    _ = try? DescriptorLimits.raise()
    for _ in 0..<3 { _ = open("/dev/null", O_RDONLY) }
    do {
      let poller = try Poller()
      let counter = try EventCounter()
      DescriptorLimits.closeInherited()
      var kernel = Kernel()
      let first = kernel.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      Probe.tell("first socket: \(first.raw)")
      Probe.tell("ours live: \(poller.addSource(counter.fd, id: 1).isSuccess)")
      Probe.tell("above 1000: \(counter.fd >= 1000)")
    } catch {
      Probe.tell("failed: \(error)")
    }
  }

  static func signals() {
    do {
      let inbox = try SignalInbox()
      var kernel = Kernel()
      var pair: (Int32, Int32) = (-1, -1)
      _ = kernel.socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, into: &pair)
      _ = kernel.close(pair.1)
      let answer = [UInt8(1)].withUnsafeBytes { kernel.send(pair.0, $0, flags: 0) }
      Probe.tell("send: \(answer.errno?.name ?? "ok")")
      Probe.tell("broken pipe: \(SignalInbox.takeBrokenPipe()) \(SignalInbox.takeBrokenPipe())")
      Probe.tell("nothing yet: \(inbox.next() == nil)")
      kill(getpid(), SIGTERM)
      Probe.tell("then: \(inbox.next() == SIGTERM)")
    } catch {
      Probe.tell("failed: \(error)")
    }
  }

  /// Stays in a private network with a listener, until standard input of nobody ends it.
  static func holdNetwork() {
    do {
      try NetworkNamespace.enterPrivate()
    } catch {
      return Probe.tell("failed: \(error)")
    }
    Probe.tell("\(NetworkNamespace.identifier ?? 0)")
    pause()
  }

  static func enter(_ process: Int32) {
    let failure = NetworkShell.execute(
      in: process,
      ["/bin/sh", "-c", "stat -L -c %i /proc/self/ns/net"]
    )
    Probe.tell("\(failure)")
  }

  private static func openDescriptors() -> [Int32] {
    (0..<2048).filter { fcntl($0, F_GETFD) >= 0 }
  }
}
