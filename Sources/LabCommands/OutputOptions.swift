import ArgumentParser
import LabKernel
import LabReporters

/// What a command prints to, as the environment says.
enum OutputDevice {
  /// Colour only on a terminal, and never with NO_COLOR (no-color.org) or a dumb terminal.
  static func isColored(_ descriptor: Int32) -> Bool {
    guard Terminal.isTerminal(descriptor), Environment.variable("TERM") != "dumb" else {
      return false
    }
    return Environment.variable("NO_COLOR") ?? "" == ""
  }

  /// A terminal whose locale is not UTF-8 gets plain letters.
  static func isASCII(_ descriptor: Int32) -> Bool {
    guard Terminal.isTerminal(descriptor) else { return false }
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      if let locale = Environment.variable(name), !locale.isEmpty {
        let folded = locale.lowercased()
        return !folded.contains("utf-8") && !folded.contains("utf8")
      }
    }
    return false
  }

  /// 100 columns where there is no terminal, so that goldens and logs are alike everywhere.
  static func width(_ descriptor: Int32) -> Int { Terminal.width(descriptor) ?? 100 }
}

/// What a terminal view must know of its terminal.
struct Screen {
  var isColored: Bool
  var width: Int
  var isInteractive: Bool
  var isASCII: Bool

  init(_ descriptor: Int32) {
    isColored = OutputDevice.isColored(descriptor)
    width = OutputDevice.width(descriptor)
    isInteractive = Terminal.isTerminal(descriptor)
    isASCII = OutputDevice.isASCII(descriptor)
  }
}

/// A descriptor as a reporter's output.
final class DescriptorOutput: TextOutput {
  private var file: OutputFile

  init(_ file: consuming OutputFile) { self.file = file }

  func write(_ text: String) { file.write(text) }

  func flush() { file.flush() }

  /// The error that stopped the writing, if one did.
  var failure: Errno? { file.failure }
}

/// What `--calls` chooses from.
enum CallSpelling: String, CaseIterable, ExpressibleByArgument {
  case short
  case c
  case raw
}
