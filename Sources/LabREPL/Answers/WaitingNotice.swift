import LabEvents
import LabProgram
import LabReporters
import LabRuntime

/// What is shown while an entry waits: what for, how to stop it, and how long it has been.
struct WaitingNotice {
  private static let long: Int64 = 3_000_000_000

  let enterPID: Int?
  /// A line that is drawn over and over stands in the terminal's last line.
  var isDrawn = false
  private var isTold = false
  private var shown = ""

  init(enterPID: Int?) { self.enterPID = enterPID }

  mutating func reset() {
    isTold = false
    isDrawn = false
    shown = ""
  }

  /// Told once.
  mutating func lines(for wait: WaitReport) -> [TerminalLine] {
    guard !isTold, wait.waited >= Machine.noticeableWait else { return [] }
    isTold = true
    var line = TerminalLine("waiting", .warning)
    line.append(wait.reason.isEmpty ? "" : " on \(wait.reason)")
    line.append("    Ctrl-C: stop waiting", .dim)
    let verb = String(wait.text.prefix { $0 != " " })
    if Verb(rawValue: verb).map(Session.backgroundVerbs.contains) == true {
      line.append("    &: in the background", .dim)
    }
    return [line]
  }

  /// Drawn over, each second; `nil` when it would say the same.
  mutating func live(for wait: WaitReport, width: Int) -> String? {
    guard isTold, wait.waited >= Self.long else { return nil }
    var text = "  \(wait.waited / 1_000_000_000) s."
    if wait.text.hasPrefix("accept") {
      text += " Nobody has connected."
      if let enterPID {
        text += " From another window the address works only after: socklab enter \(enterPID)"
      }
    }
    let cut = String(text.prefix(width - 1))
    guard cut != shown || !isDrawn else { return nil }
    shown = cut
    isDrawn = true
    return cut
  }
}
