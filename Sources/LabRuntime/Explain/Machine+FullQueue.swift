import LabDiagnostics
import LabKernel
import LabProgram

/// A line or a match is looked for in the receive queue, and read when it is whole.
///
/// One that is longer than the queue never is: the kernel takes no more while nobody reads.
extension Machine {
  /// Says that the queue is full; nothing when there is room.
  mutating func fullQueueNotes(
    _ operation: Operation,
    _ socket: SocketReference,
    _ came: Int
  ) -> [Diagnostic.Note] {
    let entry = sockets[socket.index]
    guard came > 0, let queue = SocketFacts.receiveMemory(entry.descriptor, kernel: &kernel) else {
      return []
    }
    // A Unix socket's bytes are its sender's (unix(7)), with as much of the kernel's overhead.
    let used = entry.isTCP ? queue.used : came * 9 / 4
    guard used >= queue.size / 8 * 7 else { return [] }
    let name = name(of: socket, operation)
    let sender = peer(of: socket).map { self.name($0) } ?? "the sender"
    let (owner, option) = entry.isTCP ? (name, "SO_RCVBUF") : (sender, "SO_SNDBUF")
    let what = operation.form == .line ? "a line" : "what matches"
    return [
      Diagnostic.Note(
        "why",
        "the queue is full (\(option) of \(owner)), so no more comes; nothing is read before"
          + " \(what) is whole, and it must fit in there"
      ),
      Diagnostic.Note(
        "try",
        "setsockopt \(owner) \(option) \(queue.size * 16) first, or read in parts: expect \(name)"
          + " bytes \(came)"
      ),
    ]
  }
}
