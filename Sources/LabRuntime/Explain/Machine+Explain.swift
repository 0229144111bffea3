import LabEvents
import LabKernel
import LabProgram
import LabSyntax

/// Joins an errno with what the kernel and this file know. Nothing here changes a socket: neither
/// SO_ERROR nor the error queue is read.
extension Machine {
  /// The `why` of an errno that the script expected.
  mutating func explainExpected(_ operation: Operation, _ answer: Answer) {
    guard interest.contains(.explanations), let errno = answer.errno else { return }
    told.why += explain(failedCall(operation, errno)).why
  }

  /// The call that the running statement made last.
  ///
  /// Its operands are evaluated once more: they are what was passed, and asking changes nothing.
  mutating func failedCall(_ statement: Operation, _ errno: Errno) -> FailedCall {
    var operation = statement
    if statement.verb == .call { operation = self.statement(like: statement) ?? statement }
    let asking = beginAsking()
    defer { endAsking(asking) }
    let reference = subjectOperand(operation) ?? told.subject
    let address = reference.flatMap { addressOperand(operation, for: $0) }
    let isOpen = reference.map { sockets.isOpen($0) } ?? false
    return FailedCall(
      operation: operation,
      isSystemCall: statement.verb == .call,
      errno: errno,
      socket: reference,
      descriptor: reference.map { sockets.descriptor(of: $0) } ?? -1,
      address: address ?? told.address,
      entry: isOpen ? reference.map { sockets[$0.index] } : nil,
      name: reference.map { name(of: $0, operation) } ?? operation.verb.rawValue
    )
  }

  /// From here on calls are ours, and facts that are asked in passing are not told.
  mutating func beginAsking() -> Asking {
    let asking = Asking(wasOurs: kernel.isOurs, facts: told.facts)
    kernel.isOurs = true
    return asking
  }

  mutating func endAsking(_ asking: Asking) {
    kernel.isOurs = asking.wasOurs
    told.facts = asking.facts
  }

  private mutating func subjectOperand(_ operation: Operation) -> SocketReference? {
    switch operation.verb {
    case .bind, .listen, .accept, .connect, .send, .recv, .shutdown, .close, .reset, .setsockopt,
      .getsockopt, .getsockname, .getpeername, .poll, .fill, .drain, .expect:
      guard operation.operands.count > 0 else { return nil }
      return try? socket(operation.operands.start)
    default: return nil
    }
  }

  private mutating func addressOperand(_ operation: Operation, for socket: SocketReference)
    -> SocketAddress?
  {
    switch operation.verb {
    case .bind, .connect: return try? address(operation.operands.start + 1, for: socket)
    case .send:
      guard let index = operand(3, of: operation) else { return nil }
      return try? address(index, for: socket)
    default: return nil
    }
  }

  /// Why the call was answered so; the message of the errno alone where nothing more is known.
  mutating func explain(_ call: FailedCall) -> Explanation {
    if call.isSystemCall, let known = explainArguments(call) { return known }
    switch call.verb {
    case .sysctl: return explainSetting(call)
    case .address: return explainNewAddress(call)
    case .run, .spawn: return explainProgram(call)
    case .kill: return explainKill(call)
    case .write: return explainFile(call)
    case .setsockopt: if let known = explainMembership(call) ?? explainOption(call) { return known }
    default: break
    }
    switch call.errno {
    case .addressInUse: return explainAddressInUse(call)
    case .permissionDenied: return explainPermissionDenied(call)
    case .notPermitted: return explainNotPermitted(call)
    case .connectionRefused: return explainRefused(call)
    case .connectionReset: return explainReset(call)
    case .connectionAborted: return explainAborted(call)
    case .brokenPipe: return explainBrokenPipe(call)
    case .addressNotAvailable: return explainNotAvailable(call)
    case .networkUnreachable, .hostUnreachable, .networkDown: return explainUnreachable(call)
    case .notConnected: return explainNotConnected(call)
    case .isConnected: return explainIsConnected(call)
    case .destinationAddressRequired: return explainNoDestination(call)
    case .alreadyInProgress, .inProgress: return explainUnderWay(call)
    case .invalidArgument: return explainInvalid(call)
    case .badFileDescriptor, .notSocket, .tooManyOpenFiles, .tooManySystemFiles:
      return explainDescriptor(call)
    case .addressFamilyNotSupported: return explainFamily(call)
    case .notSupported: return explainNotSupported(call)
    case .protocolNotSupported, .socketTypeNotSupported, .wrongProtocolType, .noProtocolOption:
      return explainProtocol(call)
    case .wouldBlock: return explainWouldBlock(call)
    case .timedOut: return explainTimedOut(call)
    default: return explainOther(call)
    }
  }
}

/// What was so before an explanation began to ask.
struct Asking {
  let wasOurs: Bool
  let facts: [String]
}
