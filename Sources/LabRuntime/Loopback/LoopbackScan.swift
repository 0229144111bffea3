import LabKernel
import LabProgram
import LabSyntax

/// Reads a step or a check before it runs: whether it needs a private network, what it uses of
/// others and what it makes.
///
/// Before, so that a step is either whole or left out: half a lesson on a port explains nothing.
/// What only the run knows (the family of a socket, an address from a variable) is looked at there.
struct LoopbackScan {
  let program: Program
  let range: LoopbackRange
  /// The setting `net.ipv4.ip_unprivileged_port_start`.
  let firstFreePort: UInt16

  /// The first thing that it needs; `nil`: none.
  private(set) var need: String?
  /// What others were to make.
  private(set) var uses = LoopbackNames()
  private(set) var makes = LoopbackNames()
  /// Sockets whose state it changes, and programs.
  private(set) var changes: Set<Int32> = []

  /// Slots of the running routine that are the file's; `nil`: it is the file's own.
  private var outer: [Int32: Int32]?
  private var role = Role.mention

  /// What an address stands for.
  private enum Role {
    case mention
    case bind(expectsOutcome: Bool)
    case reach
  }

  init(_ program: Program, _ range: LoopbackRange, firstFreePort: UInt16) {
    self.program = program
    self.range = range
    self.firstFreePort = firstFreePort
  }

  /// Reads instructions of the file's own routine.
  mutating func read(_ instructions: Range<Int32>) {
    for pc in instructions { read(program.instructions[Int(pc)]) }
  }

  /// Reads the body of a check, an actor or a cleanup that the routine at hand starts.
  mutating func read(routine index: Int32) {
    let routine = program.routines[Int(index)]
    var names: [Int32: Int32] = [:]
    for capture in program.captures[routine.captures.indices] {
      use(slot: capture.outer)
      names[capture.inner] = fileSlot(capture.outer)
    }
    read(routine, names)
  }

  private mutating func read(_ routine: Routine, _ names: [Int32: Int32]) {
    let before = outer
    outer = names
    read(routine.entry..<routine.end)
    outer = before
  }

  private func fileSlot(_ slot: Int32) -> Int32? { outer == nil ? slot : outer?[slot] }

  // MARK: - Instructions

  private mutating func read(_ instruction: Instruction) {
    switch instruction {
    case .perform(let index): read(program.operations[Int(index)])
    case .bind(let slot, let expression):
      read(expression)
      make(slot: slot)
    case .branch(let condition, _): read(condition: condition)
    case .repeatBegin(_, let count): read(count)
    case .repeatNext(_, let visible, _): make(slot: visible)
    case .forBegin(_, let list): read(list)
    case .forNext(_, let names, let count, _):
      for index in names..<names + count { make(slot: program.slots[Int(index)]) }
    case .actor(let index):
      read(routine: index)
      if outer == nil { makes.labels.insert(program.routines[Int(index)].label) }
    case .cleanup(let index): read(routine: index)
    case .call(let site): read(program.callSites[Int(site)])
    case .leave(let start, let count): for index in start..<start + count { read(index) }
    case .privilegedBegin: want(LoopbackNeed.privileged)
    case .retryBegin(let limit, _): if limit >= 0 { read(limit) }
    // A check inside is judged when it is entered.
    case .check, .jump, .stepBegin, .stepEnd, .blockOpened, .blockClosed, .privilegedEnd,
      .retryEnd, .unwind, .refused, .ownerEnd, .end, .entryEnd:
      break
    }
  }

  private mutating func read(_ site: CallSite) {
    var names: [Int32: Int32] = [:]
    for (position, index) in site.arguments.indices.enumerated() {
      read(Int32(index))
      if case .local(let slot) = program.expressions[index], let known = fileSlot(slot) {
        names[Int32(position)] = known
      }
    }
    read(program.routines[Int(site.routine)], names)
    for index in site.results.indices { make(slot: program.slots[index]) }
  }

  private mutating func read(_ operation: Operation) {
    let operands = operation.operands.indices
    switch operation.verb {
    case .sysctl: want(LoopbackNeed.settings)
    case .address: want(LoopbackNeed.address)
    case .run, .spawn:
      for index in operands { look(program.expressions[index], isProgram: index == operands.first) }
    case .ready:
      if let label = label(operation) { makes.labels.insert(label) }
    case .wait:
      if let label = label(operation) { use(label: label) }
    default: break
    }
    for (position, index) in operands.enumerated() {
      role = role(of: position, in: operation)
      read(Int32(index))
    }
    role = .mention
    read(operation.limit)
    if operation.condition >= 0 { read(condition: operation.condition) }
    if Self.changing.contains(operation.verb), let first = operands.first,
      case .local(let slot) = program.expressions[first], let known = fileSlot(slot)
    {
      changes.insert(known)
    }
    for index in operation.results.indices { make(slot: program.slots[index]) }
  }

  /// Verbs after which their first operand is not what it was.
  private static let changing: Set<Verb> = [
    .bind, .listen, .connect, .send, .shutdown, .close, .reset, .setsockopt, .fill, .drain, .kill,
  ]

  /// The counter of `ready` and `wait`: a number there, as no other operand in first place is.
  private func label(_ operation: Operation) -> Int32? {
    guard let first = operation.operands.indices.first,
      case .integer(let label) = program.expressions[first]
    else { return nil }
    return Int32(truncatingIfNeeded: label)
  }

  private mutating func role(of position: Int, in operation: Operation) -> Role {
    let bind = Role.bind(expectsOutcome: operation.condition >= 0)
    switch (operation.verb, position) {
    case (.bind, 1): return bind
    case (.connect, 1), (.send, 3): return .reach
    case (.call, _):
      guard let first = operation.operands.indices.first,
        case .integer(let number) = program.expressions[first]
      else { return .mention }
      let name = SystemCall.all[Int(number)].name
      if LoopbackNeed.calls.contains(name) { want(LoopbackNeed.call(name)) }
      if name == "bind" { return bind }
      return ["connect", "sendto", "sendmsg", "sendmmsg"].contains(name) ? .reach : .mention
    default: return .mention
    }
  }

  /// Looks at the program of `run` or `spawn`, or at one of its arguments.
  private mutating func look(_ expression: Expression, isProgram: Bool) {
    guard case .constant(let constant) = expression,
      case .bytes(let bytes) = program.constants[Int(constant)]
    else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    if LoopbackNeed.isTable(text) { want(LoopbackNeed.table(text)) }
    let name = String(text.split(separator: "/").last ?? "")
    if isProgram, LoopbackNeed.programs.contains(name) { want(LoopbackNeed.program(name)) }
  }

  // MARK: - Conditions and values

  private mutating func read(condition index: Int32) {
    for relation in program.relations[program.conditions[Int(index)].relations.indices] {
      read(relation.left)
      read(relation.right)
    }
  }

  private mutating func read(_ index: Int32) { read(program.expressions[Int(index)]) }

  private mutating func read(_ expression: Expression) {
    switch expression {
    case .absent, .placeholder, .integer, .constant: return
    case .local(let slot): use(slot: slot)
    case .actors(let label): use(label: label)
    case .field(let base, _), .option(let base, _), .tcpInfo(let base, _), .part(let base, _),
      .control(let base, _):
      read(base)
    case .binary(_, let left, let right):
      read(left)
      read(right)
    case .list(let start, let count), .call(_, let start, let count),
      .structure(_, let start, let count), .controlMessage(_, let start, let count),
      .text(let start, let count):
      for index in start..<start + count { read(index) }
    case .address(let index): read(program.addresses[Int(index)])
    }
  }

  private mutating func read(_ template: AddressTemplate) {
    var port: UInt16?
    switch template.port {
    case .none: break
    case .number(let number): port = number
    case .value(let index): read(index)
    }
    switch template.host {
    case .ip(.v4(let host)): judge(SocketAddress(ipv4: host, port: port ?? 0), port)
    case .ip(.v6(let high, let low, _)):
      judge(SocketAddress(ipv6: (high, low), port: port ?? 0), port)
    case .any:
      if case .mention = role { return }
      let text = port.map { "*:\($0)" } ?? "*"
      if case .bind = role { return want(LoopbackNeed.wildcard(text)) }
      want(LoopbackNeed.outside(text, range: range.text))
    case .localhost: judge(SocketAddress(ipv4: range.localhost, port: port ?? 0), port)
    case .value(let index), .unix(let index): read(index)
    }
  }

  /// An address of the script; `port` is `nil` when only the run knows it.
  private mutating func judge(_ address: SocketAddress, _ port: UInt16?) {
    let limits = LoopbackLimits(range: range, firstFreePort: firstFreePort)
    var expects = false
    switch role {
    case .mention: break
    case .bind(let expectsOutcome):
      expects = expectsOutcome
      if let reason = limits.bindNeed(address, expectsOutcome: expects) { return want(reason) }
    case .reach:
      if let reason = limits.reachNeed(address, isWritten: true) { return want(reason) }
    }
    guard let host = address.ipv4 ?? address.mappedIPv4, let port, port != 0 else { return }
    let place = LoopbackNames.place(host, port)
    if case .bind = role, !expects {
      makes.places.insert(place)
    } else if !makes.places.contains(place) {
      uses.places.insert(place)
    }
  }

  // MARK: - Findings

  private mutating func want(_ reason: String) {
    if need == nil { need = reason }
  }

  private mutating func use(slot: Int32) {
    guard let slot = fileSlot(slot), !makes.slots.contains(slot) else { return }
    uses.slots.insert(slot)
  }

  private mutating func use(label: Int32) {
    if !makes.labels.contains(label) { uses.labels.insert(label) }
  }

  private mutating func make(slot: Int32) {
    if outer == nil, slot >= 0 { makes.slots.insert(slot) }
  }
}
