import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// A port that no open socket of this file has: TIME_WAIT, other processes, what nobody shows.
extension Machine {
  mutating func explainForeignHolder(
    _ call: FailedCall,
    _ wanted: SocketAddress,
    _ port: UInt16
  ) -> Explanation {
    let transport: DiagnosedSocket.TransportProtocol = call.entry?.isUDP == true ? .udp : .tcp
    let found =
      diagnosed { (diagnostics, kernel) throws(Errno) in
        try diagnostics.sockets(transport, localPort: port, kernel: &kernel)
      } ?? []
    let holders = found.filter { holder in
      AddressOverlap(holder.local, isDual: true, wanted, wantsBoth: true) != nil
        && index(ofInode: UInt64(holder.inode)) == nil
    }
    if let owned = holders.first(where: { $0.inode != 0 }) {
      return explainOwned(call, owned, port)
    }
    if let waiting = holders.first(where: { $0.state == .timeWait }) {
      return explainTimeWait(call, waiting)
    }
    if let orphan = holders.first {
      return Explanation(
        "\(orphan.local) -> \(orphan.remote) is in \(orphan.state.name): closed by its program, the "
          + "kernel still ends it",
        hint: reuseHint(call, else: "bind another port, or wait until the kernel has ended it")
      )
    }
    return Explanation(
      "a process has bound \(call.transport) port \(port) and does not listen; of such sockets "
        + "the kernel",
      "shows no owner. Look for it: sudo lsof -nP -i :\(port)",
      hint: options.hasPrivateNetwork ? "bind another port" : privateHint
    )
  }

  /// What helps where other programs have ports too.
  private var privateHint: String {
    loopback == nil
      ? "network private      at the top: then no other program can have the port"
      : "bind another port: who binds *:PORT has it on every address of this machine"
  }

  /// Who closes first keeps the four values for 60 s (TCP_TIMEWAIT_LEN of the kernel).
  private mutating func explainTimeWait(_ call: FailedCall, _ waiting: DiagnosedSocket)
    -> Explanation
  {
    let reuses =
      integerOption(call.descriptor, SocketLevel.socket, AskedOption.reuseAddress) == 1
    let first =
      "\(waiting.local) -> \(waiting.remote) is in TIME_WAIT: it guards the port for 60 s"
    let second =
      reuses
      ? "\(call.name) has SO_REUSEADDR; the old server needed it too, before that connection came"
      : "SO_REUSEADDR is not set on \(call.name); the old and the new server both need it"
    let wait = "bind another port, or wait until the 60 s are over"
    return Explanation(first, second, hint: reuseHint(call, else: wait))
  }

  private mutating func explainOwned(
    _ call: FailedCall,
    _ owned: DiagnosedSocket,
    _ port: UInt16
  ) -> Explanation {
    let what = "\(owned.local) is in \(owned.state.name)"
    if case .program(let index) = holder(of: UInt64(owned.inode)) {
      let name = programName(index)
      return Explanation(
        "\(what); \(name) (\(place(programs[index].startedAt))) has it",
        hint: "bind before \(name) is started, or another port"
      )
    }
    if options.hasPrivateNetwork {
      return Explanation(
        "\(what); another process of this network has it",
        hint: "is it a program that an earlier 'run' left behind, or a 'socklab enter'?"
      )
    }
    // Started by root, we may look; the script itself goes on without its capabilities.
    let owners = Capabilities.raised(.all) {
      ProcessOwners.holding(inode: UInt64(owned.inode)).owners
    }
    if let owner = owners.first {
      let more = owners.count > 1 ? " and \(owners.count - 1) more" : ""
      return Explanation(
        "\(what); it belongs to \(owner.command) (pid \(owner.process))\(more)",
        hint: privateHint
      )
    }
    let user = UserNames.name(of: owned.userID).map { "\($0) (uid \(owned.userID))" }
    let command =
      owned.transport == .tcp
      ? "sudo ss -tlnp sport = \(port)" : "sudo ss -ulnp sport = \(port)"
    return Explanation(
      "\(what); it belongs to user \(user ?? "\(owned.userID)"), whose processes",
      "we may not look into. Its name: \(command)",
      hint: privateHint
    )
  }
}

/// Names of users, from passwd(5).
enum UserNames {
  static func name(of user: UInt32) -> String? {
    guard let file = try? FileReading.bytes(of: "/etc/passwd", limit: 1 << 20) else { return nil }
    for line in file.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      if fields.count > 2, UInt32(String(decoding: fields[2], as: UTF8.self)) == user {
        return String(decoding: fields[0], as: UTF8.self)
      }
    }
    return nil
  }
}
