import LabDiagnostics
import LabEvents
import LabKernel
import LabReporters
import LabRuntime

/// `socklab run --pause`: a lesson that stops for who watches it.
extension Session {
  /// What a pause asks for, until the script has come to its end; how that was.
  func walkThrough(_ first: EntryEnd) -> EntryEnd {
    var end = seeThrough(first)
    while case .paused(let pause) = end {
      let place = machine.pausedPlace
      teller.end()
      switch pause {
      case .step(let title):
        guard stop(before: title, place) else { return .cancelled }
      case .question(let text, let isPrediction):
        say([TerminalLine("? \(text)", .heading)])
        let answer = answer()
        if isPrediction { teller.prediction = answer }
      }
      teller.goOn()
      end = seeThrough(machine.resume(at: place))
    }
    if lecture != nil, !isInside, end == .done { endLecture() }
    return end
  }

  /// Behind the last step everything is still alive.
  private func endLecture() {
    let (right, all) = teller.predictions
    if all > 0 { say("predictions: \(right) of \(all) were right") }
    teller.end()
    _ = stop(before: nil, machine.pausedPlace)
  }

  /// Whether the lesson goes on.
  private func stop(before title: String?, _ place: PausedPlace) -> Bool {
    lecture?.stops.append(Lecture.Stop(statements: teller.reports.count))
    if let replay = lecture?.replay {
      guard let lecture, lecture.stops.count - 1 == replay.target else {
        repeatEntries(replay)
        return true
      }
      takeOver(replay)
    }
    say("")
    return askForKey(before: title, place)
  }

  /// Enter goes on; `b` is the stop before; `p` is the prompt, with everything alive; `q` leaves.
  private func askForKey(before title: String?, _ place: PausedPlace) -> Bool {
    while true {
      switch readKey(pauseLine(title)) {
      case nil:
        scriptStatus = .interrupted
        return false
      case UInt8(ascii: "q"): return false
      case UInt8(ascii: "\n"), UInt8(ascii: " "): return true
      case UInt8(ascii: "b"):
        goBack()
        if isGivenAway { return false }
      case UInt8(ascii: "p") where place.isAtFileLevel: promptInside()
      case UInt8(ascii: "p"):
        say(
          "No prompt here: this step stands in a check, a proc or a block, whose names end with it.",
          "  The prompt comes before a step that stands in none."
        )
      default: say("Enter goes on, b goes back, p is the prompt, q leaves")
      }
      if machine.isInterrupted { return false }
    }
  }

  /// What comes next at the left, the keys at the right.
  private func pauseLine(_ title: String?) -> TerminalLine {
    let keys = title == nil ? "[Enter] leave" : "[Enter] next step"
    let right = "\(keys)   [b] back   [p] prompt"
    let width = (Terminal.width(1) ?? settings.terminal.width) - 1
    var line = TerminalLine()
    line.append(title.map { "next: \($0)" } ?? "the end", .dim)
    if line.width + right.count + 2 > width { line = TerminalLine() }
    line.pad(to: width - right.count)
    line.append(right, .dim)
    return line
  }

  /// Entries between two steps; Ctrl-D goes on with the script.
  private func promptInside() {
    say("Ctrl-D goes on with the script")
    let before = exchanges.count
    aside {
      let limit = machine.waitLimit
      machine.waitLimit = nil
      while !isOver { readEntry() }
      isOver = machine.isInterrupted || isGivenAway
      machine.waitLimit = limit
    }
    if let last = lecture?.stops.indices.last {
      let added = Array(exchanges[before...])
      lecture?.stops[last].entries += added
    }
    status = .passed
  }

  /// Something of the prompt's own between two steps.
  private func aside(_ body: () -> Void) {
    correctNames()
    machine.pauseAtSteps(false)
    machine.setAside()
    isInside = true
    teller.aside(body)
    isInside = false
    machine.pauseAtSteps(true)
  }

  private func answer() -> String {
    let index = lecture?.answers.count ?? 0
    var answer = ""
    if let replay = lecture?.replay, replay.formerAnswers.indices.contains(index) {
      answer = replay.formerAnswers[index]
    } else if case .line(let line) = readLine("answer: ") {
      answer = Command.trimmed(line)
    }
    lecture?.answers.append(answer)
    return answer
  }

  // MARK: - Back

  /// The stop before: in a new network the lesson runs up to there, and what was entered at the
  /// stops on the way is entered again.
  private func goBack() {
    guard let lecture, lecture.stops.count > 1 else {
      return say("this is the first step")
    }
    let reports = teller.reports
    let target = lecture.stops.count - 2
    let failure = copy("back", "the lesson cannot go back; everything is as before.") {
      session,
      pipe in
      session.lecture = Lecture()
      session.lecture?.replay = Lecture.Replay(
        formerStops: lecture.stops,
        formerAnswers: lecture.answers,
        reports: reports,
        target: target,
        pipe: pipe
      )
      session.teller.isMuted = true
      return session.run()
    }
    if let failure { stop(with: failure) }
  }

  private func repeatEntries(_ replay: Lecture.Replay) {
    guard let last = lecture?.stops.indices.last else { return }
    let before = exchanges.count
    aside {
      for exchange in replay.formerStops[last].entries where exchange.end != .cancelled {
        number = exchange.number
        execute(WholeEntry(text: exchange.text, last: exchange.last), answer: "")
      }
    }
    let added = Array(exchanges[before...])
    lecture?.stops[last].entries += added
    status = .passed
  }

  /// This copy has come to the stop: from here on it is the lesson.
  private func takeOver(_ replay: Lecture.Replay) {
    replay.pipe.tell(SessionCopy.hasTakenOver)
    lecture?.replay = nil
    teller.isMuted = false
    PromptRun.prepare(self)
    say("back, in a new network. Other window: socklab enter \(settings.enterPID ?? 0)")
    let then = Array(replay.reports.prefix(replay.formerStops[replay.target].statements))
    if let index = SessionCopy.difference(teller.reports, then) {
      let texts = SessionCopy.answers(at: index, then, teller.reports)
      say("  answered otherwise than before: \(texts)")
    }
  }
}
