import LabEvents

/// What a probe says to its grader between the events: one line, which begins with `!`.
///
/// Only the probe has the pipe; what a student wrote stands in it as a string of JSON.
package enum ProbeWord: Equatable {
  /// There is nothing to run.
  case ungradable(Ungradable)
  /// This machine, or we, failed.
  case failed(String)
  /// What came of trying a box: nil for a whole one.
  case boxTried(network: Bool, filter: Bool, reason: String?)

  package var line: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      switch self {
      case .ungradable(let reason):
        json.member("ungradable", reason.code)
        json.member("message", reason.message)
        json.member("hint", reason.hint)
      case .failed(let message): json.member("failed", message)
      case .boxTried(let network, let filter, let reason):
        json.member("network", network ? "private" : "none")
        json.member("calls", filter ? "filtered" : "all")
        json.member("tried", reason ?? "")
      }
    }
    json.endLine()
    return [UInt8(ascii: "!")] + json.bytes
  }

  /// From a line without its end; nil for an event.
  package init?(_ line: ArraySlice<UInt8>) {
    guard line.first == UInt8(ascii: "!"), let json = try? JSONReader.value(of: line.dropFirst())
    else { return nil }
    if let code = json["ungradable"]?.string {
      self = .ungradable(
        Ungradable(
          code: code,
          message: json["message"]?.string ?? "",
          hint: json["hint"]?.string ?? ""
        )
      )
    } else if let reason = json["tried"]?.string {
      self = .boxTried(
        network: json["network"]?.string == "private",
        filter: json["calls"]?.string == "filtered",
        reason: reason.isEmpty ? nil : reason
      )
    } else {
      self = .failed(json["failed"]?.string ?? "")
    }
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ name: String, _ text: String) {
    key(name)
    string(text)
  }
}
