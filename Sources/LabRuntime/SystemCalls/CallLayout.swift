import LabKernel
import LabProgram

/// A call with its arguments laid out in memory, and where to look for what comes back.
///
/// A class, so that it can outlive the turn in which a helper thread began the call.
final class CallLayout {
  let call: SystemCall
  let frame: SystemCallFrame
  /// The arguments' values; `nil` for `_` and for what was left out.
  var given: [Value?]
  /// By parameter: true lengths in bytes or elements, for those that say how much there is.
  var lengths: [Int]
  /// By parameter: as people and C read it.
  var shown: [CallArgument]
  var outputs: [CallOutput] = []

  init(_ call: SystemCall) {
    self.call = call
    frame = SystemCallFrame(call.name)
    let count = call.parameters.count
    given = [Value?](repeating: nil, count: count)
    lengths = [Int](repeating: 0, count: count)
    shown = [CallArgument](repeating: .constant("NULL"), count: count)
    frame.arguments = [Int](repeating: 0, count: count) + call.added
  }

  /// The script's socket that the call is about: its first descriptor.
  var subject: SocketReference? {
    if case .socket(let reference)?? = given.first { return reference }
    return nil
  }

  /// The register of a parameter.
  subscript(position: Int) -> Int {
    get { frame.arguments[position] }
    set { frame.arguments[position] = newValue }
  }

  /// A number that the script gave for a parameter.
  func number(_ position: Int) -> Int64? {
    if case .integer(let number)? = given[position] { return number }
    return nil
  }

  /// The number given for the size of a parameter's buffer, if any.
  func givenSize(of position: Int) -> Int? {
    for (index, parameter) in call.parameters.enumerated() {
      switch parameter.form {
      case .size(of: position), .count(of: position), .addressLength(of: position),
        .lengthInOut(of: position):
        return number(index).map { Int(truncatingIfNeeded: $0) }
      default: break
      }
    }
    return nil
  }
}

/// Where the kernel writes, and what it means there.
enum CallOutput {
  /// As many bytes as the call returned.
  case bytes(at: Int, capacity: Int)
  /// `length` is the parameter that points to its length.
  case address(at: Int, capacity: Int, position: Int)
  case option(at: Int, capacity: Int, position: Int)
  case message(MessagePlace)
  case messages([MessagePlace])
  /// How many bytes of each message were taken.
  case sentMessages(at: Int)
  /// Buffers in their order.
  case vectors([(at: Int, count: Int)])
  case descriptors(at: Int)
  case polled(at: Int, count: Int)
  case descriptorSet(at: Int, [Value])
  case epollEvents(at: Int)
  /// `layout` of the structure that the script gave; -1: an `int`.
  case request(at: Int, layout: Int32)
  case offset(at: Int)
  case structure(at: Int, name: String)
}

/// One `struct msghdr` in memory.
struct MessagePlace {
  let at: Int
  let nameAt: Int
  let nameCapacity: Int
  let buffers: [(at: Int, count: Int)]
  let controlAt: Int
  let controlCapacity: Int

  /// Offsets in `struct msghdr` of 64-bit machines, and its size; those in `struct mmsghdr`.
  static let nameLength = 8
  static let vectors = 16
  static let vectorCount = 24
  static let control = 32
  static let controlLength = 40
  static let flags = 48
  static let size = 56
  static let count = 56
  static let sizeWithCount = 64
}
