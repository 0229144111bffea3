package import LabConstants
import LabDiagnostics
import LabSyntax

/// Whether the value of `setsockopt` can be the option's.
extension Checker {
  /// Who expects an errno may pass anything that has bytes; else a slip is told before the run.
  mutating func judgeOption(_ option: TypedValue, _ value: TypedValue, _ node: StatementNode) {
    guard case .constant(let constant) = option.expression,
      case .option(let index) = program.constants[Int(constant)], !value.isWrong
    else { return }
    let items = node.items.indices
    let expects = tree.items[items].contains { $0.form == .expect }
    let option = SocketOptions.at(Int(index))
    let wanted = option.type.argumentKinds
    let isPossible = expects ? wanted.union([.integer, .bytes, .structure]) : wanted
    if !value.kinds.isDisjoint(with: isPossible), expects || fits(value, option.type) { return }
    let values = tree.items[items].filter { $0.form == .value }
    report(
      .optionMisfit(
        option,
        wanted: option.type.words,
        got: value.layout >= 0 ? Structures.all[Int(value.layout)].name : value.kinds.words,
        at: values.count > 2 ? tree.values[Int(values[2].index)].span : node.span
      )
    )
  }

  /// Whether a structure is one that the option takes.
  private func fits(_ value: TypedValue, _ type: OptionType) -> Bool {
    guard value.layout >= 0, value.kinds == .structure else { return true }
    let name = Structures.all[Int(value.layout)].name
    switch type {
    case .structures, .interface4, .timeval: return type.layouts.contains { $0.name == name }
    case .filter: return name == "sock_fprog" || name == "sock_filter"
    case .socketAddress: return name.hasPrefix("sockaddr")
    case .bytes, .integer: return true
    default: return false
    }
  }
}

extension Diagnostic {
  static func optionMisfit(
    _ option: SocketOption,
    wanted: String,
    got: String,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "wrong-kind",
      "\(option.name) takes \(wanted)",
      at: Label(span, "this is \(got)"),
      notes: [Note("note", "\(option.summary) \(option.manual)")]
    )
  }
}

extension OptionType {
  /// The kinds of value that setting the option takes.
  var argumentKinds: KindSet {
    switch self {
    case .integer: [.integer, .bytes, .structure]
    case .boolean, .unsigned32, .unsigned64: [.integer, .bytes]
    case .timeval: [.duration, .structure, .bytes]
    case .string: .bytes
    case .bytes: [.integer, .bytes, .structure]
    case .structures, .tcpInfo: [.structure, .bytes]
    case .interface4: [.ip, .structure, .bytes]
    case .socketAddress: [.address, .structure, .bytes]
    case .filter: [.structure, .list, .bytes]
    }
  }

  /// What it takes, in words.
  package var words: String {
    switch self {
    case .integer, .unsigned32, .unsigned64: "a number"
    case .boolean: "0 or 1"
    case .timeval: "a duration"
    case .string(let length): "text, up to \(length) bytes"
    case .tcpInfo: "TCP_INFO's fields"
    case .structures: layouts.map(\.synopsis).joined(separator: " or ")
    case .interface4: "an IP address, or " + layouts.map(\.synopsis).joined(separator: " or ")
    case .socketAddress: "an address"
    case .filter: "sock_fprog([sock_filter(code, jt, jf, k), …])"
    case .bytes: "bytes"
    }
  }
}
