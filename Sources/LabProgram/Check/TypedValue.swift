import LabConstants

/// A value of the script, lowered, with what is known of it before the run.
struct TypedValue {
  var expression: Expression = .absent
  var kinds: KindSet = .any
  /// Of a list: the kinds of its elements.
  var elements: KindSet = .any
  /// For constants of the C headers and what is made of them: which table they are from.
  var group: ConstantGroup?
  /// The number of the table's word; -1: it is none.
  var word: Int8 = -1
  /// The kernel is asked for it.
  var isLive = false
  /// A mistake in it was told already.
  var isWrong = false
  /// Where its socket was certainly closed; -1: not.
  var closedAt: Int32 = -1
  /// The binding of a bare name; -1: it is none.
  var binding: Int32 = -1
  /// Index in `Program.patterns`, of a regex or of its result.
  var pattern: Int32 = -1
  /// Of a structure: index in `Structures.all`; -1: not known.
  var layout: Int32 = -1
  /// How many elements a literal list or range has; -1: not known.
  var count = -1

  static let wrong = TypedValue(isWrong: true)

  /// Whether it can stand where an operand is expected.
  func fits(_ operand: OperandPlan) -> Bool {
    if isWrong || operand.kinds == .any { return true }
    if word >= 0 { return operand.words.contains(word) }
    guard let group else { return !kinds.isDisjoint(with: operand.kinds) }
    switch group {
    case .errno, .option: return !kinds.isDisjoint(with: operand.kinds)
    case .tcpState, .signal, .capability, .pointer: return operand.constants == group
    case .addressFamily, .socketType:
      // An option's value may be one: IPV6_ADDRFORM takes AF_INET.
      return operand.constants == group
        || (operand.constants == nil && operand.kinds.contains([.integer, .structure]))
    case .messageFlag, .pollEvent, .epollEvent, .shutdown:
      return operand.constants == group
    case .level, .protocolNumber, .fileFlag, .ioctl, .controlMessage, .other:
      return operand.kinds.contains(.integer)
        && (operand.constants == nil || operand.constants == group)
    }
  }
}
