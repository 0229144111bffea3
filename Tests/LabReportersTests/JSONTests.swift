import LabEvents
import Testing

/// Our own JSON: what it reads, what it refuses, and that it writes what it reads.
struct JSONTests {
  private func value(_ text: String) throws -> JSONValue {
    try JSONReader.value(of: Array(text.utf8)[...])
  }

  @Test(arguments: [
    (" null ", JSONValue.null), ("true", .bool(true)), ("-12", .integer(-12)), ("0", .integer(0)),
    ("0.5", .number(0.5)), ("2.5e3", .number(2500)), ("[]", .array([])), ("{}", .object([:])),
    (#"{"a":[1,{"b":null}]}"#, .object(["a": .array([.integer(1), .object(["b": .null])])])),
    (#""\u00e4\n\/\ud83d\ude00""#, .string("ä\n/😀")), (#""日本""#, .string("日本")),
  ])
  func reads(_ text: String, _ expected: JSONValue) throws {
    #expect(try value(text) == expected)
  }

  @Test(arguments: [
    "", "nul", "01", "-", "1 2", "[1,]", "{\"a\"}", "{a:1}", "\"a", "\"\u{1}\"", #""\x""#,
    #""\ud83d""#, #""\ude00""#, "[", "1+2", String(repeating: "[", count: 100_000),
  ])
  func refuses(_ text: String) {
    #expect(throws: JSONReader.Failure.self) { _ = try value(text) }
  }

  @Test func refusesBytesThatAreNoText() {
    #expect(throws: JSONReader.Failure.self) {
      _ = try JSONReader.value(of: [0x22, 0xff, 0x22])
    }
  }

  @Test func writesWhatItReads() throws {
    let text = "tab\t quote\" back\\ nul\0 esc\u{1B} c1\u{9B} bidi\u{202E} ä 日本 😀 \u{2028}"
    var writer = JSONWriter()
    writer.object { json in
      json.key("a")
      json.array(["x", text]) { $0.string($1) }
      json.key("b")
      json.bool(false)
      json.key("c")
      json.integer(.min)
    }
    let expected: JSONValue = .object([
      "a": .array([.string("x"), .string(text)]), "b": .bool(false), "c": .integer(.min),
    ])
    #expect(try JSONReader.value(of: writer.bytes[...]) == expected)
    #expect(writer.bytes.allSatisfy { $0 >= 0x20 })
  }
}
