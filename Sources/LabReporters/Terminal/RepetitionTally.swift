import LabEvents

/// Decides which occurrences of a repeated line are shown, and counts the others.
///
/// In the file itself the first three of each line within a section are shown; of all actors of
/// one name, those of the first one that said anything, once. What it remembers grows with the
/// lines of the script, not with how often they run.
struct RepetitionTally {
  /// Something that the script's line did.
  enum Occurrence {
    case statement(StatementReport)
    case note(NoteReport)
    case block(BlockReport)

    var line: Int {
      switch self {
      case .statement(let report): report.line
      case .note(let note): note.line
      case .block(let block): block.line
      }
    }

    var text: String {
      switch self {
      case .statement(let report): report.text
      // A note may say something else each time; its line is what repeats.
      case .note: ""
      case .block(let block): block.text
      }
    }
  }

  /// Neighbouring lines that were left out equally often.
  struct Group: Equatable {
    var lines: ClosedRange<Int>
    let count: Int
    /// Whose, and which numbers; empty for the file itself.
    let actor: String
    let numbers: ClosedRange<Int>?
    /// Whether there is a statement among them; notes can't pass.
    var hasStatements: Bool
  }

  private struct Key: Hashable {
    let actor: String
    let line: Int
    let text: String
  }

  private struct Entry {
    var shown = 0
    var hidden = 0
    var numbers: ClosedRange<Int>?
    /// The first that was hidden, while none was shown.
    var first: (Occurrence, ActorLabel)?
    let isBlock: Bool
    let isStatement: Bool

    init(_ occurrence: Occurrence) {
      switch occurrence {
      case .statement: (isBlock, isStatement) = (false, true)
      case .note: (isBlock, isStatement) = (false, false)
      case .block: (isBlock, isStatement) = (true, false)
      }
    }

    mutating func hide(_ number: Int) {
      hidden += 1
      let range = numbers ?? number...number
      numbers = min(range.lowerBound, number)...max(range.upperBound, number)
    }
  }

  private var entries: [Key: Entry] = [:]
  /// Of each name, the number whose lines are shown.
  private var leads: [String: Int] = [:]

  /// Whether this occurrence is to be shown; if not, it is counted.
  mutating func admits(_ occurrence: Occurrence, actor: ActorLabel?) -> Bool {
    let key = Key(actor: actor?.name ?? "", line: occurrence.line, text: occurrence.text)
    var entry = entries[key] ?? Entry(occurrence)
    if case .statement(let report) = occurrence, report.mark == .waits {
      // It has not ended: its end will be shown, or counted.
      guard let actor else { return entry.shown < 3 }
      return (leads[actor.name] ?? actor.number) == actor.number && entry.shown == 0
    }
    defer { entries[key] = entry }
    guard let actor else {
      entry.shown += 1
      if entry.shown > 3 { entry.hidden += 1 }
      return entry.shown <= 3
    }
    let lead = leads[actor.name] ?? actor.number
    leads[actor.name] = lead
    if actor.number == lead, entry.shown == 0 {
      entry.shown = 1
      // Another one was faster: it is counted now.
      if let (_, other) = entry.first { entry.hide(other.number) }
      entry.first = nil
      return true
    }
    if entry.shown == 0, entry.first == nil {
      entry.first = (occurrence, actor)
      return false
    }
    entry.hide(actor.number)
    return false
  }

  /// Takes what was hidden since the last time: lines that nobody has seen yet, and the groups.
  mutating func take() -> (unseen: [(Occurrence, ActorLabel)], groups: [Group]) {
    var unseen: [(Occurrence, ActorLabel)] = []
    var groups: [Group] = []
    var isOpen = false
    for key in entries.keys.sorted(by: Self.isBefore) {
      guard var entry = entries[key], !entry.isBlock else { continue }
      if let first = entry.first {
        unseen.append(first)
        entry.shown = 1
      }
      if entry.hidden == 0 {
        isOpen = false
      } else {
        let group = Group(
          lines: key.line...key.line,
          count: entry.hidden,
          actor: key.actor,
          numbers: entry.numbers,
          hasStatements: entry.isStatement
        )
        if isOpen, let last = groups.last, last.isContinued(by: group) {
          groups[groups.count - 1].lines = last.lines.lowerBound...key.line
          groups[groups.count - 1].hasStatements = last.hasStatements || group.hasStatements
        } else {
          groups.append(group)
        }
        isOpen = true
      }
      entry.hidden = 0
      entry.numbers = nil
      entry.first = nil
      entries[key] = entry
    }
    return (unseen, groups.sorted { $0.lines.lowerBound < $1.lines.lowerBound })
  }

  private static func isBefore(_ left: Key, _ right: Key) -> Bool {
    (left.actor, left.line, left.text) < (right.actor, right.line, right.text)
  }
}

extension RepetitionTally.Group {
  fileprivate func isContinued(by next: Self) -> Bool {
    count == next.count && actor == next.actor && numbers == next.numbers
  }

  /// `lines 180–184: 999 more times each (visitor 2–1000), all passed`.
  func text(_ marks: Marks) -> String {
    let isOne = lines.count == 1
    var text = isOne ? "line \(lines.lowerBound): " : "lines \(lines.lowerBound)"
    if !isOne { text += "\(marks.dash)\(lines.upperBound): " }
    text += count == 1 ? "once more" : "\(DigitGroups.text(count)) more times"
    if !isOne, count > 1 { text += " each" }
    if let numbers {
      // The first of a name is called by it alone, as in its lines.
      text += numbers == 1...1 ? " (\(actor)" : " (\(actor) \(numbers.lowerBound)"
      text += numbers.count == 1 ? ")" : "\(marks.dash)\(numbers.upperBound))"
    }
    return hasStatements ? text + ", all passed" : text
  }
}
