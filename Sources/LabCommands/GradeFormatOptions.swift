import ArgumentParser
import LabKernel
import LabReporters

/// The forms that results are written in.
struct GradeFormatOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Forms beside a JSON file for each: csv (the default), gradescope, junit, tap; with commas.",
      valueName: "forms"
    )
  )
  var format: String?

  @Option(help: "Version of --format tap: 14, or 13, which 'prove' reads.")
  var tap = 14

  @Flag(help: "Leave times out of the table, so that two gradings give the same one.")
  var stable = false

  @Flag(help: "Write files that students may have: hidden checks without names and reasons.")
  var hideHidden = false

  /// A result as the files have it.
  func shown(_ result: GradeResult) -> GradeResult { hideHidden ? result.forStudents : result }

  /// What `--format` chooses from.
  enum Form: String, CaseIterable {
    case json
    case csv
    case gradescope
    case junit
    case tap
  }

  /// Whether forms were asked for, which need a folder.
  var isGiven: Bool { format != nil }

  func validate() throws {
    guard tap == 13 || tap == 14 else { throw ValidationError("--tap takes 13 or 14") }
    for word in words where Form(rawValue: word) == nil {
      let known = Form.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--format \(word): the forms are \(known)")
    }
  }

  private var words: [String] { (format ?? "csv").split(separator: ",").map { String($0) } }

  private var forms: [Form] { words.compactMap { Form(rawValue: $0) } }

  /// Writes what comes beside the JSON files, which are written while the grading goes on.
  ///
  /// - Parameters:
  ///   - results: Of the whole class.
  ///   - path: The folder.
  ///   - fileName: The name of a result's file, without its ending.
  /// - Throws: Why one could not be written.
  func write(
    _ results: [GradeResult],
    to path: String,
    fileName: (GradeResult) -> String
  ) throws(Errno) {
    let folder = try ResultFolder(path: path)
    let results = results.map(shown)
    for form in forms {
      switch form {
      case .json: break
      case .csv:
        let table = ClassTable.text(results, hasTimes: !stable)
        try folder.write(Array(table.utf8), to: "results.csv")
      case .gradescope:
        for result in results {
          let bytes = GradescopeWriter().bytes(of: result)
          try folder.write(bytes, to: "\(fileName(result)).gradescope.json")
        }
      case .junit:
        let text = JUnitWriter().text(results.map { $0.suite(hidesHidden: hideHidden) })
        try folder.write(Array(text.utf8), to: "results.xml")
      case .tap:
        let text = TAPWriter(version: tap).text(results.map { $0.suite(hidesHidden: hideHidden) })
        try folder.write(Array(text.utf8), to: "results.tap")
      }
    }
  }

  /// What an author should know: with a hidden check, Gradescope hides the total as well.
  func hidesTotal(_ results: [GradeResult]) -> Bool {
    forms.contains(.gradescope) && results.contains { GradescopeWriter.hidesTotal($0) }
  }
}

/// Whose eyes the terminal is for.
struct AudienceOption: ParsableArguments {
  @Flag(help: "Tell of hidden checks what they look for, too; else the terminal is a student's.")
  var instructor = false

  var value: GradeListing.Audience { instructor ? .instructor : .student }
}
