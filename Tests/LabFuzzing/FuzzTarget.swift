/// A part of the program that must take any bytes: what it is given, and what must hold then.
///
/// libFuzzer calls it (`make fuzz`), and the tests do with changed seeds (`FuzzRun`). A trap, a
/// thrown `Violation`, a time limit or a report of the sanitizer is a finding.
package struct FuzzTarget: Sendable, CustomStringConvertible {
  package let name: String
  /// Bytes of an input; more finds nothing that less doesn't.
  package let maximumLength: Int
  /// Inputs of the short run in the tests: some two seconds of a debug build.
  package let shortRun: Int
  /// Throws a `Violation` when something doesn't hold.
  package let check: @Sendable (_ bytes: [UInt8]) throws -> Void

  package init(
    name: String,
    maximumLength: Int,
    shortRun: Int,
    check: @escaping @Sendable (_ bytes: [UInt8]) throws -> Void
  ) {
    self.name = name
    self.maximumLength = maximumLength
    self.shortRun = shortRun
    self.check = check
  }

  package var description: String { name }

  package static let all = [script, saved, pattern, bytes, record, result, entry, reply]

  package static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// A property that doesn't hold for some input.
package struct Violation: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

/// Throws a `Violation` unless the condition holds.
func hold(_ condition: Bool, _ violation: @autoclosure () -> String) throws {
  if !condition { throw Violation(violation()) }
}
