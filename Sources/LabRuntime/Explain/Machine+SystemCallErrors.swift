import LabConstants
import LabKernel
import LabProgram
import LabSyntax

/// Errnos of `call NAME(…)`: what the arguments themselves say about them.
extension Machine {
  /// What is known from the arguments alone; `nil` when the errno is about more than them.
  func explainArguments(_ call: FailedCall) -> Explanation? {
    guard let layout = failedLayout else { return nil }
    switch call.errno {
    case .badAddress: return explainPointers(layout)
    case .badFileDescriptor: return explainOpenFile(call, layout)
    case .invalidArgument:
      if let known = explainInvalidCall(layout) { return known }
      guard call.operation.verb == .call else { return nil }
      return Explanation(
        "\(layout.call.name) does not take one of these arguments: \(layout.call.manual)"
      )
    case .permissionDenied where layout.call.group == .file,
      .notPermitted where layout.call.group == .file:
      return explainFileRights(layout)
    case .notPermitted: return explainForbiddenCall(layout)
    case .messageTooLong: return explainVectorCount(layout)
    case .noSuchFile where layout.call.name == "ioctl" && [0x8906, 0x8907].contains(layout[1]):
      return Explanation(
        "no packet was time-stamped for this socket yet: the first SIOCGSTAMP only turns it on"
      )
    case .wouldBlock: return explainNothingYet(layout, call)
    default: return nil
    }
  }

  /// The statement that makes the same call with the same operands in the same places.
  func statement(like operation: Operation) -> Operation? {
    guard case .integer(let number) = program.expressions[Int(operation.operands.start)] else {
      return nil
    }
    let name = SystemCall.all[Int(number)].name
    let verb: Verb
    switch name {
    case "accept4": verb = .accept
    case "bind", "connect", "listen", "shutdown", "accept", "getsockname", "getpeername", "close":
      guard let own = Verb(rawValue: name) else { return nil }
      verb = own
    default: return nil
    }
    let operands = NodeRange(
      start: operation.operands.start + 1,
      count: min(operation.operands.count - 1, 2)
    )
    return Operation(verb: verb, operands: operands)
  }

  private func explainPointers(_ layout: CallLayout) -> Explanation {
    let bad = layout.call.parameters.indices.filter {
      layout.shown[$0] == .constant("NULL") || layout.shown[$0] == .constant("BAD_POINTER")
    }
    guard let first = bad.first, bad.count == 1 else {
      return Explanation("a pointer of the call does not point to memory of this process")
    }
    let name = layout.call.parameters[first].name
    guard case .constant(let what) = layout.shown[first] else { return Explanation(name) }
    return Explanation("'\(name)' is \(what): the kernel can neither read nor write there")
  }

  private func explainOpenFile(_ call: FailedCall, _ layout: CallLayout) -> Explanation? {
    guard let entry = call.entry, entry.domain == 0 else { return nil }
    let reads = ["read", "readv", "sendfile", "splice"].contains(layout.call.name)
    return Explanation(
      "\(call.name) is open, but not for this: opened with O_PATH, or not for "
        + (reads ? "reading" : "what \(layout.call.name) does")
    )
  }

  private func explainInvalidCall(_ layout: CallLayout) -> Explanation? {
    for (position, parameter) in layout.call.parameters.enumerated() {
      switch parameter.form {
      case .lengthInOut, .addressLength, .size:
        guard let given = layout.number(position), let text = explain(given, position, layout)
        else { continue }
        return Explanation(text)
      case .timespec, .timeval:
        guard case .structure? = layout.given[position] else { continue }
        return Explanation(
          "'\(parameter.name)' must not be negative, nor hold a second in its rest"
        )
      case .messageIn:
        guard case .message(let header)? = layout.given[position] else { continue }
        return explainControl(header)
      default: continue
      }
    }
    return nil
  }

  /// A length that the script gave, where the right one is known.
  private func explain(_ given: Int64, _ position: Int, _ layout: CallLayout) -> String? {
    let name = layout.call.parameters[position].name
    if given < 0 { return "'\(name)' is \(given), and a length is never negative" }
    guard case .addressLength(let target) = layout.call.parameters[position].form else {
      guard case .size(let target) = layout.call.parameters[position].form,
        case .optionIn = layout.call.parameters[target].form, given < layout.lengths[target]
      else { return nil }
      return "'\(name)' is \(given); this option takes \(layout.lengths[target]) bytes"
    }
    let family =
      layout.lengths[target] >= 2 ? layout.frame.integer(UInt16.self, at: layout[target]) : 0
    let (structure, size): (String, Int64)
    switch Int32(family) {
    case AddressFamily.inet: (structure, size) = ("sockaddr_in", 16)
    case AddressFamily.inet6: (structure, size) = ("sockaddr_in6", 28)
    case AddressFamily.unix: (structure, size) = ("sockaddr_un", 110)
    default: return nil
    }
    if family == 1 ? given <= size : given >= size { return nil }
    return "'\(name)' is \(given); struct \(structure) has \(size) bytes"
  }

  private func explainControl(_ header: MessageHeader) -> Explanation? {
    var controls = [header.control]
    if case .list(let list) = header.control { controls = list }
    for case .control(let control) in controls {
      if let length = control.length, length < ControlValue.headerSize {
        return Explanation(
          "cmsg_len is \(length), and the header of a control message alone has "
            + "\(ControlValue.headerSize) bytes"
        )
      }
      if let length = control.length, length > control.bytes.count {
        return Explanation("cmsg_len is \(length): more than msg_controllen holds")
      }
      if ControlMessages.index(level: control.level, type: control.type) == nil {
        return Explanation(
          "this socket knows no control message of level \(control.level), type \(control.type)"
        )
      }
    }
    return controls.isEmpty || controls.allSatisfy(\.isNone)
      ? nil
      : Explanation("this socket does not take one of these control messages, or not this value")
  }

  private func explainForbiddenCall(_ layout: CallLayout) -> Explanation? {
    if layout.call.group == .system {
      return Explanation(
        "\(layout.call.name) of this needs a capability",
        hint: "privileged { call \(layout.call.name)(…) }"
      )
    }
    guard layout.call.name == "sendmsg", case .message(let header)? = layout.given[1] else {
      return Explanation("\(layout.call.name) with these arguments needs a capability")
    }
    var controls = [header.control]
    if case .list(let list) = header.control { controls = list }
    for case .control(let control) in controls where control.level == SocketLevel.socket {
      switch control.type {
      case ControlType.rights:
        return Explanation("the receiver's SO_PASSRIGHTS is off: it takes no descriptors")
      case ControlType.credentials:
        return Explanation("a process may only claim a pid, uid and gid of its own")
      default: break
      }
    }
    return Explanation("sendmsg with these arguments needs a capability")
  }

  private func explainVectorCount(_ layout: CallLayout) -> Explanation? {
    var count = 0
    if case .message(let header)? = layout.given.count > 1 ? layout.given[1] : nil,
      case .integer(let said) = header.vectorCount
    {
      count = said < 0 ? .max : Int(clamping: said)
    }
    guard count > 1024 else { return nil }
    return Explanation(
      "msg_iovlen is \(count == .max ? "negative" : "\(count)"); at most 1,024 buffers go into one call (UIO_MAXIOV)"
    )
  }

  private func explainNothingYet(_ layout: CallLayout, _ call: FailedCall) -> Explanation? {
    if layout.call.name == "sigtimedwait" {
      return Explanation("none of these signals came in that time")
    }
    if case .messageFlags(let position, _) = layout.call.waiting,
      layout[position] & Int(MessageFlag.errorQueue) != 0
    {
      return Explanation("the error queue of \(call.name) is empty; MSG_ERRQUEUE never waits")
    }
    guard let entry = call.entry, !entry.isNonblocking,
      entry.hasReceiveTimeout || entry.hasSendTimeout
    else { return nil }
    return Explanation("\(layout.call.name) slept until SO_RCVTIMEO or SO_SNDTIMEO ended it")
  }

  private func explainFileRights(_ layout: CallLayout) -> Explanation {
    guard isOutside(layout) else {
      return Explanation("the file's permissions, or its folder's, do not allow it")
    }
    return Explanation(
      "outside its own folder a script has an ordinary user's rights, whoever started it",
      hint: "a relative path          is in the run's own folder, as ${tmp} is"
    )
  }
}
