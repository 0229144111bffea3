import LabDiagnostics
import LabEvents
package import LabKernel
import LabProgram
import LabReporters
package import LabRuntime

/// A session at a prompt, or of lines that come through a pipe.
package enum PromptRun {
  /// Signals that a prompt takes instead of dying of them.
  package static let signals: [Int32] = [
    Terminal.interruptSignal, Terminal.terminateSignal, Terminal.hangUpSignal,
    Terminal.windowSignal, Terminal.stopSignal,
  ]

  /// Runs a session to its end, in the network where this process is now.
  ///
  /// - Parameters:
  ///   - settings: What the command line says.
  ///   - options: Of the machine.
  ///   - poller: Watches sockets, and the terminal beside them.
  ///   - signals: Of `PromptRun.signals`.
  package static func run(
    _ settings: SessionSettings,
    _ options: MachineOptions,
    _ poller: consuming Poller,
    _ signals: consuming SignalInbox
  ) -> SessionStatus {
    let editor = settings.isInteractive ? LineEditor() : nil
    let screen = PromptScreen(editor: editor, color: settings.terminal.color)
    let teller = PromptTeller(
      options: settings.terminal,
      screen: screen,
      enterPID: settings.enterPID
    )
    var interest: EventInterest = [.statements, .explanations]
    if settings.isInteractive { interest.insert(.progress) }
    if settings.terminal.calls == .raw { interest.insert(.rawCalls) }
    let compiler = IncrementalCompiler(options: settings.compile)
    let machine = Machine(
      program: compiler.program,
      sources: compiler.map,
      options: options,
      sink: PromptSink(teller: teller, interest: interest),
      poller: poller,
      signals: signals
    )
    let session = Session(
      settings: settings,
      screen: screen,
      editor: editor,
      machine: machine,
      compiler: compiler,
      teller: teller
    )
    if let editor { prepare(editor, session) }
    let status = session.run()
    editor?.complete = { _ in [] }
    return status
  }

  private static func prepare(_ editor: LineEditor, _ session: Session) {
    for entry in HistoryFile().entries() { editor.remember(entry) }
    editor.complete = { [unowned session] line in session.completion.candidates(for: line) }
    editor.synopsis = { Completion.synopsis(of: $0) }
  }
}

extension Session {
  /// What can follow, as things are now.
  var completion: Completion {
    let places = compiler.places
    return Completion(
      sockets: liveSockets(),
      names: compiler.names.map { ($0.name, $0.kinds) },
      actors: places.actors,
      counters: places.counters,
      procs: places.procs
    )
  }
}
