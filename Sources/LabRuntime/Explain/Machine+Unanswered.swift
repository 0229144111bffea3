import LabEvents
import LabKernel
import LabProgram

/// A SYN that nobody answers: a full accept queue, a firewall, or a host that is not there.
extension Machine {
  /// The `why` of `expect unanswered`.
  mutating func explainUnanswered(_ target: SocketAddress) {
    guard interest.contains(.explanations) else { return }
    told.why += reasonsOfSilence(at: target)
  }

  /// Why no answer comes from there, as far as this network's kernel knows.
  mutating func reasonsOfSilence(at target: SocketAddress) -> [String] {
    let found = diagnosed { (diagnostics, kernel) throws(Errno) in
      try diagnostics.listener(at: target.reachable, kernel: &kernel)
    }
    guard let listener = found ?? nil else {
      return isOwn(target)
        ? [
          "\(target.hostText ?? "it") is this machine, which would answer RST: a firewall rule drops"
        ]
        : ["a firewall that drops looks the same as a host that is not there"]
    }
    let who = index(ofInode: UInt64(listener.inode)).map { name($0) } ?? "the listener"
    guard listener.receiveQueue > listener.sendQueue else {
      return ["\(who) LISTENs on \(listener.local) and has room: a firewall rule drops the packets"]
    }
    return [
      "the accept queue of \(who) is full (\(listener.receiveQueue), backlog \(listener.sendQueue)): "
        + "Linux drops the SYN, and the client repeats it"
    ]
  }
}
