import LabDiagnostics
import LabKernel
import LabProgram

/// A call that answered with an errno, with what the machine knows of it.
struct FailedCall {
  /// The statement; of `call` the one that would make the same call, where there is one.
  let operation: Operation
  let isSystemCall: Bool
  let errno: Errno
  /// The socket it was made on, when there is one.
  let socket: SocketReference?
  /// The descriptor that was passed; -1: none.
  let descriptor: Int32
  /// The address that was passed.
  let address: SocketAddress?
  /// What the table knows of the socket, while it is open.
  let entry: SocketEntry?
  /// Its name in the script: "web", or "fd 3".
  let name: String

  var verb: Verb { operation.verb }

  /// How people call its kind: TCP, UDP.
  var transport: String { entry?.transport ?? "TCP" }

  var isUnix: Bool { entry?.domain == AddressFamily.unix || address?.isUnix == true }
}

/// Why the kernel answered so, from what it can be asked.
struct Explanation {
  /// One line each, under the call: what a passing lesson teaches.
  var why: [String]
  /// One thing to try; the line of a script first, where it is one.
  var hint: String?
  /// Other lines of the file that have to do with it.
  var look: [String]

  init(_ why: String..., hint: String? = nil, look: [String] = []) {
    self.why = why
    self.hint = hint
    self.look = look
  }

  /// As a failure shows it: `= kernel: …`, `= look: …`, `= try: …`.
  var notes: [Diagnostic.Note] {
    var notes: [Diagnostic.Note] = []
    if !why.isEmpty { notes.append(.lines("kernel", why)) }
    if !look.isEmpty { notes.append(.lines("look", look)) }
    if let hint { notes.append(Diagnostic.Note("try", hint)) }
    return notes
  }
}

extension SocketEntry {
  /// As people call it: TCP, UDP, Unix stream.
  var transport: String {
    switch (domain, type) {
    case (AddressFamily.inet, SocketType.stream), (AddressFamily.inet6, SocketType.stream): "TCP"
    case (AddressFamily.inet, SocketType.datagram), (AddressFamily.inet6, SocketType.datagram):
      "UDP"
    case (AddressFamily.unix, SocketType.stream): "Unix stream"
    case (AddressFamily.unix, SocketType.datagram): "Unix datagram"
    case (AddressFamily.unix, _): "Unix seqpacket"
    case (_, SocketType.raw): "raw"
    default: "socket"
    }
  }

  /// The word of the language for a socket like it.
  var familyWord: String {
    switch (domain, type) {
    case (AddressFamily.inet, SocketType.stream): "tcp"
    case (AddressFamily.inet6, SocketType.stream): "tcp6"
    case (AddressFamily.inet, SocketType.datagram): "udp"
    case (AddressFamily.inet6, SocketType.datagram): "udp6"
    case (AddressFamily.unix, SocketType.datagram): "unix dgram"
    case (AddressFamily.unix, SocketType.sequentialPacket): "unix seqpacket"
    case (AddressFamily.unix, _): "unix stream"
    default: "inet"
    }
  }

  var isInternet: Bool { domain == AddressFamily.inet || domain == AddressFamily.inet6 }

  var isTCP: Bool { isInternet && type == SocketType.stream }

  var isUDP: Bool { isInternet && type == SocketType.datagram }

  /// The instruction that gave it its address; -1: none yet.
  var addressedAt: Int32 { boundAt >= 0 ? boundAt : (connectedAt >= 0 ? connectedAt : listeningAt) }
}
