import LabConstants
import LabEvents
import LabProgram

/// What stands in inputs more often than chance has it: words of the tables, and bytes that matter.
package enum Words {
  package static func of(_ target: FuzzTarget) -> [String] {
    switch target.name {
    case "script", "saved", "entry": script
    case "pattern": pattern
    case "record", "result": record
    default: bytes
    }
  }

  private static let script: [String] = {
    var words = Verb.allCases.map { $0.rawValue + " " }
    words += Function.allCases.map { $0.rawValue + "(" }
    words += Structures.all.map { $0.name + "(" } + SystemCall.all.map { $0.name + "(" }
    words += Field.allCases.map { "." + $0.rawValue }
    words += Catalogue.words.sorted().map { " " + $0 }
    words += SocketOptions.all.prefix(40).map { " " + $0.name }
    words += [
      "as a, b", "as x", " within 1s", " expect ok", " expect EAGAIN or 1", " {\n", "\n}\n",
    ]
    words += ["expect ", "let x = ", "if x == 1 {", "} else {", "for i in 0..9 {", " has ", " ~ "]
    words += [
      "\"a\\x00${x.port}\"", "/a(?<b>.)*/i", "127.0.0.1:80", "[::1%lo]:0", "unix:@a", "*:0",
    ]
    words += [
      "0x7fffffffffffffff", "-9223372036854775808", "9223372036854775807ns", "8GiB", "0.5s",
    ]
    words += ["[", "]", "(", ")", ", ", " | ", " + ", " - ", "..", "..", "_", ".", "&", "#", ";"]
    return words
  }()

  private static let pattern = [
    "(?<n>", "(?=", "(?!", "(?<=", "(?<!", "(?:", "(?>", "(?|", "(?R)", "(?1)", "\\1", "\\g{-1}",
    "\\K", "\\G", "\\z", "\\Z", "\\A", "\\b", "\\B", "\\R", "\\X", "\\C", "\\Q", "\\E", "\\h",
    "\\d+",
    "[^a]", "[[:alpha:]]", "{0,65535}", "{2}", "*+", "+?", "??", "(*COMMIT)", "(*SKIP)",
    "(*ACCEPT)",
    "(*UTF)", "(*LIMIT_MATCH=1)", "(*CRLF)", "(*PRUNE)", "(*F)", "$", "^", "|", ".", "\n", "\r\n",
    "(?i)", "(?x) ", "(?s)", "(?m)", "(?(1)a|b)", "(?(DEFINE)(?<d>a))", "\\N{U+100}", "\\xff",
  ]

  private static let record: [String] = {
    let kinds = [
      "runStarted", "sectionStarted", "statement", "blockOpened", "blockClosed", "note", "waiting",
      "actorStarted", "actorEnded", "portChosen", "finding", "sectionEnded", "programEnded",
      "runEnded", "passed", "failed", "skipped", "interrupted", "check", "step", "setup", "file",
    ]
    let members = [
      "version", "kind", "elapsed", "line", "depth", "text", "sources", "path", "calls", "short",
      "result", "errno", "mark", "form", "number", "identifier", "title", "sections", "terms",
      "points", "needs", "hints", "primary", "start", "end", "secondary", "notes", "actor", "name",
    ]
    let values = [
      "9223372036854775807", "-9223372036854775808", "1e308", "-0", "[]", "{}", "null", "true",
      "\"\"",
      "\"\\u202e\"", "\"\\ud83d\\ude00\"", "\"\\u0000\"", "1.5", "65536", "-1", "0",
    ]
    let words = [
      "!{\"failed\":\"\"}", "!{\"ungradable\":\"a\",\"message\":\"b\"}",
      "!{\"network\":\"private\",\"calls\":\"filtered\",\"tried\":\"\"}",
    ]
    return kinds.map { "\"\($0)\"" } + members.map { "\"\($0)\":" } + values + words
  }()

  private static let bytes = [
    "\0", "\u{1B}[2J", "\\", "\"", "${", "\r\n", "\u{202E}", "\u{FEFF}", "é", "日本", "\n", "    ",
    "\u{1}\0", "\u{2}\0\u{1F}\u{90}", "\n\0",
  ]
}
