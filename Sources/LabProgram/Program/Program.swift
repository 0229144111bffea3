package import LabDiagnostics
package import LabPattern
package import LabSyntax

/// A checked script, lowered: flat instructions over constant pools.
///
/// Instructions are trivial values that refer to the pools by index; nothing that owns memory is
/// copied when the machine fetches one.
package struct Program: Sendable {
  package var header = Header()
  package var instructions: [Instruction] = []
  /// Where each instruction comes from; the same indices as `instructions`.
  package var sites: [Site] = []
  package var operations: [Operation] = []
  /// Where the clauses of each operation stand; the same indices as `operations`.
  package var clauses: [ClauseSpans] = []
  package var expressions: [Expression] = []
  package var conditions: [Condition] = []
  package var relations: [Relation] = []
  package var constants: [Constant] = []
  package var addresses: [AddressTemplate] = []
  package var patterns: [Pattern] = []
  /// Texts of `Constant.word`: `tcp`, `ESTABLISHED`, `SIGPIPE`.
  package var words: [String] = []
  /// Names of actors and counters, and of sockets and other bindings, for people.
  package var labels: [String] = []
  /// Frame slots that results and loop names are written to.
  package var slots: [Int32] = []
  package var captures: [Capture] = []
  package var routines: [Routine] = []
  package var callSites: [CallSite] = []
  package var sections: [SectionEntry] = []
  package var refusals: [Refusal] = []
  /// Label (index in `labels`) of each slot of each routine: `slotLabels[routine][slot]`; -1 none.
  package var slotLabels: [[Int32]] = []

  package init() {}

  /// The file's own routine.
  package static let fileRoutine: Int32 = 0
  /// At the prompt: where an entry that failed goes on, the first instruction behind the file's end.
  package static let sessionIdle: Int32 = 2
  /// The file's slot that holds `tmp`, the path of the run's folder.
  package static let temporaryFolderSlot: Int32 = 0
}

/// What the header rows say.
package struct Header: Sendable {
  /// `lesson`, `exercise` or empty.
  package var form = ""
  package var title = ""
  package var goals: [String] = []
  package var usesHostNetwork = false
  /// Nanoseconds; `nil`: the machine's default, 5 s.
  package var timeout: Int64?
  /// Where `timeout` stands.
  package var timeoutSpan: SourceSpan?
  package var parameters: [Parameter] = []
  /// Of a file with the header `exercise`.
  package var exercise: ExerciseHeader?

  package init() {}

  /// A `param`: the machine writes its value into the file's slot before the first instruction.
  package struct Parameter: Sendable {
    package let name: String
    package let slot: Int32
    /// Already the value from outside, where one was given.
    package let value: Constant

    package init(name: String, slot: Int32, value: Constant) {
      self.name = name
      self.slot = slot
      self.value = value
    }
  }
}

/// The source of an instruction.
package struct Site: Sendable {
  /// The statement without its block.
  package var span: SourceSpan
  package var line: Int32
  /// How many blocks it stands in, those of steps and checks not counted.
  package var depth: Int16
  /// The verb; `expect` for `let`, `if` and `expect` itself, `repeat` for `for`, `proc` for a call.
  package var verb: Verb

  package init(span: SourceSpan, line: Int32, depth: Int16, verb: Verb) {
    self.span = span
    self.line = line
    self.depth = depth
    self.verb = verb
  }
}

/// A body with a frame of its own: the file, a check, an actor, a cleanup, a proc.
package struct Routine: Sendable {
  package enum Form: UInt8, Sendable {
    case file
    case check
    case actor
    case cleanup
    case proc
  }

  package var form: Form
  /// Index in `labels`; for a file or a check: -1.
  package var label: Int32
  /// Its first instruction.
  package var entry: Int32
  /// Its `ownerEnd` (for cleanups and procs: its `end`); where a failure goes on.
  package var end: Int32
  package var frameSize: Int32
  /// In `captures`: what is copied from the frame that starts it.
  ///
  /// A proc's parameters are its first slots instead.
  package var captures: NodeRange

  package init(
    form: Form,
    label: Int32,
    entry: Int32,
    end: Int32,
    frameSize: Int32,
    captures: NodeRange
  ) {
    self.form = form
    self.label = label
    self.entry = entry
    self.end = end
    self.frameSize = frameSize
    self.captures = captures
  }
}

/// One name copied into a new frame.
package struct Capture: Sendable {
  package var outer: Int32
  package var inner: Int32

  package init(outer: Int32, inner: Int32) {
    self.outer = outer
    self.inner = inner
  }
}

/// A use of a proc.
package struct CallSite: Sendable {
  package var routine: Int32
  /// In `expressions`.
  package var arguments: NodeRange
  /// In `slots`; one slot for several results takes a list.
  package var results: NodeRange

  package init(routine: Int32, arguments: NodeRange, results: NodeRange) {
    self.routine = routine
    self.arguments = arguments
    self.results = results
  }
}

/// A step, check or setup.
package struct SectionEntry: Sendable {
  package enum Form: UInt8, Sendable {
    case step
    case check
    case setup
  }

  package var form: Form
  /// From 1 among its form; 0 for a setup.
  package var number: Int32
  /// `check ID "…"`, else empty.
  package var identifier: String
  /// Without its holes filled, for outlines.
  package var title: String
  /// Index in `expressions`; may have holes.
  package var titleExpression: Int32
  package var line: Int32
  package var span: SourceSpan
  /// A check of a file with `setup`: it runs in a fresh network.
  package var hasFreshNetwork: Bool
  /// Of a check in an exercise.
  package var terms: SectionTerms?

  package init(
    form: Form,
    number: Int32,
    identifier: String,
    title: String,
    titleExpression: Int32,
    line: Int32,
    span: SourceSpan,
    hasFreshNetwork: Bool
  ) {
    self.form = form
    self.number = number
    self.identifier = identifier
    self.title = title
    self.titleExpression = titleExpression
    self.line = line
    self.span = span
    self.hasFreshNetwork = hasFreshNetwork
  }
}

/// What `check` says to the lines of a `refused` block.
package struct Refusal: Sendable {
  /// Empty when the lines would have passed: then the run fails here.
  package var diagnostics: [Diagnostic]
  /// The block with its braces, to show the lines.
  package var span: SourceSpan

  package init(diagnostics: [Diagnostic], span: SourceSpan) {
    self.diagnostics = diagnostics
    self.span = span
  }
}
