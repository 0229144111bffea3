import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// From the values of `call NAME(…)` to registers and memory.
extension Machine {
  /// Lays out a call; what depends on another parameter's length comes last.
  mutating func layOut(_ operation: Operation, _ call: SystemCall) throws(Failure) -> CallLayout {
    let layout = CallLayout(call)
    for position in call.parameters.indices {
      let index = operation.operands.start + 1 + Int32(position)
      switch program.expressions[Int(index)] {
      case .absent, .placeholder: break
      default: layout.given[position] = try evaluate(index)
      }
    }
    for position in call.parameters.indices where !call.parameters[position].form.isLength {
      try place(position, in: layout)
    }
    for position in call.parameters.indices where call.parameters[position].form.isLength {
      try placeLength(position, in: layout)
    }
    return layout
  }

  private mutating func place(_ position: Int, in layout: CallLayout) throws(Failure) {
    let value = layout.given[position]
    let form = layout.call.parameters[position].form
    if form.isPointer, let value, let address = pointer(value) {
      layout[position] = address
      layout.shown[position] = Self.shown(pointer: address)
      // A correct program's length does not depend on the pointer being a bad one.
      if address != 0 { layout.lengths[position] = form.usualLength }
      if case .descriptorSet = form { layout.outputs.append(.descriptorSet(at: 0, [])) }
      return
    }
    switch form {
    case .descriptor, .folder, .integer, .choice, .process:
      try placeNumber(position, value, form, in: layout)
    case .bytesIn, .path: try placeBytes(position, in: layout, isPath: form.isPath)
    case .bytesOut(let size): placeRoom(position, sizeAt: size, in: layout)
    case .addressIn: try placeAddress(position, in: layout)
    case .addressOut: placeAddressRoom(position, in: layout)
    case .optionIn(let level, let option):
      try placeOption(position, level: level, option: option, in: layout)
    case .optionOut: try placeOptionRoom(position, in: layout)
    case .messageIn: try placeMessage(position, isInput: true, in: layout)
    case .messageOut: try placeMessage(position, isInput: false, in: layout)
    case .messagesIn: try placeMessages(position, isInput: true, in: layout)
    case .messagesOut: try placeMessages(position, isInput: false, in: layout)
    case .vectorsIn: _ = try placeVectors(position, in: layout)
    case .vectorsOut: layout.outputs.append(.vectors(try placeVectors(position, in: layout)))
    case .descriptorsOut:
      layout[position] = layout.frame.room(8)
      layout.shown[position] = .constant("fds")
      layout.outputs.append(.descriptors(at: layout[position]))
    case .timespec: try placeTime(position, unit: 1, in: layout)
    case .timeval: try placeTime(position, unit: 1000, in: layout)
    case .polled: try placePolled(position, in: layout)
    case .descriptorSet: try placeDescriptorSet(position, in: layout)
    case .epollEvent: try placeStructure(position, size: 16, in: layout)
    case .epollEvents: placeEpollRoom(position, in: layout)
    case .offset: try placeOffset(position, in: layout)
    case .request: try placeRequest(position, in: layout)
    case .signals: try placeSignals(position, in: layout)
    case .structureIn:
      if layout.given[position] != nil { try placeStructure(position, size: 256, in: layout) }
    case .structureOut(let name):
      try placeStructure(position, size: 256, in: layout)
      layout.outputs.append(.structure(at: layout[position], name: name))
    case .processors: try placeProcessors(position, in: layout)
    case .size, .count, .addressLength, .lengthInOut, .highest: break
    }
  }

  /// What C passes as a number.
  private mutating func placeNumber(
    _ position: Int,
    _ value: Value?,
    _ form: CallParameterForm,
    in layout: CallLayout
  ) throws(Failure) {
    switch form {
    case .descriptor, .folder: try placeDescriptor(position, in: layout)
    case .integer(let group):
      let given = try value.map { value throws(Failure) in try number(value) } ?? 0
      layout[position] = Int(given)
      layout.shown[position] = Self.shown(given, in: group)
      // Numbers of options are the same on several levels: the level says which one it is.
      if group == .option, position > 0,
        let option = SocketOptions.find(
          level: Int32(truncatingIfNeeded: layout[position - 1]),
          number: Int32(truncatingIfNeeded: given)
        )
      {
        layout.shown[position] = .constant(option.name)
        layout.shown[position - 1] = .constant(option.levelName)
      }
    case .choice(let names):
      let given = try value.map { value throws(Failure) in try number(value) } ?? 0
      layout[position] = Int(given)
      let name =
        given == 0 && value == nil ? nil : names.first { Constants.named($0)?.value == given }
      layout.shown[position] = name.map { .constant($0) } ?? .integer(Int(given))
    case .process:
      let given = try value.map { value throws(Failure) in try number(value) }
      layout[position] = Int(given ?? Int64(Environment.processID))
      layout.shown[position] = .integer(layout[position])
    default: break
    }
  }

  /// Lengths that follow from what the other parameters are.
  private mutating func placeLength(_ position: Int, in layout: CallLayout) throws(Failure) {
    let given = layout.given[position]
    switch layout.call.parameters[position].form {
    case .lengthInOut(let target):
      if let given, let address = pointer(given), !given.isInteger {
        layout[position] = address
        layout.shown[position] = Self.shown(pointer: address)
        return
      }
      // Without an address no length either, as a correct program has it.
      if given == nil, layout[target] == 0 { return }
      let length = try given.map { value throws(Failure) in try number(value) }
      let initial = Int32(truncatingIfNeeded: length ?? Int64(layout.lengths[target]))
      layout[position] = layout.frame.place(withUnsafeBytes(of: initial) { Array($0) })
      layout.shown[position] = .integer(Int(initial))
    case .size(let target), .count(let target), .addressLength(let target):
      let length = try given.map { value throws(Failure) in try number(value) }
      layout[position] = length.map { Int($0) } ?? layout.lengths[target]
      layout.shown[position] = .integer(layout[position])
    case .highest:
      let length = try given.map { value throws(Failure) in try number(value) }
      layout[position] = length.map { Int($0) } ?? layout.lengths.max() ?? 0
      layout.shown[position] = .integer(layout[position])
    default: break
    }
  }

  /// NULL, BAD_POINTER, or a number as an address; `nil` for what has to be laid down.
  ///
  /// Of numbers only those count that can be no address of this process: others would let the
  /// kernel write into it.
  func pointer(_ value: Value) -> Int? {
    switch value {
    case .integer(let number):
      let isNowhere = number < 4096 || number >= 1 << 47
      return isNowhere ? Int(number) : SystemCallFrame.badPointer
    case .word(let word):
      switch words.names[Int(word)] {
      case "NULL": return 0
      case "BAD_POINTER": return SystemCallFrame.badPointer
      default: return nil
      }
    default: return nil
    }
  }

  /// A number, or what the C headers mean by a name.
  mutating func number(_ value: Value) throws(Failure) -> Int64 {
    switch value {
    case .integer(let number): return number
    case .option(let index): return Int64(SocketOptions.at(Int(index)).number)
    case .errno(let code): return Int64(code)
    case .word(let word):
      if let constant = Constants.named(words.names[Int(word)]) { return constant.value }
    case .socket(let reference): return Int64(sockets.descriptor(of: reference))
    default: break
    }
    throw Failure(.wrongKind(wanted: "a number", got: kindName(value), at: site))
  }

  /// An address as a script writes it.
  static func shown(pointer address: Int) -> CallArgument {
    switch address {
    case 0: .constant("NULL")
    case SystemCallFrame.badPointer: .constant("BAD_POINTER")
    default: .pointer(UInt(bitPattern: address))
    }
  }

  private static func shown(_ number: Int64, in group: ConstantGroup?) -> CallArgument {
    guard let group else { return .integer(Int(number)) }
    switch group {
    case .messageFlag, .socketType, .fileFlag:
      return .constant(Constants.flagNames(number, in: group))
    case .other: return .integer(Int(number))
    default:
      return Constants.name(of: number, in: group).map { .constant($0) } ?? .integer(Int(number))
    }
  }
}

extension Value {
  var isInteger: Bool {
    if case .integer = self { return true }
    return false
  }
}

extension CallParameterForm {
  /// It says how long or how many another parameter is.
  fileprivate var isLength: Bool {
    switch self {
    case .size, .count, .addressLength, .lengthInOut, .highest: true
    default: false
    }
  }

  /// A plain number there is an address.
  fileprivate var isPointer: Bool {
    switch self {
    case .descriptor, .folder, .integer, .choice, .process, .size, .count, .addressLength,
      .lengthInOut,
      .optionIn, .request, .offset, .signals, .processors, .highest:
      false
    default: true
    }
  }

  fileprivate var isPath: Bool {
    if case .path = self { return true }
    return false
  }

  /// The length that goes with a pointer to nothing that was laid down.
  fileprivate var usualLength: Int {
    switch self {
    case .addressOut: SocketAddress.largest
    case .addressIn: 16
    case .optionOut: 4
    default: 1
    }
  }
}
