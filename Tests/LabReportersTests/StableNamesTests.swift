import Foundation
import LabEvents
import LabReporters
import Testing

/// `--stable`: ports by their names, and only where a port can stand.
struct StableNamesTests {
  private func shownAnswer(_ answer: String) -> String {
    let report = StatementReport(
      line: 1,
      depth: 0,
      text: "expect 40000",
      verb: "expect",
      mark: .passed,
      answer: answer
    )
    let text = shown(
      [
        Event(.portChosen(port: 40000, name: "a.port"), elapsed: 0),
        Event(.statement(report), elapsed: 0),
      ],
      TerminalOptions(stable: true)
    ).text
    let marker = "expect 40000"
    let start = text.range(of: marker)?.upperBound ?? text.startIndex
    return text[start...].trimming
  }

  @Test(arguments: [
    ("40000", "<a.port>"),
    ("127.0.0.1:40000 -> 127.0.0.1:8080", "127.0.0.1:<a.port> -> 127.0.0.1:8080"),
    ("[::1]:40000", "[::1]:<a.port>"),
    ("{sin_port=htons(40000)}", "{sin_port=htons(<a.port>)}"),
    ("nobody listens on TCP 40000", "nobody listens on TCP <a.port>"),
    ("40000 bytes", "40000 bytes"),
    ("x:140000", "x:140000"),
    ("x:400001", "x:400001"),
    ("fd 40000, pid 4711", "fd 40000, pid <pid>"),
    ("rapid 4711", "rapid 4711"),
    ("report 40000", "report 40000"),
    ("port 40000", "port <a.port>"),
  ])
  func replacesPortsOnly(_ answer: String, _ expected: String) {
    #expect(shownAnswer(answer) == expected)
  }
}

extension Substring {
  fileprivate var trimming: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
