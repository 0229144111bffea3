import LabDiagnostics
import LabKernel
import LabProgram
import LabSyntax

/// A script as the commands read it: from a path, or from standard input.
struct ScriptFile {
  /// As the user wrote it; `-` becomes `<stdin>`.
  let name: String
  let bytes: [UInt8]

  /// Reads a script of at most so many bytes; what goes wrong is a diagnostic.
  init(path: String, limit: Int) throws(ScriptFailure) {
    name = path == "-" ? "<stdin>" : path
    do throws(FileReadingError) {
      bytes =
        path == "-"
        ? try FileReading.bytes(from: 0, limit: limit)
        : try FileReading.bytes(of: path, limit: limit)
    } catch {
      throw ScriptFailure(diagnostic: .unreadable(name, error))
    }
  }

  /// Parses, checks and lowers it, with the files that it includes.
  func compiled(_ options: CompileOptions) -> Compilation {
    Compiler.compile(path: name, bytes: bytes, options: options) { path in
      do throws(FileReadingError) {
        let limit = options.limits.file
        return .success(try FileReading.bytes(of: path, limit: limit))
      } catch {
        return .failure(LoadFailure(error.reason, limit: error.limit))
      }
    }
  }
}

/// A script that could not be read.
struct ScriptFailure: Error {
  let diagnostic: Diagnostic
}

extension Diagnostic {
  static func unreadable(_ path: String, _ error: FileReadingError) -> Diagnostic {
    if let limit = error.limit { return .fileTooLarge(path, limit: limit) }
    var notes: [Note] = []
    if error == .isDirectory { notes = [Note("try", "socklab check \(path)/*.sock")] }
    return Diagnostic("unreadable", "'\(path)' cannot be read: \(error.reason)", notes: notes)
  }
}
