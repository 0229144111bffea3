import LabKernel
import LabProgram
import LabSyntax

/// Errnos of Unix sockets, which are about files and names; unix(7).
extension Machine {
  mutating func explainUnixAddressInUse(_ call: FailedCall) -> Explanation {
    guard let address = call.address else { return Explanation("another socket has this name") }
    let own = call.socket?.index ?? -1
    if let holder = knownUnixSocket(at: address, except: own) {
      return Explanation(
        "\(address) belongs to \(placed(holder))",
        hint: "another name, or close \(name(holder)) first"
      )
    }
    if address.unixAbstract != nil {
      return Explanation("another process has the abstract name \(address)")
    }
    return Explanation(
      "a file \(address.description.dropFirst(5)) is there: bind makes it, close does not remove it",
      hint: "bind another path, or remove the file first: run \"rm\" \"…\""
    )
  }

  mutating func explainUnixRefused(_ call: FailedCall) -> Explanation {
    guard let address = call.address else { return Explanation("nobody listens there") }
    if let holder = knownUnixSocket(at: address) {
      let entry = sockets[holder]
      if entry.listeningAt < 0, entry.type == SocketType.stream {
        return Explanation(
          "\(numbered(holder)) is bound to \(address) since \(place(entry.boundAt)), and does not "
            + "listen",
          hint: "listen \(name(holder))          after \(place(entry.boundAt))"
        )
      }
      return Explanation("\(placed(holder)) has \(address)")
    }
    if address.unixAbstract != nil {
      return Explanation("nobody has the abstract name \(address)")
    }
    return Explanation(
      "the file is there, and no socket has it any more: close does not remove what bind made",
      hint: "a server removes the old file before its bind"
    )
  }

  func explainNoFile(_ call: FailedCall) -> Explanation {
    guard let address = call.address, address.isUnix else {
      return Explanation("there is no such file")
    }
    if call.verb == .bind {
      return Explanation("a folder on the path \(address.description.dropFirst(5)) is not there")
    }
    return Explanation(
      "there is no file \(address.description.dropFirst(5)): nobody has bound that path",
      hint: "bind SERVER \(address)          before this line"
    )
  }
}
