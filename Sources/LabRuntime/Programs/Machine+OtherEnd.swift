import LabConstants
import LabKernel
import LabProgram

/// The program at the other end of a socket, with what lies in the queues between.
struct OtherEnd {
  enum Holder {
    /// A program of `spawn`: its place in the table.
    case program(Int)
    /// No process has it open any more; the kernel still ends the connection.
    case closed
    /// A socket of the script.
    case script(Int32)
    /// The connection waits in the queue of a listener that none of the programs has.
    case foreign
    /// The socket has no other end: it is not connected.
    case none
  }

  var holder: Holder
  /// The inode by which processes hold it, or the listener that has not accepted it.
  var inode: UInt64 = 0
  /// False: the connection waits in the queue of the program's listener.
  var isAccepted = true
  /// Bytes that were sent to the program and are not acknowledged.
  var underWay = 0
  /// Bytes that lie unread in its queue.
  var unread = 0
  /// Bytes that it has sent and that have not arrived.
  var coming = 0

  /// Nothing lies between the two.
  var isEmpty: Bool { underWay == 0 && unread == 0 && coming == 0 }
}

extension Machine {
  /// Who holds the other end, by sock_diag and the programs' /proc/PID/fd.
  ///
  /// A program may close its socket between the two questions: what seems to be nobody's is asked
  /// about once more.
  mutating func otherEnd(of reference: SocketReference) -> OtherEnd {
    let end = seenEnd(of: reference)
    if case .foreign = end.holder { return seenEnd(of: reference) }
    return end
  }

  private mutating func seenEnd(of reference: SocketReference) -> OtherEnd {
    guard sockets.isOpen(reference) else { return OtherEnd(holder: .none) }
    let entry = sockets[reference.index]
    let unsent = SocketFacts.unsent(entry.descriptor, kernel: &kernel)
    var end: OtherEnd
    if entry.domain == AddressFamily.unix {
      end = unixEnd(entry)
      // For Unix sockets SIOCOUTQ counts the memory of what the other end has not read yet.
      if unsent.raw > 0, end.unread == 0 { end.unread = unsent.raw }
      return end
    }
    guard let local = localAddress(entry.descriptor), let peer = peerAddress(entry.descriptor)
    else { return OtherEnd(holder: .none) }
    end = entry.isTCP ? tcpEnd(local, peer) : udpEnd(peer)
    if entry.isTCP { end.underWay = max(0, unsent.raw) }
    if case .foreign = end.holder, let own = self.peer(of: reference) { end.holder = .script(own) }
    return end
  }

  private mutating func tcpEnd(_ local: SocketAddress, _ peer: SocketAddress) -> OtherEnd {
    let found = diagnosed { (diagnostics, kernel) throws(Errno) in
      try diagnostics.connection(local: peer, remote: local, kernel: &kernel)
    }
    guard let socket = found ?? nil else { return OtherEnd(holder: .foreign) }
    var end = OtherEnd(holder: .foreign)
    end.unread = Int(socket.receiveQueue)
    end.coming = Int(socket.sendQueue)
    if socket.inode != 0 {
      end.inode = UInt64(socket.inode)
      end.holder = holder(of: end.inode)
    } else if [.established, .closeWait, .synReceived, .newSynReceived].contains(socket.state) {
      // Nobody has accepted it: it belongs to who listens there.
      end.isAccepted = false
      let listener = diagnosed { (diagnostics, kernel) throws(Errno) in
        try diagnostics.listener(at: peer, kernel: &kernel)
      }
      if let listener = listener ?? nil {
        end.inode = UInt64(listener.inode)
        end.holder = holder(of: end.inode)
      }
    } else {
      end.holder = .closed
      end.unread = 0
    }
    return end
  }

  private mutating func udpEnd(_ peer: SocketAddress) -> OtherEnd {
    let found = diagnosed { (diagnostics, kernel) throws(Errno) in
      try diagnostics.datagramSockets(on: peer.port ?? 0, kernel: &kernel)
    }
    var end = OtherEnd(holder: .foreign)
    for socket in found ?? [] {
      guard case .program(let index) = holder(of: UInt64(socket.inode)) else { continue }
      end.holder = .program(index)
      end.inode = UInt64(socket.inode)
      end.unread += Int(socket.receiveQueue)
    }
    return end
  }

  private mutating func unixEnd(_ entry: SocketEntry) -> OtherEnd {
    let found = diagnosed { (diagnostics, kernel) throws(Errno) in
      try diagnostics.unixSockets(kernel: &kernel)
    }
    let all = found ?? []
    let inode = SocketFacts.inode(entry.descriptor) ?? 0
    guard let own = all.first(where: { UInt64($0.inode) == inode }) else {
      return OtherEnd(holder: .none)
    }
    if let peer = own.peer, peer != 0 {
      var end = OtherEnd(holder: holder(of: UInt64(peer)), inode: UInt64(peer))
      end.unread = Int(all.first { $0.inode == peer }?.receiveQueue ?? 0)
      if case .foreign = end.holder, let own = index(ofInode: UInt64(peer)) {
        end.holder = .script(own)
      }
      return end
    }
    // Not accepted yet: it belongs to who listens at the address it was connected to.
    guard let address = peerAddress(entry.descriptor),
      let listener = all.first(where: { $0.state == .listen && $0.address == address })
    else { return OtherEnd(holder: own.state == .established ? .foreign : .none) }
    let listening = UInt64(listener.inode)
    return OtherEnd(holder: holder(of: listening), inode: listening)
  }

  /// The program that has a socket open.
  mutating func holder(of inode: UInt64) -> OtherEnd.Holder {
    for index in programs.indices where programs[index].isSpawned && hasProcesses(index) {
      if socketInodes(of: index).contains(inode) { return .program(index) }
    }
    return .foreign
  }
}
