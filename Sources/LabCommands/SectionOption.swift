import LabDiagnostics
import LabEvents
import LabProgram
import LabRuntime

/// What `--only` and `--from` mean in a program.
struct SectionOption {
  /// The only section to run and show.
  let only: SectionChoice?
  /// Sections before this line are not shown.
  let firstLine: Int?

  /// Finds the sections that the command line names; what is not there is told.
  init(_ plan: RunPlan, in program: Program, path: String) throws(ScriptFailure) {
    only =
      if let text = plan.only {
        try Self.choice(text, in: program, path: path)
      } else { nil }
    firstLine =
      if let number = plan.firstStep {
        try Self.line(ofStep: number, in: program, path: path)
      } else { nil }
  }

  /// Whether a section is to be shown.
  func shows(_ section: Section) -> Bool {
    if let only, !only.isSection(section) { return false }
    return firstLine.map { section.line >= $0 } ?? true
  }

  /// Finds the step of a number, the check of an identifier, or `check:2`.
  ///
  /// A bare number is a step's, or a check's in a file without steps.
  private static func choice(_ text: String, in program: Program, path: String)
    throws(ScriptFailure)
    -> SectionChoice
  {
    let sections = program.sections.filter { $0.form != .setup }
    let hasSteps = sections.contains { $0.form == .step }
    let number = Int32(text.hasPrefix("check:") ? text.dropFirst(6) : text[...])
    let wantsCheck = text.hasPrefix("check:") || !hasSteps
    let found = sections.first { section in
      if let number { return section.number == number && (section.form == .check) == wantsCheck }
      return section.form == .check && section.identifier == text
    }
    guard let found else {
      throw ScriptFailure(diagnostic: .noSection(text, path, sections))
    }
    return SectionChoice(form: found.form, number: found.number)
  }

  /// The line of the step that `--from` names.
  private static func line(ofStep number: Int, in program: Program, path: String)
    throws(ScriptFailure)
    -> Int
  {
    let sections = program.sections.filter { $0.form != .setup }
    let found = sections.first { $0.form == .step && $0.number == number }
    guard let found else {
      throw ScriptFailure(diagnostic: .noSection("\(number)", path, sections))
    }
    return Int(found.line)
  }
}

extension SectionChoice {
  /// Whether it is this section.
  func isSection(_ section: Section) -> Bool {
    section.number == Int(number) && (section.form == .step) == (form == .step)
  }
}

extension Diagnostic {
  static func noSection(_ text: String, _ path: String, _ sections: [SectionEntry]) -> Diagnostic {
    let steps = sections.count { $0.form == .step }
    let checks = sections.filter { $0.form == .check }.map { check in
      check.identifier.isEmpty ? "check:\(check.number)" : check.identifier
    }
    let has = [
      steps == 0 ? "no steps" : steps == 1 ? "step 1" : "steps 1 to \(steps)",
      checks.isEmpty ? "no checks" : "checks " + checks.prefix(20).joined(separator: ", "),
    ]
    return Diagnostic(
      "no-section",
      "'\(path)' has no such step or check as '\(text)'",
      notes: [Note("has", has.joined(separator: "; "))]
    )
  }
}
