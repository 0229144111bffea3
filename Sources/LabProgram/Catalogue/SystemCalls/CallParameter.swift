package import LabConstants

/// One parameter of a C call: its name in the manual, and what may stand there.
package struct CallParameter: Sendable {
  package let name: String
  package let form: CallParameterForm

  init(_ name: String, _ form: CallParameterForm) {
    self.name = name
    self.form = form
  }

  static let descriptor = CallParameter("fd", .descriptor)
  static let flags = CallParameter("flags", .integer(.messageFlag))
}

/// What a parameter is, and what `_` (or leaving it out) puts there.
///
/// `Int` payloads are positions of other parameters. Every pointer may be NULL, BAD_POINTER or a
/// number; every number may be wrong.
package enum CallParameterForm: Sendable {
  /// A socket, or any number.
  case descriptor
  /// The folder of the …at calls; `_` is AT_FDCWD.
  case folder
  /// A number; `_` is 0. The group names its constants for messages.
  case integer(ConstantGroup?)
  /// One of these constants, or any number; `_` is 0.
  case choice([String])
  /// `_` is the process's own number.
  case process
  /// How many bytes a buffer has; `_` is its true length.
  case size(of: Int)
  /// How many elements a list has; `_` is its true length.
  case count(of: Int)
  /// Bytes for the kernel; `_` is none.
  case bytesIn
  /// Room for the kernel; `_` is as much as the size says, or 65,536.
  case bytesOut(size: Int)
  case path
  case addressIn
  case addressLength(of: Int)
  /// Room for an address; `_` is the largest there is.
  case addressOut
  /// A pointer to the length of an address or option value; a number is what it points to.
  case lengthInOut(of: Int)
  case optionIn(level: Int, option: Int)
  case optionOut(level: Int, option: Int, length: Int)
  case messageIn
  /// `_` has room for an address, 65,536 bytes and 4,096 bytes of control messages.
  case messageOut
  case messagesIn
  case messagesOut
  case vectorsIn
  case vectorsOut
  /// Room for two descriptors.
  case descriptorsOut
  /// A duration, or NULL, which `_` is.
  case timespec
  case timeval
  /// A list of `pollfd(fd, events)`.
  case polled
  /// The highest descriptor of the three sets behind it, plus 1.
  case highest
  /// A list of sockets.
  case descriptorSet
  case epollEvent
  case epollEvents(count: Int)
  /// A file offset, in and out.
  case offset
  /// The third parameter of fcntl and ioctl; what it is depends on the request.
  case request(Int)
  /// One signal or a list of them.
  case signals
  /// A structure of that name for the kernel; `_` is NULL.
  case structureIn(String)
  /// Room for a structure of that name.
  case structureOut(String)
  /// A list of processor numbers, or the mask as bytes; `_` is processor 0.
  case processors

  /// What may stand there beside NULL, BAD_POINTER and numbers.
  package var kinds: KindSet {
    switch self {
    case .descriptor: [.integer, .socket]
    case .folder: [.integer, .socket]
    case .integer, .choice, .process: [.integer, .option, .errno, .word]
    case .size, .count, .addressLength, .highest: .integer
    case .lengthInOut: [.integer, .word]
    case .bytesIn: [.bytes, .structure, .integer, .word]
    case .bytesOut: [.structure, .integer, .word]
    case .path: [.bytes, .integer, .word]
    case .addressIn: [.address, .socket, .structure, .bytes, .integer, .word]
    case .addressOut: [.structure, .integer, .word]
    case .optionIn: [.integer, .duration, .bytes, .structure, .word]
    case .optionOut: [.structure, .bytes, .integer, .word]
    case .messageIn, .messageOut: [.structure, .integer, .word]
    case .messagesIn, .messagesOut: [.list, .integer, .word]
    case .vectorsIn: [.list, .bytes, .integer, .word]
    case .vectorsOut: [.list, .structure, .integer, .word]
    case .descriptorsOut: [.integer, .word]
    case .timespec, .timeval: [.duration, .structure, .integer, .word]
    case .polled: [.list, .structure, .integer, .word]
    case .descriptorSet: [.list, .socket, .integer, .word]
    case .epollEvent: [.structure, .integer, .word]
    case .epollEvents: [.structure, .integer, .word]
    case .offset: [.integer, .word]
    case .request: [.integer, .bytes, .structure, .socket, .word, .option]
    case .signals: [.word, .list, .integer]
    case .structureIn, .structureOut: [.structure, .integer, .word]
    case .processors: [.list, .integer, .bytes, .structure, .word]
    }
  }

  /// Whether a correct program's value is known: `_` may stand there.
  package var hasDefault: Bool {
    switch self {
    case .descriptor, .path, .signals: false
    default: true
    }
  }
}
