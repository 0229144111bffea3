package import LabDiagnostics
package import LabEvents
package import LabRuntime

/// An entry in the language of files: every name and every argument is there.
struct WholeEntry {
  var text: String
  /// What `.` is when it has run.
  var last: String?
  /// Names that were made up.
  var made: [String] = []
}

/// One entry with its answer.
package struct Exchange {
  let number: Int
  /// In the language of files, with all names and arguments filled in.
  let text: String
  /// The texts of its statements, when it has no blocks; else empty.
  let statements: [String]
  let end: EntryEnd
  let reports: [StatementReport]
  let findings: [Diagnostic]
  /// What `.` is when it has run.
  var last: String?
  /// The file that was loaded.
  var path: String?
  /// The actor of `STATEMENT &`, and the names of what it gives.
  var background: (name: String, results: [String])?

  package init(
    number: Int,
    text: String,
    statements: [String],
    end: EntryEnd,
    reports: [StatementReport] = [],
    findings: [Diagnostic] = [],
    last: String? = nil,
    path: String? = nil
  ) {
    self.number = number
    self.text = text
    self.statements = statements
    self.end = end
    self.reports = reports
    self.findings = findings
    self.last = last
    self.path = path
  }

  /// Its statements with what each did, in their order; those that did not run are left out.
  ///
  /// Header rows and notes are not reported.
  var ran: [(text: String, report: StatementReport?)] {
    let isAligned = reports.count == statements.count
    var pairs: [(text: String, report: StatementReport?)] = []
    var next = 0
    for statement in statements {
      if next < reports.count, isAligned || reports[next].text == Self.oneLine(statement) {
        pairs.append((statement, reports[next]))
        next += 1
      } else if end == .done || next < reports.count {
        pairs.append((statement, nil))
      } else {
        break
      }
    }
    return pairs
  }

  static func oneLine(_ text: String) -> String {
    text.split(separator: "\n").joined(separator: " ")
  }
}
