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

  /// Whose line it is, and what stands there.
  private struct Key {
    let actor: String
    let line: Int
    let text: String

    static func < (left: Key, right: Key) -> Bool {
      (left.actor, left.line, left.text) < (right.actor, right.line, right.text)
    }
  }

  private struct Entry {
    let key: Key
    var shown = 0
    var hidden = 0
    var numbers: ClosedRange<Int>?
    /// The first that was hidden, while none was shown.
    var first: (Occurrence, ActorLabel)?
    let isBlock: Bool
    let isStatement: Bool

    init(_ occurrence: Occurrence, _ key: Key) {
      self.key = key
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

  /// In the order of their first occurrence.
  private var entries: [Entry] = []
  /// The places in `entries`, by key.
  ///
  /// A script's lines mostly come in their order, so a new one mostly stands last. (The first
  /// `Dictionary` over a key of our own costs a short run 80 µs, more than all of its lines.)
  private var order: [Int32] = []
  /// Of each name, the number whose lines are shown.
  private var leads: [String: Int] = [:]

  /// Whether this occurrence is to be shown; if not, it is counted.
  mutating func admits(_ occurrence: Occurrence, actor: ActorLabel?) -> Bool {
    let key = Key(actor: actor?.name ?? "", line: occurrence.line, text: occurrence.text)
    let (rank, known) = find(key)
    var entry = known.map { entries[$0] } ?? Entry(occurrence, key)
    if case .statement(let report) = occurrence, report.mark == .waits {
      // It has not ended: its end will be shown, or counted.
      guard let actor else { return entry.shown < 3 }
      return (leads[actor.name] ?? actor.number) == actor.number && entry.shown == 0
    }
    defer {
      if let known {
        entries[known] = entry
      } else {
        order.insert(Int32(entries.count), at: rank)
        entries.append(entry)
      }
    }
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
    for place in order {
      var entry = entries[Int(place)]
      if entry.isBlock { continue }
      let key = entry.key
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
      entries[Int(place)] = entry
    }
    return (unseen, groups.sorted { $0.lines.lowerBound < $1.lines.lowerBound })
  }

  /// Where in `order` the key belongs, and its place in `entries` when it is there.
  private func find(_ key: Key) -> (rank: Int, place: Int?) {
    var low = 0
    var high = order.count
    if let last = order.last, entries[Int(last)].key < key { low = high }
    while low < high {
      let middle = (low + high) / 2
      if entries[Int(order[middle])].key < key { low = middle + 1 } else { high = middle }
    }
    guard low < order.count, !(key < entries[Int(order[low])].key) else { return (low, nil) }
    return (low, Int(order[low]))
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
