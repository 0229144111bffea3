/// How steady each check was when an exercise was graded several times (`--repeat`).
///
/// A check that passes now and then says nothing about a program: it is the author's to mend, or the
/// program has a race.
package struct RepetitionTable {
  private struct Row {
    /// The submission; empty where there is only one.
    let submission: String
    let check: String
    let rate: String
    let others: String
  }

  private var rows: [Row] = []
  private let runs: Int

  /// Takes in results.
  ///
  /// - Parameters:
  ///   - results: Of one submission or of many; as their reader may see them.
  ///   - runs: How often each was graded.
  package init(_ results: [GradeResult], runs: Int) {
    self.runs = runs
    for result in results {
      for test in result.tests {
        guard let others = test.otherEnds else { continue }
        rows.append(
          Row(
            submission: results.count > 1 ? GradeText.line(result.submission.id) : "",
            check: test.id,
            rate: test.passRate,
            others: others
          )
        )
      }
    }
  }

  /// Whether every check ended the same way each time.
  package var isSteady: Bool { rows.isEmpty }

  package var lines: [String] {
    guard runs > 1 else { return [] }
    guard !isSteady else { return ["\(runs) runs: every check ended the same way each time"] }
    let columns = [\Row.submission, \.check, \.rate].map { column in
      rows.map { DisplayWidth.of($0[keyPath: column]) }.max() ?? 0
    }
    let table = rows.map { row -> String in
      var line = TerminalLine("")
      var end = 2
      for (text, width) in zip([row.submission, row.check, row.rate], columns) where width > 0 {
        line.pad(to: end)
        line.append(text)
        end += width + 2
      }
      line.pad(to: end)
      line.append(row.others)
      return GradeText.wholeLine(line.text)
    }
    return ["\(runs) runs; these checks did not end the same way each time:"] + table
  }
}

extension GradeTest {
  /// "48/50": how often it passed of how often it was run.
  package var passRate: String { "\(attempts.count { $0 == .passed })/\(attempts.count) passed" }

  /// "timeout 2, failed 1": its other ends, most frequent first; nil when all were the same.
  package var otherEnds: String? {
    guard Set(attempts).count > 1 else { return nil }
    let ends = Status.allCases.filter { $0 != .passed }.map { status in
      (status, attempts.count { $0 == status })
    }
    return ends.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
      .map { "\($0.0.rawValue) \($0.1)" }.joined(separator: ", ")
  }
}
