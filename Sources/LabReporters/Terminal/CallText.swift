import LabEvents

/// One call with its answer on one line, in each of its spellings.
enum CallText {
  static func text(_ call: CallReport, _ spelling: TerminalOptions.Calls) -> String {
    switch spelling {
    case .short: short(call)
    case .c, .raw: c(call)
    }
  }

  /// `accept(3) = 6 from 127.0.0.1:35878`, `connect(5, 127.0.0.1:8080) = -1 ECONNREFUSED`.
  private static func short(_ call: CallReport) -> String {
    answer(
      "\(call.name)(\(call.short.joined(separator: ", "))) = \(call.result)",
      [
        call.errno, call.remark,
      ]
    )
  }

  /// As `strace` has it: `connect(5, {sa_family=…}, 16) = -1 ECONNREFUSED (Connection refused)`.
  private static func c(_ call: CallReport) -> String {
    answer(
      "\(call.name)(\(call.c.joined(separator: ", "))) = \(call.result)",
      [
        call.errno, call.message.isEmpty ? "" : "(\(call.message))",
      ]
    )
  }

  private static func answer(_ start: String, _ words: [String]) -> String {
    words.reduce(start) { $1.isEmpty ? $0 : $0 + " " + $1 }
  }
}
