import ArgumentParser
import LabProgram
import LabRuntime
import LabSyntax

/// The limits of reading, checking and running, by the names that `--limit NAME=VALUE` takes.
struct LimitOption {
  /// What `--help` and a wrong name tell.
  static let names =
    "actors, bytes, depth, elements, errors, file, files, instructions, line, statements"

  /// Applies what the command line says; a name that no limit has is a usage error.
  static func apply(
    _ settings: [String],
    to compile: inout CompileOptions,
    _ machine: inout MachineLimits
  ) throws {
    for setting in settings {
      let (name, value) = try NamedValue.split(setting, of: "--limit")
      guard let number = Int(value), number >= 0 else {
        throw ValidationError("--limit \(setting): the value must be a number")
      }
      guard machine.set(name, to: number) || set(name, to: number, in: &compile) else {
        throw ValidationError("--limit \(setting): the limits are \(names)")
      }
    }
  }

  private static func set(_ name: String, to value: Int, in options: inout CompileOptions) -> Bool {
    switch name {
    case "depth": options.syntax.maximumNesting = value
    case "errors":
      options.syntax.maximumErrors = value
      options.check.maximumErrors = value
    case "file": options.syntax.maximumFileSize = value
    case "files": options.maximumFiles = value
    case "instructions": options.check.maximumInstructions = value
    case "line": options.syntax.maximumLineLength = value
    default: return false
    }
    return true
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
