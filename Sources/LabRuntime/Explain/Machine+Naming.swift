import LabDiagnostics
import LabKernel
import LabProgram
import LabSyntax

/// How explanations call what the script made: by its name there, and by the line that made it.
extension Machine {
  /// "web", or "fd 3" for a socket that has no name.
  func name(_ index: Int32) -> String {
    let entry = sockets[index]
    return entry.label >= 0 ? program.labels[Int(entry.label)] : "fd \(entry.descriptor)"
  }

  /// The name under which an operation uses a socket, also when it is closed.
  func name(of reference: SocketReference, _ operation: Operation) -> String {
    if sockets.isOpen(reference) { return name(reference.index) }
    guard operation.operands.count > 0,
      case .local(let slot) = program.expressions[Int(operation.operands.start)]
    else { return "the socket" }
    let label = program.slotLabels[Int(current.routine)][Int(slot)]
    return label >= 0 ? program.labels[Int(label)] : "the socket"
  }

  /// "line 17"; with the file's name when the running statement stands in another one.
  func place(_ pc: Int32) -> String {
    let there = program.sites[Int(pc)]
    let path = sources.file(at: there.span.start).path
    let isHere = path == sources.file(at: site.span.start).path
    return isHere ? "line \(there.line)" : "\(path):\(there.line)"
  }

  /// "web (line 17)": the line that gave it its address, else that made it.
  func placed(_ index: Int32) -> String {
    let entry = sockets[index]
    let pc = entry.addressedAt >= 0 ? entry.addressedAt : entry.openedAt
    return pc >= 0 ? "\(name(index)) (\(place(pc)))" : name(index)
  }

  /// "web (fd 3)".
  func numbered(_ index: Int32) -> String {
    let entry = sockets[index]
    return entry.label >= 0 ? "\(name(index)) (fd \(entry.descriptor))" : name(index)
  }

  /// The `expect …` of the running statement, or the whole statement.
  var expectation: Site { marking(clauses?.expectation) }

  /// What the running `expect` expects, or the whole statement.
  var expectedValue: Site { marking(clauses?.value) }

  /// The `within …` of the running statement, or the whole statement.
  var limitSite: Site { marking(clauses?.within) }

  /// The left side of the running relation as the script writes it: "s.queued".
  var leftText: String? {
    guard let span = clauses?.left else { return nil }
    return oneLine(span)
  }

  private var clauses: ClauseSpans? {
    guard case .perform(let operation) = program.instructions[Int(current.pc)],
      Int(operation) < program.clauses.count
    else { return nil }
    return program.clauses[Int(operation)]
  }

  private func marking(_ span: SourceSpan?) -> Site {
    var marked = site
    if let span { marked.span = span }
    return marked
  }

  /// The limit of the running statement, as its failure says it: "within 3 s".
  mutating func limitText(_ operation: Operation) -> String {
    "within " + Self.durationText(limit(of: operation).nanoseconds)
  }

  /// What the label of a time-out says about where its limit comes from.
  mutating func limitLabel(_ operation: Operation) -> String {
    let limit = limit(of: operation)
    let text = Self.durationText(limit.nanoseconds)
    if limit.isOwn { return "its limit: \(text)" }
    if retryLimit != nil { return "the retry's limit: \(text)" }
    guard let span = program.header.timeoutSpan else {
      return "the limit: \(text) (no 'within', no 'timeout')"
    }
    let there = sources.location(of: span.start)
    return "default of this file: \(sources.text(of: span)) (line \(there.line))"
  }

  /// "1 byte", "1,025 bytes".
  static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    count == 1 ? "1 \(one)" : "\(grouped(count)) \(many)"
  }

  /// Digits in groups of three: "65,507".
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  /// "1st", "2nd", "4th", "11th".
  static func ordinal(_ number: Int) -> String {
    let ending =
      switch (number % 10, number % 100) {
      case (_, 11...13): "th"
      case (1, _): "st"
      case (2, _): "nd"
      case (3, _): "rd"
      default: "th"
      }
    return grouped(number) + ending
  }
}
