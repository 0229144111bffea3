import Foundation
import LabEvents
import LabTestSupport
import Testing

/// One grading of the fixtures in a folder of its own, which goes with it.
final class GradeRuns: Sendable {
  let folder: URL
  var out: String { folder.appending(path: "out").path }

  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")
  static let exercise = fixtures.appending(path: "line-echo").path

  /// Of nothing that there is.
  static let otherDigest = String(repeating: "5", count: 64)

  static func fixture(_ name: String) -> String { fixtures.appending(path: name).path }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "grade-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Grades with results in `out`.
  func grade(
    _ submissions: [String],
    _ options: [String] = [],
    environment: [String: String] = [:]
  ) async throws -> ProgramRun {
    try await runSocklab(
      ["grade", Self.exercise] + submissions + ["--out", out] + options,
      environment: environment
    )
  }

  /// A result file.
  func result(_ name: String) throws -> JSONValue {
    let bytes = try Data(contentsOf: URL(filePath: "\(out)/\(name).json"))
    return try JSONReader.value(of: Array(bytes)[...])
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(out)/\(name)")), as: UTF8.self)
  }

  /// A program in a folder of its own.
  func submission(_ name: String, _ files: [String: String]) throws -> String {
    let place = folder.appending(path: name)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for (file, text) in files {
      let url = place.appending(path: file)
      try Data(text.utf8).write(to: url)
      if file == "run" {
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
      }
    }
    return place.path
  }
}

extension JSONValue {
  /// The status of each check, by its identifier.
  var statuses: [String: String] {
    var found: [String: String] = [:]
    for test in self["tests"]?.array ?? [] {
      if let id = test["id"]?.string { found[id] = test["status"]?.string }
    }
    return found
  }

  var outcome: String { self["outcome"]?.string ?? "" }
}
