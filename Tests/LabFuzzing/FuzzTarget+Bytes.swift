import LabDiagnostics
import LabKernel
import LabRuntime
import LabSyntax

extension FuzzTarget {
  /// Bytes of a peer, beside those that were expected: compared, quoted, and read as an address.
  ///
  /// The input is cut in two at its first line end.
  package static let bytes = FuzzTarget(name: "bytes", maximumLength: 512, shortRun: 600) { bytes in
    let parts = bytes.split(separator: 0x0a, maxSplits: 1, omittingEmptySubsequences: false)
    let wanted = Array(parts[0])
    let arrived = parts.count > 1 ? Array(parts[1]) : []
    try holdsCompared(wanted, arrived)
    try holdsQuoted(bytes)
    let address = SocketAddress(bytes: Array(bytes.prefix(SocketAddress.largest)))
    try holdsNoControl(address.description + address.cForm, besides: [])
  }

  private static func holdsCompared(_ wanted: [UInt8], _ arrived: [UInt8]) throws {
    let comparison = BytesComparison(wanted: wanted, arrived: arrived, more: wanted.count)
    let place = comparison.difference
    let isFirst =
      wanted.prefix(place) == arrived.prefix(place)
      && (place == min(wanted.count, arrived.count) || wanted[place] != arrived[place])
    try hold(isFirst, "byte \(place) is not the first that differs")
    for note in comparison.notes { try holdsNoControl(note.text, besides: ["\n"]) }
  }

  /// The text of a script that stands for the bytes does.
  private static func holdsQuoted(_ bytes: [UInt8]) throws {
    let text = escaped(bytes)
    try holdsNoControl(text, besides: [])
    var map = SourceMap()
    map.add(path: "quoted.sock", bytes: Array("let quoted = \(text)".utf8))
    var tree = SyntaxTree()
    var mistakes: [Diagnostic] = []
    _ = Parser.parse(file: 0, of: map, into: &tree, diagnostics: &mistakes)
    try hold(mistakes.isEmpty, "\(text) is no text: \(mistakes.first?.message ?? "")")
    var read: [UInt8] = []
    for part in tree.parts {
      try hold(part.hole < 0, "\(text) has a hole")
      read += tree.bytes[Int(part.start)..<Int(part.start + part.count)]
    }
    try hold(read == bytes, "\(text) stands for other bytes")
  }
}
