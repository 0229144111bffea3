import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// What the tables know of an option that could not be set: its size, its filter.
extension Machine {
  /// `nil` when nothing more is known than the errno says.
  mutating func explainOption(_ call: FailedCall) -> Explanation? {
    guard call.verb == .setsockopt, let name = optionName(call),
      let index = SocketOptions.index(named: name)
    else { return nil }
    let option = SocketOptions.at(index)
    if name.contains("FILTER") || option.type == .filter { return explainFilter(call, option) }
    guard call.errno == .invalidArgument, let wanted = Self.smallestSize(of: option),
      let value = try? evaluate(call.operation.operands.start + 2),
      let bytes = OptionCoding.encode(value, as: option.type), bytes.count < wanted
    else { return nil }
    return Explanation(
      "\(name) takes \(wanted) bytes, and \(Self.counted(bytes.count, "was", "were")) passed",
      hint: "setsockopt \(call.name) \(name) …          with \(option.type.words)"
    )
  }

  private mutating func explainFilter(_ call: FailedCall, _ option: SocketOption) -> Explanation? {
    switch call.errno {
    case .notPermitted
    where integerOption(call.descriptor, SocketLevel.socket, SocketLevel.lockFilter) == 1:
      return Explanation("SO_LOCK_FILTER is set on \(call.name): its filter stays as it is")
    case .noSuchFile: return Explanation("no filter is attached to \(call.name)")
    case .invalidArgument where option.type == .filter:
      return Explanation(
        "the kernel checks a program before it takes it: at least one instruction, none unknown, "
          + "no jump beyond the end, and a BPF_RET as the last",
        hint: "sock_fprog([sock_filter(BPF_RET | BPF_K, k = 65535)])          lets everything pass"
      )
    default: return nil
    }
  }

  /// The fewest bytes that setsockopt(2) takes for an option; shorter ones are EINVAL.
  private static func smallestSize(of option: SocketOption) -> Int? {
    switch option.type {
    // IPPROTO_IP and IPPROTO_IPV6 take single bytes as well.
    case .integer, .boolean, .unsigned32: option.level == SocketLevel.socket ? 4 : nil
    case .unsigned64: 4
    case .timeval: 16
    case .structures: option.type.layouts.map(\.size).min()
    default: nil
    }
  }
}
