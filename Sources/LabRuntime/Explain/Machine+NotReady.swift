import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// EAGAIN and ETIMEDOUT: not now, and not any more.
extension Machine {
  mutating func explainWouldBlock(_ call: FailedCall) -> Explanation {
    let nonblocking = call.entry?.isNonblocking == true
    if call.verb == .recv, flags(of: call) & MessageFlag.errorQueue != 0 {
      return Explanation("the error queue of \(call.name) is empty; MSG_ERRQUEUE never waits")
    }
    if let timeOut = callTimeOut(call) { return timeOut }
    let reason = nonblocking ? "\(call.name) is non-blocking" : "MSG_DONTWAIT was given"
    switch call.verb {
    case .accept:
      let queue = SocketFacts.acceptQueue(call.descriptor, kernel: &kernel)
      let text = queue.map { " (\($0.length) of \($0.limit))" } ?? ""
      return Explanation("the accept queue is empty\(text), and \(reason): accept does not wait")
    case .recv:
      return Explanation("nothing has come, and \(reason): recv does not wait")
    case .send, .connect:
      if call.entry?.isUDP == true, localAddress(call.descriptor)?.port == 0 {
        return Explanation("no UDP port of ip_local_port_range is free for \(call.name)")
      }
      if call.verb == .connect {
        return Explanation("the listener's backlog is full, and \(reason)")
      }
      return explainFullQueue(call, reason)
    default: return Explanation("it would have to wait, and \(reason)")
    }
  }

  /// SO_RCVTIMEO or SO_SNDTIMEO ended a call that slept; socket(7).
  private mutating func callTimeOut(_ call: FailedCall) -> Explanation? {
    guard let entry = call.entry, !entry.isNonblocking,
      flags(of: call) & MessageFlag.dontWait == 0
    else { return nil }
    switch call.verb {
    case .recv where entry.hasReceiveTimeout:
      return Explanation("nothing came while recv slept: SO_RCVTIMEO\(timeOutText(call)) ended it")
    case .accept where entry.hasReceiveTimeout:
      return Explanation(
        "nobody connected while accept slept: SO_RCVTIMEO\(timeOutText(call)) ended it"
      )
    case .send where entry.hasSendTimeout:
      return Explanation(
        "the send queue stayed full while send slept: SO_SNDTIMEO\(timeOutText(call)) ended it"
      )
    case .connect where entry.hasSendTimeout && call.errno == .wouldBlock:
      return Explanation(
        "the listener's backlog stayed full: SO_SNDTIMEO\(timeOutText(call)) ended connect"
      )
    default: return nil
    }
  }

  /// " (100 ms)".
  mutating func timeOutText(_ call: FailedCall) -> String {
    let receives = call.verb == .recv || call.verb == .accept
    var bytes = [UInt8](repeating: 0, count: OptionCoding.capacity(of: .timeval))
    let number = receives ? SocketLevel.receiveTimeout : SocketLevel.sendTimeout
    let answer = kernel.asOurs {
      $0.getsockopt(call.descriptor, SocketLevel.socket, number, into: &bytes)
    }
    guard answer.isSuccess, case .duration(let time) = OptionCoding.decode(bytes, as: .timeval)
    else { return "" }
    return " (\(Self.durationText(time)))"
  }

  private mutating func explainFullQueue(_ call: FailedCall, _ reason: String) -> Explanation {
    if call.entry?.domain == AddressFamily.unix, call.entry?.type == SocketType.datagram {
      let limit = (try? Sysctl.read("net.unix.max_dgram_qlen")) ?? "10"
      return Explanation(
        "the peer's queue is full (net.unix.max_dgram_qlen is \(limit)), and \(reason)"
      )
    }
    let unsent = SocketFacts.unsent(call.descriptor, kernel: &kernel)
    let amount =
      unsent.isSuccess && call.entry?.isTCP == true
      ? " (\(Self.counted(unsent.raw, "byte", "bytes")) wait in it)" : ""
    return Explanation("the send queue is full\(amount), and \(reason): send does not wait")
  }

  /// The kernel itself gave up; tcp(7).
  mutating func explainTimedOut(_ call: FailedCall) -> Explanation {
    if call.verb == .pair {
      return Explanation(
        "the SYN got no answer over loopback within 1 s: lo is down, or a firewall of this network drops",
        hint: "privileged { run \"ip\" \"link\" \"set\" \"lo\" \"up\" }"
      )
    }
    if call.verb == .connect {
      if let own = integerOption(call.descriptor, AskedOption.tcpLevel, AskedOption.userTimeout),
        own > 0
      {
        return Explanation("no answer came within TCP_USER_TIMEOUT, \(Self.grouped(Int(own))) ms")
      }
      // TCP_SYNCNT tells the socket's own count, else tcp_syn_retries.
      let retries = integerOption(call.descriptor, AskedOption.tcpLevel, AskedOption.synCount) ?? 6
      return Explanation(
        "the SYN was sent \(retries) times more (tcp_syn_retries), and no answer came",
        "a firewall that drops looks the same as a host that is not there"
      )
    }
    return Explanation(
      "what was sent was not acknowledged, or keep-alive probes were not answered, for too long"
    )
  }

  /// The flags that `send` or `recv` gave.
  mutating func flags(of call: FailedCall) -> Int32 {
    guard call.verb == .send || call.verb == .recv else { return 0 }
    return operand(2, of: call.operation).flatMap { try? cInteger($0) } ?? 0
  }

  /// What has one reason only.
  mutating func explainOther(_ call: FailedCall) -> Explanation {
    switch call.errno {
    case .messageTooLong: return explainMessageSize(call)
    case .noSuchFile: return explainNoFile(call)
    case .badAddress: return Explanation("a pointer of the call does not point to memory of ours")
    case .noBufferSpace, .outOfMemory: return Explanation("the kernel has no memory for it now")
    case .interrupted where call.entry.map { $0.hasReceiveTimeout || $0.hasSendTimeout } ?? false:
      return Explanation(
        "a signal came while the call slept; under SO_RCVTIMEO or SO_SNDTIMEO the kernel makes no "
          + "call again, whatever SA_RESTART says (signal(7))"
      )
    case .interrupted:
      return Explanation(
        "a signal came while the call slept; its handler has no SA_RESTART: the call is not made again"
      )
    default: break
    }
    if call.errno.name == "EDOM" {
      return Explanation("a time-out's microseconds are 0 to 999,999; more are seconds")
    }
    return Explanation(call.errno.message)
  }

  private mutating func explainMessageSize(_ call: FailedCall) -> Explanation {
    let size = operand(1, of: call.operation).flatMap { try? bytes($0).count }
    let this = size.map { "; this one has \(Self.grouped($0))" } ?? ""
    guard let entry = call.entry, entry.isUDP else {
      let room = integerOption(call.descriptor, SocketLevel.socket, AskedOption.sendBuffer)
      let limit = room.map { " (SO_SNDBUF \(Self.grouped(Int($0))))" } ?? ""
      return Explanation("a datagram must fit the send buffer\(limit)\(this)")
    }
    let isIPv4 = entry.domain == AddressFamily.inet
    return Explanation(
      "a UDP datagram holds at most "
        + (isIPv4 ? "65,507 bytes (65,535 - 20 IP - 8 UDP)" : "65,527 bytes (65,535 - 8 UDP)")
        + this,
      hint: "several datagrams, or TCP"
    )
  }
}
