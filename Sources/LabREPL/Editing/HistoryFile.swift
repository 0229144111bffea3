import LabKernel

/// What was typed in earlier sessions: XDG_STATE_HOME/socklab/history, an entry a line.
///
/// A line end inside an entry is written as `\n`, a backslash as `\\`, so that blocks come back whole.
struct HistoryFile {
  private static let limit = 1000
  private let path: String?

  init() {
    if let state = Environment.variable("XDG_STATE_HOME"), state.hasPrefix("/") {
      path = "\(state)/socklab/history"
    } else if let home = Environment.variable("HOME"), home.hasPrefix("/") {
      path = "\(home)/.local/state/socklab/history"
    } else {
      path = nil
    }
  }

  /// All entries, oldest first.
  func entries() -> [String] {
    guard let path, let bytes = try? FileReading.bytes(of: path, limit: 1 << 24) else { return [] }
    return bytes.split(separator: 0x0a).suffix(Self.limit).map { line in
      Self.decoded(String(decoding: line, as: UTF8.self))
    }
  }

  /// Adds what this session typed to what other sessions have written meanwhile.
  func append(_ new: [String]) {
    guard let path, !new.isEmpty else { return }
    let all = (entries() + new).suffix(Self.limit)
    let text = all.map { Self.encoded($0) + "\n" }.joined()
    _ = FileWriting.write(Array(text.utf8), to: path)
  }

  private static func encoded(_ entry: String) -> String {
    var text = ""
    for scalar in entry.unicodeScalars {
      switch scalar {
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func decoded(_ line: String) -> String {
    var text = ""
    var isEscape = false
    for scalar in line.unicodeScalars {
      if isEscape {
        text.unicodeScalars.append(scalar == "n" ? "\n" : scalar)
        isEscape = false
      } else if scalar == "\\" {
        isEscape = true
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
