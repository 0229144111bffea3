import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// What an instruction comes to when nothing about it is rare.
///
/// Trivial, and small: the machine does most of a quiet run from these alone.
enum PlainStatement {
  /// Whatever has a form of its own: options, `as` of a call, an `expect` behind it, other values.
  case none
  case jump(Int32)
  case repeatNext(slot: Int32, visible: Int32, end: Int32)
  /// The top of a `for` over a list, with one name.
  case forNext(slot: Int32, name: Int32, end: Int32)
  /// `let l = l + [c]`: the slots of the list and of the element.
  case append(list: Int32, element: Int32)
  /// `socket tcp as c`: index in `PlainCode.forms`.
  case socket(form: Int32, into: PlainPlace)
  /// `connect c 127.0.0.1:8080`: index in `PlainCode.addresses`.
  case connect(socket: Int32, address: Int32)
  case accept(listener: Int32, into: PlainPlace)
  /// `send c "ping\n"`
  case send(socket: Int32, PlainText)
  /// `send c greeting`: bytes in a slot.
  case sendValue(socket: Int32, slot: Int32)
  /// `expect c "pong\n"`
  case expect(socket: Int32, PlainText)
  /// `expect c greeting`
  case expectValue(socket: Int32, slot: Int32)
  /// `expect c bytes 16`
  case expectCount(socket: Int32, Int32)
  /// `expect c eof`
  case expectEnd(socket: Int32)
  case close(socket: Int32)
}

/// A slot that takes a socket, and the name that the socket gets from it.
struct PlainPlace {
  var slot: Int32
  /// Index in `Program.labels`; -1: none.
  var label: Int32
}

/// A part of `PlainCode.bytes`.
struct PlainText {
  var start: Int32
  var count: Int32
}

/// The plain statements of a program: a second, shorter lowering that a quiet run makes at its start.
///
/// What a statement evaluates, tells and remembers for readers is most of its cost; where no reader
/// wants to know and every operand is a name or a constant, nothing of that is left.
struct PlainCode {
  /// The same indices as `Program.instructions`.
  private(set) var statements: [PlainStatement] = []
  /// All constant texts, one behind the other.
  private(set) var bytes: [UInt8] = []
  private(set) var forms: [SocketForm] = []
  /// Each address twice: as IPv4 and as IPv6 sockets take it.
  private(set) var addresses: [SocketAddress] = []
  private var texts: [Int32: PlainText] = [:]

  /// Of a run with readers: no statement is plain.
  init() {}

  /// - Parameters:
  ///   - program: The whole program; it does not grow.
  ///   - constantAddresses: `Machine.constantAddresses`.
  ///   - localhost: What `localhost` means over IPv4.
  init(_ program: Program, constantAddresses: [Value], localhost: UInt32) {
    statements = [PlainStatement](repeating: .none, count: program.instructions.count)
    for address in constantAddresses { addAddress(address, localhost: localhost) }
    for (number, routine) in program.routines.enumerated() {
      for index in Int(routine.entry)...Int(routine.end) where statements.indices.contains(index) {
        statements[index] = plain(
          program.instructions[index],
          program,
          labels: program.slotLabels[number]
        )
      }
    }
  }

  private mutating func addAddress(_ value: Value, localhost: UInt32) {
    switch value {
    case .address(let address): addresses += [address, address]
    case .familyless(let address):
      let isWildcard = address.isWildcard
      addresses.append(SocketAddress(ipv4: isWildcard ? 0 : localhost, port: address.port))
      addresses.append(SocketAddress(ipv6: (0, isWildcard ? 0 : 1), port: address.port))
    default: addresses += [.unixUnnamed, .unixUnnamed]
    }
  }

  private mutating func plain(_ instruction: Instruction, _ program: Program, labels: [Int32])
    -> PlainStatement
  {
    switch instruction {
    case .jump(let target): return .jump(target)
    case .repeatNext(let slot, let visible, let end):
      return .repeatNext(slot: slot, visible: visible, end: end)
    case .forNext(let slot, let names, 1, let end):
      return .forNext(slot: slot, name: program.slots[Int(names)], end: end)
    case .bind(let slot, let expression):
      guard case .binary(.plus, let left, let right) = program.expressions[Int(expression)],
        case .local(slot) = program.expressions[Int(left)],
        case .list(let start, 1) = program.expressions[Int(right)],
        case .local(let element) = program.expressions[Int(start)]
      else { return .none }
      return .append(list: slot, element: element)
    case .perform(let index):
      let operation = program.operations[Int(index)]
      guard operation.modifiers.rawValue == 0, operation.condition < 0,
        operation.operands.count > 0
      else { return .none }
      let operands = program.expressions[operation.operands.indices]
      return operation.results.count == 0
        ? statement(operation, operands, program)
        : maker(operation, operands, program, labels: labels)
    default: return .none
    }
  }

  /// A statement that makes a socket.
  private mutating func maker(
    _ operation: Operation,
    _ operands: ArraySlice<Expression>,
    _ program: Program,
    labels: [Int32]
  ) -> PlainStatement {
    guard operation.results.count == 1, let first = operands.first else { return .none }
    let slot = program.slots[Int(operation.results.start)]
    let place = PlainPlace(slot: slot, label: labels[Int(slot)])
    switch (operation.verb, first) {
    case (.socket, .constant(let index)):
      guard case .word(let word) = program.constants[Int(index)], !isGiven(1, operands),
        let form = SocketForm.shorthand(program.words[Int(word)]), form.type != 0
      else { return .none }
      forms.append(form)
      return .socket(form: Int32(forms.count) - 1, into: place)
    case (.accept, .local(let listener)): return .accept(listener: listener, into: place)
    default: return .none
    }
  }

  /// A statement whose first operand is a socket in a slot.
  private mutating func statement(
    _ operation: Operation,
    _ operands: ArraySlice<Expression>,
    _ program: Program
  ) -> PlainStatement {
    guard case .local(let socket)? = operands.first else { return .none }
    let second = operands.dropFirst().first ?? .absent
    switch (operation.verb, operation.form, second) {
    case (.close, _, .absent): return .close(socket: socket)
    case (.connect, _, .address(let index)):
      // Those that depend on values have a place in the pool, but no address.
      guard !addresses[Int(index) * 2].isUnixUnnamed else { return .none }
      return .connect(socket: socket, address: index * 2)
    case (.send, _, .constant(let index)) where !isGiven(2, operands) && !isGiven(3, operands):
      return text(index, program).map { .send(socket: socket, $0) } ?? .none
    case (.send, _, .local(let slot)) where !isGiven(2, operands) && !isGiven(3, operands):
      return .sendValue(socket: socket, slot: slot)
    case (.expect, .bytes, .constant(let index)):
      return text(index, program).map { .expect(socket: socket, $0) } ?? .none
    case (.expect, .bytes, .local(let slot)): return .expectValue(socket: socket, slot: slot)
    case (.expect, .count, .integer(let count)) where (1...1 << 20).contains(count):
      return .expectCount(socket: socket, Int32(count))
    case (.expect, .eof, _): return .expectEnd(socket: socket)
    default: return .none
    }
  }

  private func isGiven(_ position: Int, _ operands: ArraySlice<Expression>) -> Bool {
    guard position < operands.count else { return false }
    switch operands[operands.startIndex + position] {
    case .absent, .placeholder: return false
    default: return true
    }
  }

  /// A constant's bytes; `nil` when it has none, or they would not fit.
  private mutating func text(_ index: Int32, _ program: Program) -> PlainText? {
    if let known = texts[index] { return known }
    guard case .bytes(let constant) = program.constants[Int(index)],
      bytes.count + constant.count <= Int(Int32.max)
    else { return nil }
    let text = PlainText(start: Int32(bytes.count), count: Int32(constant.count))
    bytes += constant
    texts[index] = text
    return text
  }
}
