import Foundation
import LabTestSupport
import Testing

/// A script and how its run must end; most scripts judge themselves, by `expect`.
struct Scenario: Sendable, CustomTestStringConvertible {
  let name: String
  let status: Int32
  let script: String
  /// What the screen must show, in this order.
  let says: [String]
  let saysNot: [String]
  let options: [String]

  var testDescription: String { name }

  /// A script whose run passes.
  static func passes(
    _ name: String,
    _ script: String,
    says: [String] = [],
    options: [String] = []
  ) -> Scenario {
    Scenario(
      name: name,
      status: 0,
      script: script,
      says: says,
      saysNot: ["error["],
      options: options
    )
  }

  /// A script whose run fails.
  static func fails(
    _ name: String,
    _ script: String,
    says: [String],
    not saysNot: [String] = [],
    options: [String] = []
  ) -> Scenario {
    Scenario(
      name: name,
      status: 1,
      script: script,
      says: says,
      saysNot: saysNot,
      options: options
    )
  }

  /// Runs it by the built program and compares.
  func test() async throws {
    // What passes needs no limit of 5 s, which a busy machine can't always keep.
    let patience = status == 0 && !options.contains("--timeout") ? ["--timeout", "60s"] : []
    let arguments = ["run", "--stable", "--verbose"] + patience + options + ["-"]
    let run = try await runSocklab(arguments, input: script)
    #expect(run.status == status, "\(name):\n\(run.stdout)\(run.stderr)")
    var rest = run.stdout[...]
    for text in says {
      guard let found = rest.range(of: text) else {
        Issue.record("\(name): '\(text)' is not there, or not in this order:\n\(run.stdout)")
        return
      }
      rest = rest[found.upperBound...]
    }
    for text in saysNot where run.stdout.contains(text) {
      Issue.record("\(name): '\(text)' should not be there:\n\(run.stdout)")
    }
  }
}

/// The texts of a run's notes, in the order in which they were said.
func notes(of script: String) async throws -> [String] {
  let run = try await runSocklab(["run", "--events", "-", "-"], input: script)
  #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
  return try run.stdout.split(separator: "\n").compactMap { line in
    let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    return record?["kind"] as? String == "note" ? record?["text"] as? String : nil
  }
}
