import LabConstants
import LabKernel

/// A value of the script while it runs: sixteen bytes, so that frames of many actors stay small.
enum Value {
  /// Nothing was bound here: the call that should have given a value failed, as expected.
  case none
  case integer(Int64)
  case bytes([UInt8])
  /// Nanoseconds.
  case duration(Int64)
  case address(SocketAddress)
  /// `*:8080`, `localhost:0`: the family comes from the socket, or address, that it meets.
  case familyless(FamilylessAddress)
  /// An address whose port says nothing.
  case ip(SocketAddress)
  /// Never 0; success is the word `ok`.
  case errno(Int32)
  /// Index in `Machine.words`.
  case word(Int32)
  case list([Value])
  case range(ValueRange)
  case socket(SocketReference)
  /// A program, by its number among all that this run started.
  case program(Int32)
  /// The actors of a label.
  case actors(Int32)
  case result(CallResult)
  /// Index in `Program.patterns`.
  case pattern(Int32)
  case tuple(FourTuple)
  /// Index in `SocketOptions.all`.
  case option(Int32)
  /// `msghdr(…)`
  case message(MessageHeader)
  /// `iovec(base, len)`
  case vector(VectorElement)
  /// A control message.
  case control(ControlValue)
  /// `buffer(n)`: room for the kernel, in bytes.
  case buffer(Int64)
  case structure(Structure)
  /// What a student handed in: `MachineOptions.submission`.
  case submission
}

/// A structure for the kernel or from it.
final class Structure {
  /// Index in `Structures.all`; -1: bytes of which the tables know no fields.
  let layout: Int32
  let bytes: [UInt8]
  /// What its pointer is to point to when a call lays it down: the instructions of `sock_fprog`.
  let pointed: [UInt8]

  init(layout: Int32 = -1, bytes: [UInt8], pointed: [UInt8] = []) {
    self.layout = layout
    self.bytes = bytes
    self.pointed = pointed
  }

  /// Where its pointer lies; `nil` when it has none to lay down.
  var pointerOffset: Int? {
    guard layout >= 0, !pointed.isEmpty else { return nil }
    return Structures.all[Int(layout)].fields.first { $0.form == .pointer }?.offset
  }
}

/// An address that waits for a family.
struct FamilylessAddress: Equatable {
  /// `*`; else `localhost`.
  let isWildcard: Bool
  let port: UInt16
}

/// Which socket a name means, also after that socket is gone.
struct SocketReference: Equatable {
  /// In `SocketTable.entries`.
  let index: Int32
  /// Equal to the entry's while it is this socket.
  let generation: Int32
  /// The descriptor it had; -1 when the call that should have made it failed.
  let descriptor: Int32
}

/// `a..b`, both ends included.
final class ValueRange {
  let low: Int64
  let high: Int64
  let isDuration: Bool

  init(low: Int64, high: Int64, isDuration: Bool) {
    self.low = low
    self.high = high
    self.isDuration = isDuration
  }
}

/// Both addresses of a connection, as its socket sees them; it outlives the socket.
final class FourTuple {
  let local: SocketAddress
  let peer: SocketAddress
  /// The network that it was in: `Machine.network`.
  let network: Int32

  init(local: SocketAddress, peer: SocketAddress, network: Int32) {
    self.local = local
    self.peer = peer
    self.network = network
  }

  /// The same connection, from whichever end.
  func isSame(as other: FourTuple) -> Bool {
    (local == other.local && peer == other.peer) || (local == other.peer && peer == other.local)
  }
}

/// What a call, or an expectation with `as`, gave.
final class CallResult {
  /// 0 is `ok`.
  let errno: Int32
  let count: Int64
  let data: [UInt8]
  /// `msg_flags`; `nil` of calls that have none.
  let flags: Int64?
  let from: SocketAddress?
  let value: Value
  /// Index in `Machine.words`.
  let signal: Int32
  /// Nanoseconds.
  let elapsed: Int64
  /// Named groups of a regular expression: index of the name in `Program.labels`, and its bytes.
  let groups: [(name: String, bytes: [UInt8])]
  /// Control messages, as `.control` each.
  let control: [Value]
  /// The length of an address or option value; `nil` of calls that give none.
  let length: Int64?

  init(
    errno: Int32 = 0,
    count: Int64 = 0,
    data: [UInt8] = [],
    flags: Int64? = nil,
    from: SocketAddress? = nil,
    value: Value = .none,
    signal: Int32 = -1,
    elapsed: Int64 = 0,
    groups: [(name: String, bytes: [UInt8])] = [],
    control: [Value] = [],
    length: Int64? = nil
  ) {
    self.errno = errno
    self.count = count
    self.data = data
    self.flags = flags
    self.from = from
    self.value = value
    self.signal = signal
    self.elapsed = elapsed
    self.groups = groups
    self.control = control
    self.length = length
  }
}
