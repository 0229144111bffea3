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
  /// What runs just now, when `&` may put it in the background.
  var running: RunningEntry?
  var keys = TerminalKeys()
  /// What was typed while an entry waited: it is for the next line.
  var typeAhead: [UInt8] = []
  /// Entries of the prompt run while a lesson has stopped.
  var isInside = false
  /// `run --pause`: where the lesson has stopped so far.
  var lecture: Lecture?
  /// `undo` has given the terminal to a copy of this process.
  var isGivenAway = false
  /// Ctrl-D, or the input's end.
  var isOver = false
  /// A mistake or a failure where nobody is there to go on: the exit status is the run's.
  var status = SessionStatus.passed
  /// How the script ended that the session began with.
  var scriptStatus = SessionStatus.passed

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
    plain = PlainInput(limit: settings.compile.limits.line)
  }

  /// The whole session, to its end.
  func run() -> SessionStatus {
    begin()
    if let script = settings.script {
      machine.keepFailedChecks()
      machine.pauseAtSteps(settings.pauses)
      if settings.pauses, lecture == nil { lecture = Lecture() }
      run(script: script.bytes, name: script.name, to: nil)
      if isGivenAway { return status }
      machine.pauseAtSteps(false)
      if status == .passed || !settings.isInteractive { return leave() }
      // Nothing was run, so nothing is alive.
      if status == .invalid {
        scriptStatus = status
        return leave()
      }
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
    if teller.isMuted { return }
    screen.write(lines)
    screen.flush()
  }

  func say(_ texts: String...) { say(texts.map { TerminalLine($0) }) }

  // MARK: - Entries

  func readEntry() {
    var text = ""
    var prompt = "\(number) > "
    var isInside = false
    while true {
      let line: String
      switch readLine(prompt) {
      case .line(let next):
        line = next
        text += text.isEmpty ? line : "\n" + line
      case .cancelled:
        if !text.isEmpty { editor?.remember(text) }
        return
      case .end where text.isEmpty || editor == nil:
        isOver = true
        // What a pipe leaves unfinished is told as what it is.
        if text.isEmpty { return }
        return take(text)
      case .end:
        editor?.remember(text)
        say("the block was dropped; Up has it again")
        return
      case .refused(let diagnostic):
        stop(with: diagnostic)
        if !settings.isInteractive { isOver = true }
        return
      }
      // Inside a block only what closes something can end it: long ones are not read at each line.
      if isInside, !line.utf8.contains(where: { "})]".utf8.contains($0) }) { continue }
      let isCommand = Command(text) != nil
      if isCommand || !Parser.isIncomplete(Array(text.utf8), limits: settings.compile.limits) {
        break
      }
      isInside = true
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
}

/// How a session ended, as its exit status tells.
package enum SessionStatus: Int32, Sendable {
  case passed = 0
  case failed = 1
  /// Something was no statement.
  case invalid = 2
  case interrupted = 130
}
