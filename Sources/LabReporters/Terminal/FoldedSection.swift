import LabEvents

/// What a section showed so far, held back until it is known whether it may be folded.
struct FoldedSection {
  enum Item {
    case statement(StatementReport, ActorLabel?)
    case lines([TerminalLine])
  }

  private(set) var items: [Item] = []

  mutating func append(_ item: Item) {
    items.append(item)
  }

  /// Everything, line by line.
  func unfolded(_ layout: StatementLines) -> [TerminalLine] {
    items.flatMap { item in
      switch item {
      case .statement(let report, let actor): layout.lines(for: report, actor: actor)
      case .lines(let lines): lines
      }
    }
  }

  /// Consecutive passing calls on one socket in one line each.
  func folded(_ layout: StatementLines) -> [TerminalLine] {
    let runs = runs()
    let shape = FoldedShape(runs.compactMap(FoldedCalls.init), layout: layout)
    return runs.flatMap { run -> [TerminalLine] in
      if let calls = FoldedCalls(run) { return shape.lines(for: calls) }
      return FoldedSection(items: run).unfolded(layout)
    }
  }

  private init(items: [Item]) { self.items = items }

  init() {}

  /// The items, those that belong in one line together.
  private func runs() -> [[Item]] {
    var runs: [[Item]] = []
    for item in items {
      if let last = runs.last?.last, Self.belong(last, item) {
        runs[runs.count - 1].append(item)
      } else {
        runs.append([item])
      }
    }
    return runs
  }

  private static func belong(_ first: Item, _ second: Item) -> Bool {
    guard case .statement(let one, let actor) = first, case .statement(let other, actor) = second
    else { return false }
    return FoldedCalls.mayFold(one) && FoldedCalls.mayFold(other)
      && one.subject == other.subject && one.depth == other.depth
      // The same line or one above: a loop's next round.
      && one.line < other.line
  }
}

/// Several passing calls on one socket: `web2: socket, bind, listen`.
struct FoldedCalls {
  let reports: [StatementReport]
  let actor: ActorLabel?

  init?(_ run: [FoldedSection.Item]) {
    guard run.count > 1 else { return nil }
    var reports: [StatementReport] = []
    var actor: ActorLabel?
    for case .statement(let report, let itsActor) in run {
      reports.append(report)
      actor = itsActor
    }
    guard !reports.isEmpty else { return nil }
    self.reports = reports
    self.actor = actor
  }

  /// Compared values and explanations are what a lesson is for: they are never folded away.
  static func mayFold(_ report: StatementReport) -> Bool {
    report.mark == .passed && !report.subject.isEmpty && report.verb != "expect"
      && report.why.isEmpty
  }

  var name: String { reports[0].subject + ":" }

  /// `socket, bind, connect`; what repeats is counted: `send ×3`.
  func verbs(ascii: Bool) -> String {
    var verbs: [(verb: String, count: Int)] = []
    for report in reports {
      if verbs.last?.verb == report.verb {
        verbs[verbs.count - 1].count += 1
      } else {
        verbs.append((report.verb, 1))
      }
    }
    return verbs.map { $0.count == 1 ? $0.verb : "\($0.verb) \(ascii ? "x" : "×")\($0.count)" }
      .joined(separator: ", ")
  }

  /// `fd 32  LISTEN 127.0.0.1:8082`, from the last call that tells.
  var outcome: String {
    let state = reports.last { !$0.state.isEmpty }?.state ?? ""
    let descriptor = reports.lazy.reversed().compactMap(Self.descriptor).first
    return [descriptor.map { "fd \($0)" } ?? "", state].filter { !$0.isEmpty }
      .joined(separator: "  ")
  }

  /// The subject's descriptor: what made it returned it; all else has it as its first argument.
  private static func descriptor(of report: StatementReport) -> Int? {
    guard let call = report.calls.last(where: { !$0.isOurs && $0.result >= 0 }) else { return nil }
    let isMaker =
      call.name == "socket"
      || call.name.hasPrefix("accept") && report.text.hasSuffix(" as \(report.subject)")
    return isMaker ? call.result : call.short.first.flatMap { Int($0) }
  }
}

/// The columns that the folded lines of one section share.
private struct FoldedShape {
  let layout: StatementLines
  private let nameWidth: Int
  private let outcomeColumn: Int

  init(_ calls: [FoldedCalls], layout: StatementLines) {
    self.layout = layout
    let ascii = layout.options.ascii
    let names = calls.filter { $0.actor == nil }.map { DisplayWidth.of($0.name) }
    nameWidth = min(16, names.max() ?? 0)
    let verbs = calls.map { DisplayWidth.of($0.verbs(ascii: ascii)) }.max() ?? 0
    let needed = layout.textColumn + nameWidth + 1 + verbs + 3
    outcomeColumn = max(layout.options.callColumn, min(needed, layout.options.width * 3 / 5))
  }

  func lines(for calls: FoldedCalls) -> [TerminalLine] {
    let first = calls.reports[0]
    var line = layout.start(
      line: first.line,
      mark: layout.marks.of(.passed),
      depth: first.depth,
      actor: calls.actor
    )
    let column = line.width
    line.append(calls.name, .caption)
    if calls.actor == nil { line.pad(to: column + nameWidth) }
    line.append(" ")
    line.append(calls.verbs(ascii: layout.options.ascii))
    let outcome = calls.outcome
    guard !outcome.isEmpty else { return [line] }
    if line.width + 2 <= outcomeColumn,
      outcomeColumn + DisplayWidth.of(outcome) <= layout.options.width
    {
      line.pad(to: outcomeColumn)
      line.append(outcome, .dim)
      return [line]
    }
    var second = TerminalLine()
    second.pad(
      to: max(
        layout.textColumn + 2,
        min(outcomeColumn, layout.options.width - DisplayWidth.of(outcome))
      )
    )
    second.append(outcome, .dim)
    return [line, second]
  }
}
