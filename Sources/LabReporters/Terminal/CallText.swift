import LabEvents

/// One call with its answer on one line, in each of its spellings.
enum CallText {
  static func text(_ call: CallReport, _ spelling: TerminalOptions.Calls) -> String {
    pieces(call, spelling).joined(separator: " ")
  }

  /// The call in pieces that a line may be broken between: arguments, the last one with the answer.
  static func pieces(_ call: CallReport, _ spelling: TerminalOptions.Calls) -> [String] {
    var pieces = spelling == .short ? call.short : call.c
    if pieces.isEmpty { pieces = [""] }
    pieces[0] = "\(call.name)(" + pieces[0]
    for index in pieces.indices.dropLast() { pieces[index] += "," }
    pieces[pieces.count - 1] += ") = " + (spelling == .short ? short(call) : c(call))
    return pieces
  }

  /// `6 from 127.0.0.1:35878`, `-1 ECONNREFUSED`.
  private static func short(_ call: CallReport) -> String {
    answer(call, call.remark)
  }

  /// As `strace` has it: `-1 ECONNREFUSED (Connection refused)`.
  private static func c(_ call: CallReport) -> String {
    answer(call, call.message.isEmpty ? "" : "(\(call.message))")
  }

  private static func answer(_ call: CallReport, _ remark: String) -> String {
    [String(call.result), call.errno, remark].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
