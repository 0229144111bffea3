import LabEvents
import LabReporters
import Testing

/// Nothing that a script or a peer says may steer the terminal.
struct HostileTextTests {
  static let options: [TerminalOptions] = [
    TerminalOptions(), TerminalOptions(verbosity: .verbose, calls: .raw),
    TerminalOptions(calls: .c, fold: true), TerminalOptions(stable: true, ascii: true),
    TerminalOptions(verbosity: .quiet),
  ]

  @Test(arguments: options)
  func noControlCharacterReachesTheTerminal(_ options: TerminalOptions) throws {
    let text = shown(try Fixture.events("hostile"), options).text
    #expect(!text.isEmpty)
    for scalar in text.unicodeScalars where scalar != "\n" {
      #expect(!Self.isDangerous(scalar), "U+\(String(scalar.value, radix: 16))")
      if options.ascii { #expect(scalar.isASCII) }
    }
  }

  @Test func theLiveLineIsCleanToo() throws {
    let waits = try Fixture.events("hostile").compactMap { event -> [WaitReport]? in
      guard case .runEnded(let summary) = event.kind else { return nil }
      return summary.waiting
    }.flatMap { $0 }
    let line = TerminalLayout(TerminalOptions(width: 200)).liveLine(waits)
    #expect(line?.text.contains("\\x1b[2J") == true)
    #expect(line?.text.unicodeScalars.contains(where: Self.isDangerous) == false)
  }

  @Test func theLiveLineFitsOneLine() {
    let wait = WaitReport(
      actor: nil,
      line: 24,
      depth: 0,
      text: String(repeating: "日本", count: 60),
      reason: "accept(3)",
      waited: 2_000_000_000
    )
    let line = TerminalLayout(TerminalOptions(width: 60)).liveLine([wait, wait])
    #expect(line.map { $0.width < 60 } == true)
    #expect(line?.text.hasSuffix("…") == true)
  }

  @Test func recordsAreCleanToo() throws {
    var writer = EventRecordWriter()
    for event in try Fixture.events("hostile") {
      let line = String(decoding: writer.line(for: event), as: UTF8.self)
      #expect(line.unicodeScalars.dropLast().allSatisfy { !Self.isDangerous($0) })
    }
  }

  private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff: true
    default: false
    }
  }
}
