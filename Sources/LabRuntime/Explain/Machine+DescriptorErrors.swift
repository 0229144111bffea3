import LabKernel
import LabProgram
import LabSyntax

/// EBADF, ENOTSOCK, EMFILE, ENFILE: about the number, not the connection.
extension Machine {
  mutating func explainDescriptor(_ call: FailedCall) -> Explanation {
    switch call.errno {
    case .notSocket:
      let given = call.isSystemCall ? failedLayout?.frame.arguments.first : nil
      return Explanation(
        "descriptor \(given ?? Int(call.descriptor)) is open, and it is no socket"
      )
    case .tooManyOpenFiles:
      let limit = Environment.softOpenFilesLimit
      return Explanation(
        "RLIMIT_NOFILE: this process may have \(Self.grouped(Int(limit))) descriptors open, and has "
          + "as many",
        hint: "ulimit -Hn \(limit * 4)          as root; or close what is not needed"
      )
    case .tooManySystemFiles:
      return Explanation("the whole machine has no descriptor left (fs.file-max)")
    default: return explainClosed(call)
    }
  }

  private mutating func explainClosed(_ call: FailedCall) -> Explanation {
    guard let reference = call.socket else {
      return Explanation("no open file has this number")
    }
    if reference.index < 0 {
      let earlier = Errno(code: -reference.descriptor)
      return Explanation(
        "\(call.name) never was a socket: the call that should have made it failed "
          + "(\(earlier.name))"
      )
    }
    if call.descriptor < 0 {
      let holder = sockets.index(ofDescriptor: reference.descriptor)
      let taken = holder >= 0 ? "; \(reference.descriptor) is \(name(holder)) now" : ""
      return Explanation("\(call.name) is closed, so -1 was passed\(taken)")
    }
    return Explanation(
      "\(call.name) is closed: no open file has the number \(call.descriptor) now",
      hint: "socket tcp as \(call.name)          makes a new one"
    )
  }
}
