import Foundation
import LabTestSupport

/// Another program that judges what we write: `prove`, a validator of JSON Schema, an XML parser.
enum OtherProgram {
  /// What it printed, and whether it ended with 0.
  static func run(_ program: String, _ arguments: [String], input: [UInt8] = []) throws -> (
    isGood: Bool, text: String
  ) {
    let running = try RunningProgram("/usr/bin/env", [program] + arguments, input: Data(input))
    let ended = running.waited()
    return (ended.status == 0, ended.stdout + ended.stderr)
  }

  /// Runs a Python script over lines of JSON or a document.
  static func python(_ script: String, _ arguments: [String] = [], input: [UInt8]) throws -> (
    isGood: Bool, text: String
  ) {
    try run("python3", ["-c", script] + arguments, input: input)
  }

  /// Checks lines of JSON against a schema; prints what is wrong with them.
  static func validate(_ lines: [UInt8], against schema: URL) throws -> (
    isGood: Bool, text: String
  ) {
    let script = """
      import json, sys, jsonschema
      schema = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(schema)
      validator = jsonschema.Draft202012Validator(schema)
      wrong = 0
      for line in sys.stdin.buffer.read().decode('utf-8').split('\\n'):
          if not line: continue
          for error in validator.iter_errors(json.loads(line)):
              print(list(error.absolute_path), error.message[:300]); wrong += 1
      sys.exit(1 if wrong else 0)
      """
    return try python(script, [schema.path(percentEncoded: false)], input: lines)
  }
}

/// Files of this project beside the sources.
enum ProjectFile {
  static let root = Fixture.folder.deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let gradeSchema = root.appending(path: "Documentation/grade-result.schema.json")
  static let runSchema = root.appending(path: "Documentation/run-result.schema.json")
  static let gradescopeSchema = Fixture.folder.appending(path: "gradescope.schema.json")
}
