import LabEvents

/// What a probe says to its grader between the events: one line, which begins with `!`.
///
/// Only the probe has the pipe; what a student wrote stands in it as a string of JSON.
package enum ProbeWord: Equatable {
  /// There is nothing to run.
  case ungradable(Ungradable)
  /// This machine, or we, failed.
  case failed(String)
  /// What came of trying a box.
  case boxTried(BoxTrial.Findings)

  package var line: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      switch self {
      case .ungradable(let reason):
        json.member("ungradable", reason.code)
        json.member("message", reason.message)
        json.member("hint", reason.hint)
      case .failed(let message): json.member("failed", message)
      case .boxTried(let findings):
        json.member("network", findings.hasNetwork ? "private" : "none")
        json.member("processes", findings.ownsProcesses ? "own" : "all")
        json.member("calls", findings.filtersCalls ? "filtered" : "all")
        json.member("group", findings.groupReason ?? "")
        json.member("tried", findings.reason ?? "")
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
      var findings = BoxTrial.Findings()
      findings.hasNetwork = json["network"]?.string == "private"
      findings.ownsProcesses = json["processes"]?.string == "own"
      findings.filtersCalls = json["calls"]?.string == "filtered"
      findings.groupReason = json["group"]?.string.flatMap { $0.isEmpty ? nil : $0 }
      findings.reason = reason.isEmpty ? nil : reason
      self = .boxTried(findings)
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
