import Glibc
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
        hint: address.unixAbstract != nil
          ? "close \(name(holder))          before this line; or another name"
          : Self.removalHint(address)
      )
    }
    if address.unixAbstract != nil {
      return Explanation("another process has the abstract name \(address)")
    }
    let path = Self.pathText(address)
    return Explanation(
      Self.isSocket(address) == false
        ? "a file \(path) is there (no socket): bind makes a new file, and never takes an old one"
        : "the file \(path) is still there: bind makes it, close does not remove it",
      hint: Self.removalHint(address)
    )
  }

  /// The address as a path: "door".
  private static func pathText(_ address: SocketAddress) -> String {
    String(address.description.dropFirst(5))
  }

  /// A relative path lies in the run's own folder.
  private static func removalHint(_ address: SocketAddress) -> String {
    removalText(address) + "          before this line; or another path"
  }

  private static func removalText(_ address: SocketAddress) -> String {
    let path = pathText(address)
    return "run \"rm\" \"\(path.hasPrefix("/") ? path : "${tmp}/" + path)\""
  }

  /// Whether the file at a path is a socket; nil when the kernel does not tell.
  private static func isSocket(_ address: SocketAddress) -> Bool? {
    guard let path = address.unixPath else { return nil }
    var status = stat()
    let answer = (path.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { characters in
      characters.baseAddress.map { fstatat(AT_FDCWD, $0, &status, 0) } ?? -1
    }
    guard answer == 0 else { return nil }
    return status.st_mode & S_IFMT == S_IFSOCK
  }

  mutating func explainUnixRefused(_ call: FailedCall) -> Explanation {
    guard let address = call.address else {
      return Explanation(
        call.verb == .connect ? "nobody listens there" : "the peer of \(call.name) has closed"
      )
    }
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
    if Self.isSocket(address) == false {
      return Explanation(
        "\(Self.pathText(address)) is no socket: another kind of file",
        hint: "connect \(call.name) unix:PATH          a path that a server has bound"
      )
    }
    return Explanation(
      "the file is there, and no socket has it any more: close does not remove what bind made",
      hint: "\(Self.removalText(address))          then a server can bind it again, and listen"
    )
  }

  mutating func explainNoFile(_ call: FailedCall) -> Explanation {
    if call.verb == .setsockopt { return explainNoModule(call) }
    guard let address = call.address, address.isUnix else {
      return Explanation("there is no such file")
    }
    if call.verb == .bind {
      return Explanation("a folder on the path '\(Self.pathText(address))' is not there")
    }
    return Explanation(
      "there is no file '\(Self.pathText(address))': nobody has bound that path",
      hint: "bind SERVER \(address)          before this line"
    )
  }
}
