import LabDiagnostics
import LabEvents
import LabReporters
import LabRuntime

/// `socklab run --pause`: a script that stops for who watches it.
extension Session {
  /// What a pause asks for, until the script has come to its end; how that was.
  func walkThrough(_ first: EntryEnd) -> EntryEnd {
    var end = first
    while case .paused(let pause) = end {
      let place = machine.pausedPlace
      teller.end()
      switch pause {
      case .step(let title):
        guard waitForEnter(before: title, place) else { return .cancelled }
      case .question(let text, let isPrediction):
        say([TerminalLine("? \(text)", .heading)])
        let answer = readAnswer()
        if isPrediction { teller.prediction = answer }
      }
      teller.goOn()
      end = machine.resume(at: place)
    }
    let (right, all) = teller.predictions
    if all > 0 { say("predictions: \(right) of \(all) were right") }
    return end
  }

  /// Enter goes on; `p` is the prompt, with everything alive; `q` leaves.
  private func waitForEnter(before title: String, _ place: PausedPlace) -> Bool {
    say("", "next: \(title)")
    while true {
      guard case .line(let line) = readLine("Enter: go on   p: prompt   q: leave  ") else {
        return false
      }
      switch Command.trimmed(line) {
      case "": return true
      case "q": return false
      case "p" where place.isAtFileLevel: promptInside()
      case "p": say("the prompt comes between checks")
      default: say("Enter goes on with '\(title)'")
      }
    }
  }

  /// Entries between two steps; Ctrl-D goes on with the script.
  private func promptInside() {
    say("Ctrl-D goes on with the script")
    correctNames()
    machine.pauseAtSteps(false)
    machine.setAside()
    let limit = machine.waitLimit
    machine.waitLimit = nil
    while !isOver { readEntry() }
    isOver = machine.isInterrupted
    machine.waitLimit = limit
    machine.pauseAtSteps(true)
    status = .passed
  }

  private func readAnswer() -> String {
    guard case .line(let line) = readLine("answer: ") else { return "" }
    return Command.trimmed(line)
  }
}
