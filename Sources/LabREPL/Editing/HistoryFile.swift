import LabKernel

/// What was typed in earlier sessions: XDG_STATE_HOME/socklab/history, an entry a line.
///
/// A line end inside an entry is written as `\n`, a backslash as `\\`, so that blocks come back whole.
/// Each entry is appended as it is entered, in one write, so sessions beside each other lose
/// nothing and neither does one that is killed. Nobody else may read it.
struct HistoryFile {
  /// How many entries a session begins with, and how many a file is cut to.
  private static let limit = 1000
  /// A file that is longer is cut when a session begins; bytes.
  private static let sizeLimit = 1 << 20
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

  /// The newest entries, oldest first; a file that has grown long is cut to them.
  func entries() -> [String] {
    guard let path, let bytes = try? FileReading.bytes(of: path, limit: 1 << 30) else { return [] }
    let lines = bytes.split(separator: 0x0a).suffix(Self.limit)
    if bytes.count > Self.sizeLimit {
      let kept = Array(lines.joined(separator: [0x0a])) + [0x0a]
      _ = FileWriting.replace(path, with: kept)
    }
    return lines.map { Self.decoded(String(decoding: $0, as: UTF8.self)) }
  }

  /// Adds an entry behind whatever other sessions have written meanwhile.
  func append(_ entry: String) {
    guard let path else { return }
    _ = FileWriting.append(Array((Self.encoded(entry) + "\n").utf8), to: path)
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
