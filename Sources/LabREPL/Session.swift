import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram
import LabReporters
import LabRuntime
import LabSyntax

/// A prompt with its machine: reads an entry, fills it in, checks it, runs it, answers.
final class Session {
  let settings: SessionSettings
  let options: MachineOptions
  let screen: PromptScreen
  let teller: PromptTeller
  let editor: LineEditor?
  var machine: Machine
  var compiler: IncrementalCompiler
  var plain: PlainInput
  /// What `.` stands for.
  var last: String?
  var exchanges: [Exchange] = []
  /// The number of the next entry.
  var number = 1
  var isSaved = true
  /// What `STATEMENT &` started, by the names of their actors.
  var background: [String: BackgroundEntry] = [:]
  var backgroundCount = 0
  /// `undo` has given the terminal to a copy of this process.
  var isGivenAway = false
  /// Ctrl-D, or the input's end.
  var isOver = false
  /// A mistake or a failure where nobody is there to go on: the exit status is the run's.
  var status = SessionStatus.passed
  /// How the script ended that the session began with.
  private var scriptStatus = SessionStatus.passed

  init(
    settings: SessionSettings,
    options: MachineOptions,
    screen: PromptScreen,
    editor: LineEditor?,
    machine: consuming Machine,
    compiler: IncrementalCompiler,
    teller: PromptTeller
  ) {
    self.settings = settings
    self.options = options
    self.screen = screen
    self.editor = editor
    self.machine = machine
    self.teller = teller
    self.compiler = compiler
    plain = PlainInput(limit: settings.compile.syntax.maximumLineLength)
  }

  /// The whole session, to its end.
  func run() -> SessionStatus {
    begin()
    if let script = settings.script {
      machine.keepFailedChecks()
      machine.pauseAtSteps(settings.pauses)
      run(script: script.bytes, name: script.name, to: nil)
      machine.pauseAtSteps(false)
      if status == .passed || !settings.isInteractive { return leave() }
      scriptStatus = status
      status = .passed
      say("all that it made is alive: look, try, go on.  sockets, help, Ctrl-D to leave", "")
      isSaved = true
    } else if settings.isInteractive {
      greet()
    }
    return readToEnd()
  }

  /// Makes everything ready for the first entry.
  func begin() {
    machine.beginSession(isEndless: settings.isInteractive && settings.timeout == nil)
    if let timeout = settings.timeout { machine.waitLimit = timeout }
  }

  /// Reads entries until the end.
  func readToEnd() -> SessionStatus {
    while !isOver { readEntry() }
    return isGivenAway ? status : leave()
  }

  /// Goes on for another session, whose entries were replayed here.
  func takeOver() {
    status = .passed
    isSaved = exchanges.isEmpty
    PromptRun.prepare(self)
  }

  private func greet() {
    var first = TerminalLine("socklab \(settings.version)  ", .heading)
    first.append(settings.networkText)
    var second = TerminalLine()
    if let pid = settings.enterPID { second.append("Other window: socklab enter \(pid)      ") }
    second.append("help, Tab, Ctrl-D to leave", .dim)
    say([first, second, TerminalLine()])
  }

  func say(_ lines: [TerminalLine]) {
    screen.write(lines)
    screen.flush()
  }

  func say(_ texts: String...) { say(texts.map { TerminalLine($0) }) }

  // MARK: - Entries

  func readEntry() {
    var text = ""
    var prompt = "\(number) > "
    while true {
      switch readLine(prompt) {
      case .line(let line):
        text += text.isEmpty ? line : "\n" + line
      case .cancelled:
        return
      case .end where text.isEmpty || editor == nil:
        isOver = true
        // What a pipe leaves unfinished is told as what it is.
        if text.isEmpty { return }
        return take(text)
      case .end:
        say("the block was dropped")
        return
      case .refused(let diagnostic):
        return stop(with: diagnostic)
      }
      let isCommand = Command(text) != nil
      if isCommand || !Parser.isIncomplete(Array(text.utf8), limits: settings.compile.syntax) {
        break
      }
      prompt = String(repeating: " ", count: max(0, "\(number)".count - 1)) + "… > "
    }
    if text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }) { return }
    editor?.remember(text)
    if settings.isInteractive { HistoryFile().append(text) }
    take(text)
  }

  /// An entry that is whole: a command of the prompt, or statements.
  func take(_ text: String) {
    takeInBackground()
    if let command = Command(text) {
      perform(command)
    } else if let statement = BackgroundEntry.statement(of: text) {
      if let whole = elaborated(statement) { runInBackground(whole) }
    } else if let whole = elaborated(text) {
      execute(whole)
    }
    if !settings.isInteractive, status != .passed { isOver = true }
  }

  /// Fills in what is missing, asking where somebody is there; `nil`: told, or given up.
  private func elaborated(_ typed: String) -> WholeEntry? {
    var text = Abbreviation.expanded(typed)
    while true {
      let entry = ParsedEntry(text, limits: settings.compile.syntax)
      if entry.hasMistakes { return WholeEntry(text: text, last: last) }
      // A comment is no entry.
      if entry.statements.isEmpty { return nil }
      let elaboration = Elaboration(
        entry: entry,
        sockets: liveSockets(),
        last: liveLast(),
        asks: settings.isInteractive
      )
      switch elaboration.outcome() {
      case .text(let text, let last, let made):
        return WholeEntry(text: text, last: last, made: made)
      case .mistake(let diagnostic):
        stop(with: diagnostic)
        return nil
      case .question(let question):
        guard let answer = ask(question) else { return nil }
        let blank = question.range.isEmpty ? " " : ""
        text = Replacement.applied(
          [Replacement(range: question.range, text: blank + answer)],
          to: Array(text.utf8)
        )
      }
    }
  }

  private func ask(_ question: Elaboration.Question) -> String? {
    var lines = [TerminalLine(question.text)]
    let width = question.choices.map(\.answer.count).max() ?? 0
    for (index, choice) in question.choices.enumerated() {
      var line = TerminalLine("   \(index + 1)  \(choice.answer)")
      line.pad(to: width + 9)
      line.append(choice.remark, .dim)
      lines.append(line)
    }
    say(lines)
    guard case .line(let line) = readLine("\(question.label) [\(question.initial)]: ") else {
      return nil
    }
    let answer = String(line.drop { $0 == " " })
    if answer.isEmpty { return question.initial }
    if let choice = Int(answer), question.choices.indices.contains(choice - 1) {
      return question.choices[choice - 1].answer
    }
    return question.label == "text" && !answer.hasPrefix("\"") ? "\"\(answer)\"" : answer
  }

  /// Checks and runs statements that are whole.
  ///
  /// - Parameters:
  ///   - whole: The entry.
  ///   - answer: What is said of it when it passed; `nil`: what it has led to.
  ///   - own: The number of the entry that it belongs to; `nil`: it is one of its own.
  func execute(_ whole: WholeEntry, answer: String? = nil, number own: Int? = nil) {
    let text = whole.text
    let number = own ?? self.number
    let entry = compiler.add(path: "prompt", bytes: Array(text.utf8), number: number) { path in
      Self.loaded(path, folder: self.settings.startFolder, limit: 1 << 24)
    }
    let parsed = ParsedEntry(text, limits: settings.compile.syntax)
    let isFlat = parsed.statements.allSatisfy { $0.block < 0 }
    tell(entry, isShort: isFlat && !text.contains("\n"))
    if own == nil { self.number += 1 }
    guard let start = entry.start else {
      status = .invalid
      return
    }
    let end = run(entry: start, isSingle: isFlat && parsed.statements.count == 1)
    exchanges.append(
      Exchange(
        number: number,
        text: text,
        statements: isFlat ? parsed.statements.map { parsed.text(of: $0.span) } : [],
        end: end,
        reports: teller.reports,
        findings: teller.findings,
        last: whole.last
      )
    )
    isSaved = false
    forget(whole.made)
    if end == .done, let newLast = whole.last, liveSockets()[newLast] != nil { last = newLast }
    if end == .done, let answer {
      if !answer.isEmpty { say(teller.answers.remarks([answer])) }
    } else {
      finish(end, isFlat ? parsed.statements.last : nil, parsed)
    }
  }

  /// Runs what was compiled, and tells the compiler what came of it.
  func run(entry start: Int32, isSingle: Bool) -> EntryEnd {
    teller.begin(isSingle: isSingle, sources: compiler.map)
    machine.take(compiler.program, compiler.map)
    let end = walkThrough(machine.run(entry: start))
    teller.end()
    correctNames()
    return end
  }

  /// Names of a check that failed go on meaning what they meant.
  func takeAdopted() {
    let names = machine.adoptedNames()
    guard !names.isEmpty else { return }
    let slots = compiler.adopt(names)
    machine.take(compiler.program, compiler.map)
    machine.placeAdopted(slots)
    correctNames()
    last = liveSockets().known.last?.name
  }

  func correctNames() {
    compiler.correct(words: machine.knownWords) { machine.bound($0) }
  }

  /// Names that were made up for sockets that did not come mean nothing.
  private func forget(_ made: [String]) {
    guard !made.isEmpty else { return }
    for name in compiler.names where made.contains(name.name) && name.kinds == .result {
      machine.unbind(name.slot)
    }
    correctNames()
  }

  private func tell(_ entry: IncrementalCompiler.Entry, isShort: Bool) {
    guard !entry.diagnostics.isEmpty else { return }
    if isShort {
      say(entry.diagnostics.flatMap { teller.answers.mistake($0) })
      return
    }
    let renderer = DiagnosticRenderer(
      map: entry.map,
      style: screen.color ? .ansi : .plain,
      width: settings.terminal.width
    )
    screen.write(renderer.render(entry.diagnostics))
    screen.flush()
  }

  private func finish(_ end: EntryEnd, _ statement: StatementNode?, _ parsed: ParsedEntry) {
    switch end {
    case .done:
      if machine.hasFailed { status = .failed }
      guard settings.isInteractive, let statement, let row = parsed.row(of: statement),
        !parsed.mayFail(statement)
      else { return }
      let words = parsed.values(of: statement).filter { $0.form == .name }.map(parsed.name)
      let subject = parsed.results(of: statement).first ?? words.first
      say(teller.answers.remarks(advice(after: row.verb, words: words, subject: subject)))
    case .failed:
      status = .failed
    case .cancelled:
      screen.write(settings.isInteractive ? "\r\u{1B}[K" : "")
      say("^C  stopped; everything else is as before.")
    case .skipped(let reason):
      say("skipped: \(reason)")
    case .paused: break
    }
  }

  /// Something is wrong with what was typed; nothing was run.
  func stop(with diagnostic: Diagnostic) {
    say(teller.answers.mistake(diagnostic))
    number += 1
    status = .invalid
  }

  // MARK: - Names

  func liveSockets() -> LiveSockets {
    var known: [LiveSockets.Known] = []
    var bound: Set<String> = []
    for name in compiler.names {
      bound.insert(name.name)
      guard name.kinds.contains(.socket), let socket = machine.socket(inSlot: name.slot) else {
        continue
      }
      known.append(LiveSockets.Known(name: name.name, socket: socket))
    }
    return LiveSockets(known: known, bound: bound)
  }

  /// `.`: the last socket that was made, while it is open; else the newest that is.
  func liveLast() -> String? {
    let sockets = liveSockets()
    if let last, sockets[last] != nil { return last }
    return sockets.known.last?.name
  }

  static func loaded(_ path: String, folder: String, limit: Int) -> Result<[UInt8], LoadFailure> {
    let whole = path.hasPrefix("/") ? path : "\(folder)/\(path)"
    do throws(FileReadingError) {
      return .success(try FileReading.bytes(of: whole, limit: limit))
    } catch {
      switch error {
      case .missing: return .failure(LoadFailure("there is no such file"))
      case .isDirectory: return .failure(LoadFailure("it is a directory"))
      case .notPermitted: return .failure(LoadFailure("you may not read it"))
      case .tooLarge(let limit):
        return .failure(LoadFailure("it is larger than \(limit >> 20) MiB"))
      case .failed(let errno): return .failure(LoadFailure("\(errno.name) (\(errno.message))"))
      }
    }
  }

  // MARK: - The end

  private func leave() -> SessionStatus {
    if settings.isInteractive, !machine.isInterrupted { offerToSave() }
    // Whoever sits there knows what was left; a pipe's reader does not.
    teller.isMuted = settings.isInteractive
    let summary = machine.endSession(cancelling: settings.isInteractive)
    screen.flush()
    if case .interrupted = summary.outcome { return .interrupted }
    if settings.isInteractive { return scriptStatus }
    if status == .passed, case .failed = summary.outcome { return .failed }
    return status
  }
}

/// How a session ended, as its exit status tells.
package enum SessionStatus: Int32, Sendable {
  case passed = 0
  case failed = 1
  /// Something was no statement.
  case invalid = 2
  case interrupted = 130
}
