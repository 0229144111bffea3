import LabEvents

/// Sections named in a sentence: `Steps 3-19 and check echo`.
enum SectionNames {
  private static let limit = 8

  static func text(_ sections: [Section], capital: Bool = true) -> String {
    let steps = ranges(sections.filter { $0.form == .step }.map(\.number))
    let checks = checkNames(sections.filter { $0.form == .check })
    var parts: [String] = []
    if sections.contains(where: { $0.form == .setup }) { parts.append("setup") }
    if !steps.isEmpty { parts.append(named("step", steps)) }
    if !checks.isEmpty { parts.append(named("check", checks)) }
    let text = parts.joined(separator: " and ")
    guard capital else { return text }
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  /// A check in a loop runs once for each row: then its title tells them apart.
  private static func checkNames(_ checks: [Section]) -> [String] {
    var counts: [String: Int] = [:]
    for check in checks { counts[HeaderLines.name(of: check), default: 0] += 1 }
    return checks.map { check in
      let name = HeaderLines.name(of: check)
      return counts[name, default: 0] > 1 ? "\(name) \"\(check.title)\"" : name
    }
  }

  private static func named(_ noun: String, _ names: [String]) -> String {
    let isOne = names.count == 1 && !names[0].contains("-")
    var names = names
    if names.count > limit {
      let more = names.count - limit
      names = names.prefix(limit) + ["\(more) more"]
    }
    let last = names.removeLast()
    let list = names.isEmpty ? last : names.joined(separator: ", ") + " and " + last
    return "\(noun)\(isOne ? "" : "s") \(list)"
  }

  /// Ascending numbers, neighbours joined: `2`, `5-7`.
  private static func ranges(_ numbers: [Int]) -> [String] {
    var ranges: [ClosedRange<Int>] = []
    for number in Set(numbers).sorted() {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
  }
}
