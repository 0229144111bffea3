import LabDiagnostics

/// Collects the errors of one file up to the limit, one for each place.
struct SyntaxReport {
  private(set) var diagnostics: [Diagnostic] = []
  /// While the parser skips to the next statement nothing is said.
  var isQuiet = false
  /// Whether the limit is reached and the rest of the file need not be read.
  private(set) var isFull = false
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  mutating func report(_ diagnostic: Diagnostic) {
    if isQuiet || isFull { return }
    if diagnostics.last?.primary?.span.start == diagnostic.primary?.span.start,
      !diagnostics.isEmpty
    {
      return
    }
    diagnostics.append(diagnostic)
    isFull = diagnostics.count >= limit
  }

  /// By position, and with a last word when there may be more.
  func sorted(isWhole: Bool) -> [Diagnostic] {
    var sorted = diagnostics.enumerated().sorted { left, right in
      let first = left.element.primary?.span.start ?? .max
      let second = right.element.primary?.span.start ?? .max
      return first == second ? left.offset < right.offset : first < second
    }.map(\.element)
    var starts: Set<Int32> = []
    sorted.removeAll { diagnostic in
      guard let start = diagnostic.primary?.span.start else { return false }
      return !starts.insert(start).inserted
    }
    if isFull, !isWhole { sorted.append(.tooManyErrors(limit: limit)) }
    return sorted
  }
}
