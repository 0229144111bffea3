import Foundation
import Glibc
import LabTestSupport
import Testing

/// An exercise of a test's own, what a class handed in for it, and folders of results.
final class GradedClass: Sendable {
  let folder: ScriptFolder
  /// The exercise's folder, named so that results have a short name.
  let exercise: String
  var submissions: String { path("class") }

  /// Writes the exercise.
  init(_ script: String) throws {
    folder = try ScriptFolder()
    exercise = folder.url.appending(path: "one-answer").path(percentEncoded: false)
    for name in ["one-answer", "class"] { try Self.makeFolder(path(name)) }
    try folder.write("one-answer/exercise.sock", script)
  }

  /// One that a right program passes in a few milliseconds.
  static let quick = """
    exercise "One answer"
    submission program
    limit wall 30s
    check answers "prints what it was asked for" {
      points 2
      spawn submission "42" as app
      expect app output "42\\n"
      expect app exit 0
    }
    """

  /// A program in a folder; nil: a folder without one.
  func handIn(_ name: String, _ program: String?) throws {
    try Self.makeFolder("\(submissions)/\(name)")
    let file = program == nil ? "notes.txt" : "run"
    let path = "\(submissions)/\(name)/\(file)"
    try Data((program.map { "#!/bin/sh\n\($0)\n" } ?? "to do\n").utf8).write(to: Self.url(path))
    #expect(chmod(path, 0o755) == 0)
  }

  /// Every path in the class, in the order of their bytes.
  func handedIn() throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: submissions)
    let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return sorted.map { "\(submissions)/\($0)" }
  }

  /// `socklab grade` of the whole class, to its end.
  func grade(_ options: [String]) async throws -> EndedProgram {
    try await runProgram(program: Self.socklab, try arguments(options))
  }

  /// The same, while the test goes on.
  func begin(_ options: [String], environment: [String: String] = [:]) throws -> RunningProgram {
    try RunningProgram(Self.socklab, try arguments(options), environment: environment)
  }

  func merge(_ arguments: [String]) async throws -> EndedProgram {
    try await runProgram(program: Self.socklab, ["grade", "merge"] + arguments)
  }

  private func arguments(_ options: [String]) throws -> [String] {
    // A submission's name may begin with a hyphen, but not its path.
    try ["grade", exercise] + handedIn() + options
  }

  static let socklab = socklabExecutable().path(percentEncoded: false)

  func path(_ name: String) -> String { folder.url.path(percentEncoded: false) + "/" + name }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: Self.url(path(name))), as: UTF8.self)
  }

  /// The results in a folder, by the names of their files without ".json"; each must be readable.
  func results(_ name: String) throws -> [String: GradedResult] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path(name))) ?? []
    var found: [String: GradedResult] = [:]
    for file in names where file.hasSuffix(".json") && !file.hasPrefix(".") {
      found[String(file.dropLast(5))] = try GradedResult(path("\(name)/\(file)"))
    }
    return found
  }

  /// Not one that Foundation has made of the characters: a path is bytes.
  private static func makeFolder(_ path: String) throws {
    guard mkdir(path, 0o755) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
  }

  static func url(_ path: String) -> URL { URL(filePath: path) }
}

/// What a result file says.
struct GradedResult {
  let bytes: Data
  let outcome: String
  let message: String
  let started: String
  let attempt: Int
  /// The status of each check that is in it.
  let statuses: [String]

  init(_ path: String) throws {
    bytes = try Data(contentsOf: URL(filePath: path))
    let object = try JSONSerialization.jsonObject(with: bytes)
    let members = try #require(object as? [String: Any], "\(path)")
    let run = try #require(members["run"] as? [String: Any], "\(path)")
    outcome = try #require(members["outcome"] as? String, "\(path)")
    message = members["message"] as? String ?? ""
    started = try #require(run["started"] as? String, "\(path)")
    attempt = try #require(run["attempt"] as? Int, "\(path)")
    statuses = (members["tests"] as? [[String: Any]] ?? []).compactMap { $0["status"] as? String }
  }
}
