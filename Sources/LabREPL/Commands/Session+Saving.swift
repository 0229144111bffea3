import LabDiagnostics
import LabKernel
import LabReporters
import LabRuntime

/// `save`: the session as a script.
extension Session {
  func save(_ arguments: String) {
    let words = arguments.split { $0 == " " || $0 == "\t" }.map(String.init)
    let expects = words.contains("--expect")
    let names = words.filter { $0 != "--expect" }
    guard names.count == 1 else {
      return stop(
        with: Diagnostic(
          "save",
          names.isEmpty ? "save needs a file" : "save takes one file",
          notes: [Diagnostic.Note("try", "save lesson.sock --expect")]
        )
      )
    }
    let name = Self.unquoted(names[0])
    let path = name.hasPrefix("/") ? name : "\(settings.startFolder)/\(name)"
    if let obstacle = obstacle(at: path) {
      return stop(with: Diagnostic("save", "'\(name)' \(obstacle)"))
    }
    let script = SavedScript(exchanges: exchanges, expects: expects, path: path)
    let answer = FileWriting.write(Array(script.text.utf8), to: path, makesFolders: false)
    if let errno = answer.errno {
      if errno == .noSuchFile {
        return stop(with: Diagnostic("save", "'\(name)': there is no such folder"))
      }
      return stop(
        with: Diagnostic("save", "'\(name)' cannot be written: \(errno.name) (\(errno.message))")
      )
    }
    isSaved = true
    let count = script.count
    say(
      "saved \(count) \(count == 1 ? "entry" : "entries") to \(name)",
      "  run it: socklab run \(name)"
    )
  }

  /// What speaks against writing there: only what a session has saved is replaced.
  private func obstacle(at path: String) -> String? {
    do throws(FileReadingError) {
      let bytes = try FileReading.bytes(of: path, limit: 16 << 20)
      return bytes.starts(with: SavedScript.firstLine.utf8)
        ? nil : "is there already, and no session has saved it: choose another name"
    } catch {
      return if case .tooLarge = error { "is there already: choose another name" } else { nil }
    }
  }

  /// Ctrl-D with something to lose: asks once.
  func offerToSave() {
    guard !isSaved, exchanges.count >= 3 else { return }
    let name = "lesson.sock"
    say("save the session as a script?  a file name, or Enter to leave without")
    guard case .line(let line) = readLine("save as [no]: ") else { return }
    let answer = Command.trimmed(line)
    guard !answer.isEmpty, answer != "no", answer != "n" else { return }
    save(answer == "y" || answer == "yes" ? name : answer)
  }

  static func unquoted(_ text: String) -> String {
    text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
      ? String(text.dropFirst().dropLast()) : text
  }
}
