import LabDiagnostics

/// Keeps what is wrong, each thing once, and counts what goes beyond.
struct DiagnosticCollection {
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var errorCount = 0
  private var warningCount = 0
  private var seen: Set<Place> = []

  /// More than are ever shown, so that the first ones by position are among them.
  private static let capacity = 400

  private struct Place: Hashable {
    let id: String
    let start: Int32
  }

  /// Errors that were counted and not kept.
  var droppedCount: Int { max(0, errorCount - Self.capacity) }

  /// Whether another one would be kept; if not it need not be made.
  mutating func wants(_ severity: Diagnostic.Severity) -> Bool {
    switch severity {
    case .error:
      errorCount += 1
      return errorCount <= Self.capacity
    case .warning:
      warningCount += 1
      return warningCount <= Self.capacity
    }
  }

  mutating func add(_ diagnostic: Diagnostic) {
    let place = Place(id: diagnostic.id, start: diagnostic.primary?.span.start ?? -1)
    if seen.insert(place).inserted { diagnostics.append(diagnostic) }
  }

  /// Sorted by place, with at most `limit` errors and as many warnings, and a last word if more.
  static func sorted(_ diagnostics: [Diagnostic], limit: Int, dropped: Int = 0) -> [Diagnostic] {
    let ordered = diagnostics.enumerated().sorted { left, right in
      let first = left.element.primary?.span.start ?? -1
      let second = right.element.primary?.span.start ?? -1
      return first == second ? left.offset < right.offset : first < second
    }.map(\.element)
    var result: [Diagnostic] = []
    var errors = 0
    var warnings = 0
    for diagnostic in ordered {
      switch diagnostic.severity {
      case .error:
        errors += 1
        if errors <= limit { result.append(diagnostic) }
      case .warning:
        warnings += 1
        if warnings <= limit { result.append(diagnostic) }
      }
    }
    if errors > limit { result.append(.moreErrors(errors - limit + dropped)) }
    return result
  }
}
