import ArgumentParser
import LabDiagnostics
import LabSyntax

/// `--limit NAME=VALUE`.
struct LimitOption {
  /// What `--help` and a wrong name tell.
  static let names = Limit.allCases.map(\.rawValue).joined(separator: ", ")

  /// Applies what the command line says; a name that no limit has is a usage error.
  static func apply(_ settings: [String], to limits: inout Limits) throws {
    for setting in settings {
      let (name, value) = try NamedValue.split(setting, of: "--limit")
      guard let limit = Limit(rawValue: name) else {
        throw ValidationError("--limit \(setting): the limits are \(names)")
      }
      if limit.isDuration {
        guard let duration = DurationText.nanoseconds(value) else {
          throw ValidationError("--limit \(setting): a duration is 500ms, 5s, 2min")
        }
        limits[limit] = Int(duration)
      } else {
        guard let number = limit.isSize ? SizeText.bytes(value) : Int(value), number >= 0 else {
          let form = limit.isSize ? "a size is 4096, 64KiB, 1GiB" : "the value must be a number"
          throw ValidationError("--limit \(setting): \(form)")
        }
        limits[limit] = number
      }
    }
  }
}

/// `NAME=VALUE` on the command line.
enum NamedValue {
  /// Takes it apart at the first `=`.
  static func split(_ text: String, of option: String) throws -> (String, String) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw ValidationError("\(option) \(text): it must be NAME=VALUE")
    }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }
}
