package import LabDiagnostics
import LabKernel
package import LabProgram
import LabSyntax

/// An exercise, read and checked once for a whole class.
package struct Exercise: Sendable {
  /// Of its folder or file: small letters, digits, `.`, `_` and `-`.
  package let id: String
  /// The script's path.
  package let path: String
  package let program: Program
  package let sources: SourceMap
  /// Of the script and all that it includes.
  package let sha256: String
  package let header: ExerciseHeader

  package var folder: String { Environment.folder(of: path) }
  package var checks: [SectionEntry] { program.sections.filter { $0.form == .check } }

  /// Reads an exercise: a folder with `exercise.sock` in it, or a script.
  ///
  /// - Parameters:
  ///   - argument: The path as it was given.
  ///   - options: Settings and limits of the compiler.
  /// - Throws: What is wrong with it; warnings alone are no reason.
  package init(_ argument: String, options: CompileOptions) throws(ExerciseFailure) {
    let path = Environment.hasFolder(argument) ? Self.script(in: argument) : argument
    let limit = options.limits.file
    let bytes: [UInt8]
    do throws(FileReadingError) {
      bytes = try FileReading.bytes(of: path, limit: limit)
    } catch {
      throw ExerciseFailure([.exerciseUnreadable(argument, path, error)], SourceMap())
    }
    let compilation = Compiler.compile(path: path, bytes: bytes, options: options) { path in
      do throws(FileReadingError) {
        return .success(try FileReading.bytes(of: path, limit: limit))
      } catch {
        return .failure(LoadFailure(error.reason))
      }
    }
    guard let program = compilation.program else {
      throw ExerciseFailure(compilation.diagnostics, compilation.map)
    }
    guard let header = program.header.exercise else {
      throw ExerciseFailure([.noExercise(path)], compilation.map)
    }
    self.path = path
    self.program = program
    self.header = header
    sources = compilation.map
    id = Self.id(of: path)
    sha256 = Self.digest(compilation.map)
  }

  private static func script(in folder: String) -> String {
    var trimmed = folder
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    return "\(trimmed)/exercise.sock"
  }

  /// `echo-server/exercise.sock` and `echo-server.sock` are both "echo-server".
  private static func id(of path: String) -> String {
    let absolute = "\(Environment.folder(of: path))/\(path.split(separator: "/").last ?? "")"
    let parts = absolute.split(separator: "/").filter { $0 != "." }
    var name = parts.last.map { String($0) } ?? ""
    if name.hasSuffix(".sock") { name.removeLast(5) }
    if name == "exercise", parts.count > 1 { name = String(parts[parts.count - 2]) }
    let letters = name.lowercased().utf8.map { byte -> UInt8 in
      switch byte {
      case 0x61...0x7a, 0x30...0x39, 0x2e, 0x5f, 0x2d: byte
      default: 0x2d
      }
    }
    let id = letters.drop { $0 == 0x2e || $0 == 0x5f || $0 == 0x2d }.prefix(64)
    return id.isEmpty ? "exercise" : String(decoding: id, as: UTF8.self)
  }

  private static func digest(_ map: SourceMap) -> String {
    guard map.files.count > 1 else { return Digest.hexadecimal(map.files.first?.bytes ?? []) }
    var digest = Digest()
    for file in map.files {
      digest.add("\(file.bytes.count)\u{0}".utf8)
      digest.add(file.bytes)
    }
    return Digest.hexadecimal(of: digest.finish())
  }
}

/// Why there is no exercise to grade with.
package struct ExerciseFailure: Error {
  package let diagnostics: [Diagnostic]
  package let map: SourceMap

  init(_ diagnostics: [Diagnostic], _ map: SourceMap) {
    self.diagnostics = diagnostics
    self.map = map
  }
}

extension Diagnostic {
  static func exerciseUnreadable(
    _ argument: String,
    _ path: String,
    _ error: FileReadingError
  ) -> Diagnostic {
    let notes =
      argument == path || error != .missing
      ? [] : [Note("an exercise", "is a folder with exercise.sock in it, or a script")]
    return Diagnostic("unreadable", "'\(path)' cannot be read: \(error.reason)", notes: notes)
  }

  static func noExercise(_ path: String) -> Diagnostic {
    Diagnostic(
      "no-exercise",
      "'\(path)' is no exercise",
      notes: [
        Note(
          "an exercise",
          "begins with two rows:\nexercise \"Line echo server\"\nsubmission program"
        ),
        Note("try", "socklab exercise new my-first\nwrites a small one that works"),
      ]
    )
  }
}
