import LabDiagnostics
import LabEvents

/// How a step or check ended, and by what it is told: from its findings and its programs.
struct TestVerdict {
  /// Ids of findings that say that a limit of the exercise was met.
  static let limits = [
    "wall-limit", "cpu-limit", "memory-limit", "processes-limit", "output-limit",
  ]
  /// Ids of findings that are nobody's fault who hands in.
  static let environment = ["environment", "host-network", "lost-output"]

  let status: GradeTest.Status
  let cause: GradeTest.Cause?

  /// Judges a section that has ended; `.skipped` for want of a check is told by `dependency`.
  init(_ record: SectionRecord) {
    switch record.verdict {
    case .passed?: (status, cause) = (.passed, nil)
    case .skipped(let reason)?:
      (status, cause) = (.skipped, GradeTest.Cause("skipped", "not run: \(reason)"))
    case .failed?, nil:
      status = Self.status(ofFailed: record)
      cause = Self.cause(of: record, status)
    }
  }

  /// What it is judged by: where this machine failed, nothing else counts.
  private static func first(of record: SectionRecord) -> Diagnostic? {
    record.findings.first { environment.contains($0.id) } ?? record.findings.first
  }

  private static func status(ofFailed record: SectionRecord) -> GradeTest.Status {
    guard let finding = first(of: record) else { return .error }
    if environment.contains(finding.id) { return .error }
    if limits.contains(finding.id) || limit(of: record) != nil { return .limit }
    if crash(in: record) != nil { return .crashed }
    return finding.id == "timeout" ? .timeout : .failed
  }

  /// The limit that ended the submission.
  static func limit(of record: SectionRecord) -> String? {
    for program in record.programs where program.isSubmission {
      if case .limit(let name) = program.end { return name }
    }
    return nil
  }

  /// The submission that ended by itself with an error that nobody asked for.
  static func crash(in record: SectionRecord) -> ProgramReport? {
    record.programs.first { program in
      guard program.isSubmission else { return false }
      switch program.end {
      case .signaled: return true
      case .exited(let status): return status != 0 && !wasAsked(program, record)
      case .running, .ended, .limit: return false
      }
    }
  }

  /// Whether a statement looks at how this program ends: then its status is its answer.
  private static func wasAsked(_ program: ProgramReport, _ record: SectionRecord) -> Bool {
    if record.asked.contains(program.name) { return true }
    return record.statements.contains { entry in
      let words = entry.report.text.split(separator: " ", maxSplits: 3)
      return words.count >= 3 && words[1] == program.name
        && (words[0] == "expect" && words[2] == "exit")
    }
  }

  private static func cause(of record: SectionRecord, _ status: GradeTest.Status)
    -> GradeTest.Cause
  {
    guard let finding = first(of: record) else {
      return GradeTest.Cause("not-told", "it failed, and nothing says why")
    }
    var cause = GradeTest.Cause(code(finding, status, record), finding.message)
    if let program = crash(in: record), status == .crashed {
      cause.message = "the submission ended by itself, \(program.end.words); \(finding.message)"
    } else if status == .limit, !limits.contains(finding.id), let name = limit(of: record) {
      cause.message = "the submission was ended by the limit '\(name)'; \(finding.message)"
    }
    let calls = record.failed?.report.calls.filter { !$0.isOurs } ?? []
    if let call = calls.last {
      cause.syscall = call.name
      cause.errno = isErrno(call.errno) ? call.errno : ""
    }
    let bytes = ComparedBytes(finding)
    cause.expected = bytes.expectedText
    cause.actual = bytes.arrivedText
    return cause
  }

  private static func code(
    _ finding: Diagnostic,
    _ status: GradeTest.Status,
    _ record: SectionRecord
  ) -> String {
    switch status {
    case .crashed: "crashed"
    case .limit where !limits.contains(finding.id):
      "\(GradeIdentifier.of(limit(of: record) ?? "run"))-limit"
    default: GradeIdentifier.ofCode(finding.id)
    }
  }

  private static func isErrno(_ text: String) -> Bool {
    text.utf8.count > 1 && text.hasPrefix("E")
      && text.utf8.allSatisfy {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
      }
  }
}

extension ProgramReport.End {
  /// "exit status 1", "signal SIGSEGV".
  var words: String {
    switch self {
    case .running: "still running"
    case .exited(let status): "exit status \(status)"
    case .signaled(let signal): "signal \(signal)"
    case .ended: "ended by the script"
    case .limit(let name): "ended by the limit '\(name)'"
    }
  }
}

/// Names that the schema's patterns allow.
enum GradeIdentifier {
  /// `[a-z0-9][a-z0-9._-]{0,63}`: other characters become `-`.
  static func of(_ text: String) -> String {
    let characters = text.lowercased().unicodeScalars.map { scalar -> Character in
      switch scalar {
      case "a"..."z", "0"..."9", ".", "_", "-": Character(scalar)
      default: "-"
      }
    }
    let name = String(characters.drop { $0 == "." || $0 == "_" || $0 == "-" }.prefix(64))
    return name.isEmpty ? "x" : name
  }

  /// `[a-z][a-z0-9-]*`.
  static func ofCode(_ id: String) -> String {
    let name = of(id).map { $0 == "." || $0 == "_" ? "-" : $0 }
    let code = String(name.drop { !("a"..."z").contains($0) })
    return code.isEmpty ? "failed" : code
  }
}
