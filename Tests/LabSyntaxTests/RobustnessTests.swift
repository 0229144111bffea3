import LabDiagnostics
import Testing

@testable import LabSyntax

/// Every script cut short or with a byte changed is parsed to some end, and its tree and its
/// diagnostics hold together.
@Suite struct RobustnessTests {
  @Test(arguments: Corpus.names)
  func `cut anywhere`(name: String) throws {
    let bytes = try Corpus.bytes(name)
    for end in stride(from: 0, to: bytes.count, by: 37) {
      check(Array(bytes[..<end]))
    }
  }

  @Test(arguments: Corpus.names)
  func `with any byte changed`(name: String) throws {
    let bytes = try Corpus.bytes(name)
    var random = Generator(state: 4711)
    let interesting = Array("{}()[]\"'/\\$.:-=!|&*_#;,\n\r 0aZ~<>+é".utf8) + [0, 0x1b, 0xff]
    for _ in 0..<150 {
      var mutated = bytes
      for _ in 0...Int(random.next() % 3) {
        let place = Int(random.next() % UInt64(mutated.count))
        switch random.next() % 3 {
        case 0: mutated.remove(at: place)
        case 1:
          mutated.insert(interesting[Int(random.next() % UInt64(interesting.count))], at: place)
        default: mutated[place] = interesting[Int(random.next() % UInt64(interesting.count))]
        }
      }
      check(mutated)
    }
  }

  @Test func `made of tokens at random`() {
    let tokens = [
      "a", "B", "f(", ".x", "1", "5s", "\"s\"", "/r/", "127.0.0.1:1", "_", "(", ")", "[", "]", ",",
      "=", "+", "-", "|", "..", "==", "<", "in", "has", "or", "not", "as", "within", "expect",
      "let", "if", "for", "else", "{", "}", ";", "\n", ":", "'", "&&", "//",
    ]
    var random = Generator(state: 42)
    for _ in 0..<1500 {
      var text = ""
      for _ in 0..<Int(random.next() % 40) {
        text += tokens[Int(random.next() % UInt64(tokens.count))]
        if random.next() % 4 != 0 { text += " " }
      }
      check(Array(text.utf8))
    }
  }

  /// Parses, and looks at every index and span of what came.
  private func check(_ bytes: [UInt8]) {
    let parsing = Parsing(bytes)
    let tree = parsing.tree
    let limit = Int32(bytes.count)
    var isSound = parsing.diagnostics.count <= 21
    let spans =
      tree.statements.map(\.span) + tree.items.map(\.span) + tree.values.map(\.span)
      + tree.blocks.map(\.span) + parsing.diagnostics.compactMap(\.primary?.span)
    for span in spans where span.start < 0 || span.end < span.start || span.end > limit {
      isSound = false
    }
    for statement in tree.statements {
      isSound = isSound && statement.items.indices.upperBound <= tree.items.count
      isSound = isSound && statement.block < tree.blocks.count
      isSound = isSound && statement.condition < tree.conditions.count
    }
    let starts = parsing.diagnostics.compactMap(\.primary?.span.start)
    isSound = isSound && starts == starts.sorted() && Set(starts).count == starts.count
    #expect(isSound, "\(String(decoding: bytes, as: UTF8.self)) \(parsing.diagnostics.map(\.id))")
    #expect(Parser.isIncomplete(bytes) == false || !parsing.diagnostics.isEmpty)
  }
}

/// A small generator that gives the same numbers in every run (splitmix64).
struct Generator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
