package import LabProgram
package import LabReporters

/// What a session is told from outside.
package struct SessionSettings {
  package var compile = CompileOptions()
  package var terminal = TerminalOptions()
  /// Somebody sits at a terminal: prompts, questions, a history.
  package var isInteractive = false
  package var version = ""
  /// "private network: 127.0.0.0/8 and ::1 …", for the first line.
  package var networkText = ""
  package var enterPID: Int?
  /// Nanoseconds; `nil`: waits have no limit at a terminal, and 5 s elsewhere.
  package var timeout: Int64?
  /// Where relative paths of `load` and `save` begin: the folder that the program was started in.
  package var startFolder = ""

  /// A script to begin with; the prompt comes where it fails, and not at all if it passes.
  package var script: (name: String, bytes: [UInt8])?
  /// That script stops before each step and at each question.
  package var pauses = false

  package init() {}
}
