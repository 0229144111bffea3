import LabDiagnostics
import LabKernel
import LabProgram
import LabSyntax

/// ECONNREFUSED while programs of `spawn` run: the connect came before the listener.
extension Machine {
  /// A listener that is there by now belongs to a program: it was not there when connect was called.
  mutating func explainTooEarly(_ address: SocketAddress, _ listener: DiagnosedSocket)
    -> Explanation?
  {
    guard !programs.isEmpty, index(ofInode: UInt64(listener.inode)) == nil,
      case .program(let index) = holder(of: UInt64(listener.inode))
    else { return nil }
    return Explanation(
      "\(programName(index)) (\(place(programs[index].startedAt))) listens on \(listener.local) by "
        + "now, and did not when connect was called",
      hint: listeningHint(index, address)
    )
  }

  /// As "server (line 2) runs, and listens on 127.0.0.1:8080": programs that may be meant.
  mutating func programsElsewhere() -> [String] {
    var texts: [String] = []
    for index in programs.indices where programs[index].isSpawned {
      takeInEnd(index)
      guard programs[index].exit == nil else { continue }
      let places = listeningText(index)
      let text = places.isEmpty ? "nowhere so far" : "on \(places.joined(separator: ", "))"
      texts.append(
        "\(programName(index)) (\(place(programs[index].startedAt))) runs, and listens \(text)"
      )
    }
    return Array(texts.suffix(3))
  }

  /// What to try where nobody listens, and a program that may be about to is running.
  mutating func hintToAwait(_ address: SocketAddress) -> String? {
    guard let index = programs.indices.last(where: { programs[$0].isSpawned }) else { return nil }
    takeInEnd(index)
    return programs[index].exit == nil ? listeningHint(index, address) : nil
  }

  private func listeningHint(_ index: Int, _ address: SocketAddress) -> String {
    "expect \(programName(index)) listening \(address.reachable)          before this line"
  }
}
