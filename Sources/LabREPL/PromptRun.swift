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
    Terminal.windowSignal, Terminal.stopSignal, Terminal.quitSignal,
  ]

  /// Runs a session to its end, in the network where this process is now.
  ///
  /// - Parameters:
  ///   - settings: What the command line says.
  ///   - options: Of the machine.
  ///   - poller: Watches sockets, and the terminal beside them.
  ///   - signals: Of `PromptRun.signals`.
  /// - Returns: How it ended.
  package static func run(
    _ settings: SessionSettings,
    _ options: MachineOptions,
    _ poller: consuming Poller,
    _ signals: consuming SignalInbox
  ) -> SessionStatus {
    let editor = settings.isInteractive ? LineEditor() : nil
    let session = session(settings, options, poller, signals, editor: editor)
    if let editor {
      for entry in HistoryFile().entries() { editor.remember(entry) }
      prepare(session)
    }
    return session.run()
  }

  /// A session with its machine, which has not begun.
  static func session(
    _ settings: SessionSettings,
    _ options: MachineOptions,
    _ poller: consuming Poller,
    _ signals: consuming SignalInbox,
    editor: LineEditor?
  ) -> Session {
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
    return Session(
      settings: settings,
      options: options,
      screen: screen,
      editor: editor,
      machine: machine,
      compiler: compiler,
      teller: teller
    )
  }

  /// Lets the editor ask the session what can follow.
  static func prepare(_ session: Session) {
    session.editor?.complete = { [unowned session] in session.completion.candidates(for: $0) }
    let paths = PathCompletion(folder: session.settings.startFolder)
    session.editor?.paths = { paths.candidates(for: $0) }
    session.editor?.synopsis = { Completion.synopsis(of: $0) }
  }
}

extension Session {
  /// What can follow, as things are now.
  var completion: Completion {
    let sockets = liveSockets()
    return Completion(
      sockets: sockets,
      names: compiler.names.filter { !$0.kinds.contains(.socket) || sockets[$0.name] != nil }
        .map { ($0.name, $0.kinds) },
      paths: PathCompletion(folder: settings.startFolder),
      places: compiler.places
    )
  }
}
