/// A `msghdr(…)` of the script: its parts in C's order, `.none` where one is left out; recvmsg(2).
final class MessageHeader {
  let name: Value
  let nameLength: Value
  let vectors: Value
  let vectorCount: Value
  let control: Value
  let controlLength: Value
  let flags: Value

  /// The arguments of the constructor, in its order.
  init(_ parts: [Value]) {
    name = parts[0]
    nameLength = parts[1]
    vectors = parts[2]
    vectorCount = parts[3]
    control = parts[4]
    controlLength = parts[5]
    flags = parts[6]
  }

  /// Nothing said: all is as a correct program would have it.
  static var empty: MessageHeader { MessageHeader([Value](repeating: .none, count: 7)) }
}

/// One `iovec(base, len)`: a buffer with a length of its own.
final class VectorElement {
  let base: Value
  let length: Value

  init(base: Value, length: Value) {
    self.base = base
    self.length = length
  }
}

/// A control message, built by the script or received; cmsg(3).
final class ControlValue {
  let level: Int32
  let type: Int32
  let data: [UInt8]
  /// `cmsg_len`, where the script says another than the right one.
  let length: Int64?
  /// Descriptors that came with it: the receiver's own.
  let descriptors: [Value]

  init(
    level: Int32,
    type: Int32,
    data: [UInt8],
    length: Int64? = nil,
    descriptors: [Value] = []
  ) {
    self.level = level
    self.type = type
    self.data = data
    self.length = length
    self.descriptors = descriptors
  }

  /// The size of `struct cmsghdr`.
  static let headerSize = 16

  /// As it lies in `msg_control`, filled up to a multiple of eight bytes.
  var bytes: [UInt8] {
    let length = self.length ?? Int64(Self.headerSize + data.count)
    var all = withUnsafeBytes(of: length.littleEndian) { Array($0) }
    all += withUnsafeBytes(of: level.littleEndian) { Array($0) }
    all += withUnsafeBytes(of: type.littleEndian) { Array($0) }
    all += data
    return all + [UInt8](repeating: 0, count: (8 - all.count % 8) % 8)
  }
}
