/// One step of the machine.
///
/// Every payload is trivial: indices into the program's pools.
///
/// `Int32` payloads without a better name: `end`, `top`, `otherwise` are instruction indices.
package enum Instruction: Sendable {
  /// Do the operation of a catalogue row, or an `expect`.
  case perform(operation: Int32)
  /// `let`: evaluate and store. A live fact is asked once.
  case bind(slot: Int32, expression: Int32)
  case jump(Int32)
  /// `if`: conditions are asked once.
  case branch(condition: Int32, otherwise: Int32)

  /// Store 0 in `slot` and the count in `slot + 1`. A count below 0 is a failure.
  case repeatBegin(slot: Int32, count: Int32)
  /// The loop's top: leave to `end`, or write the index to `visible` (-1: nobody looks) and go on.
  case repeatNext(slot: Int32, visible: Int32, end: Int32)
  /// Store the list (or a range of integers) in `slot` and 0 in `slot + 1`.
  case forBegin(slot: Int32, list: Int32)
  /// The loop's top. `names` of `slots` take the element, or its parts when there are several.
  case forNext(slot: Int32, names: Int32, count: Int32, end: Int32)

  case stepBegin(section: Int32)
  case stepEnd(section: Int32)
  /// Only told, for `repeat`, `for`, `retry` and `privileged`.
  case blockOpened
  case blockClosed

  /// A check: a frame, an owner and names of counters and actors of its own.
  case check(section: Int32, routine: Int32)
  case actor(routine: Int32)
  /// Remember the cleanup, with a copy of the names it uses, for the owner's end.
  case cleanup(routine: Int32)
  case call(site: Int32)
  /// Leave the proc, or end the actor, with results: expressions `start ..< start + count`.
  case leave(start: Int32, count: Int32)

  /// Raise capabilities: a mask over CAP_ numbers; all ones for a bare `privileged`.
  case privilegedBegin(mask: UInt64)
  case privilegedEnd
  /// `limit`: index of an expression, -1 for the default. A failure inside starts the block again.
  case retryBegin(limit: Int32, end: Int32)
  case retryEnd
  /// Close so many `privileged` and `retry` blocks; stands before the jump of a `break`.
  case unwind(Int32)

  case refused(Int32)
  /// The owner's end: join its actors, run its cleanups, release what it made.
  case ownerEnd
  /// The routine is over: back to where it was called, or the actor has ended.
  case end
  /// An entry of the prompt is done: the file's actor sleeps until the next one comes.
  case entryEnd
}
