import LabSyntax

/// A routine that is being lowered: the file, a check, an actor, a cleanup or a proc.
struct Frame {
  let form: Routine.Form
  let routine: Int32
  /// Index in `labels`, for an actor or a proc.
  let label: Int32
  /// Names of frames below this depth can't be seen.
  let visibleFrom: Int32
  /// The newest of its bindings.
  var newest: Int32 = -1
  var slotLabels: [Int32] = []
  var captures: [Capture] = []
  /// The hidden slots of loops, by nesting.
  var loopSlots: [Int32] = []
  var loops: [Loop] = []
  /// Open `privileged` and `retry` blocks.
  var guards: Int32 = 0
  /// Blocks for `Site.depth`.
  var depth: Int16 = 0
  /// A step, check or setup can't stand inside: depth of blocks that are neither if, loop nor step.
  var closedBlocks: Int32 = 0
  /// Which proc it is, in `Checker.procs`; an actor inside one has it too.
  var proc: Int32 = -1
  /// The checker's state outside, put back at its end.
  var outerBranch: Int32 = 0
  var outerEnded = false

  var slotCount: Int32 { Int32(slotLabels.count) }
}

/// A `repeat` or `for` around the current statement.
struct Loop {
  /// The newest `break`: its `jump` holds the one before, until the end is known; -1 none.
  var breaks: Int32 = -1
  let guards: Int32
}

/// A proc of the file.
struct ProcEntry {
  let name: Name
  let statement: Int32
  let routine: Int32
  let parameterCount: Int32
  /// How many values its `return`s give: the least and the most.
  var fewestResults: Int32
  var mostResults: Int32
  let position: Int32
}

/// One proc uses another.
struct ProcCall {
  let caller: Int32
  let callee: Int32
  let statement: Int32
}
