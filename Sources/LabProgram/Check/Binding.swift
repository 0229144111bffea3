import LabSyntax

/// What is known of a bound name at one point of the text.
struct Flow: Equatable {
  enum Assignment: UInt8 {
    case unbound
    /// On some ways to this point only.
    case perhaps
    case bound
  }

  var assignment: Assignment
  var kinds: KindSet
  /// Of a list: the kinds of its elements.
  var elements: KindSet = .any
  /// Where its socket was certainly closed; -1: not.
  var closedAt: Int32 = -1
  /// For the result of `expect S /re/ as m`: index in `Program.patterns`; -1 none or unknown.
  var pattern: Int32 = -1
  /// Of a structure: index in `Structures.all`; -1 none or unknown.
  var layout: Int32 = -1

  /// Where two ways meet.
  func merged(with other: Flow) -> Flow {
    if assignment == .unbound, other.assignment == .unbound { return self }
    if assignment == .unbound { return other.merged(with: self) }
    var result = self
    if other.assignment != assignment { result.assignment = .perhaps }
    if other.assignment == .unbound {
      result.closedAt = -1
      return result
    }
    result.kinds.formUnion(other.kinds)
    result.elements.formUnion(other.elements)
    if other.closedAt < 0 { result.closedAt = -1 }
    if other.pattern != pattern { result.pattern = -1 }
    if other.layout != layout { result.layout = -1 }
    return result
  }
}

/// A name in one frame.
struct Binding {
  let name: Name
  /// Index of its frame in `Checker.frames`.
  let depth: Int32
  let slot: Int32
  /// What the name meant before, restored when the frame ends; -1 nothing.
  let previous: Int32
  /// The next older name of the same frame.
  let older: Int32
  var flow: Flow
  /// Where it was bound last.
  var position: Int32
  /// A copy of an outer name, or a name of `setup`: it can't be bound again here.
  var isCopy: Bool
  /// The branch whose log holds its state at the branch's start.
  var loggedBranch: Int32 = 0
  var logIndex: Int32 = -1
  /// The merge that has seen it.
  var mergeMark: Int32 = 0
}
