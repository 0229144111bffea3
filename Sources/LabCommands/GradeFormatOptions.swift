import ArgumentParser
import LabKernel
import LabReporters

/// The forms that results are written in.
struct GradeFormatOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Forms of results: json, csv (these two are the default).", valueName: "forms")
  )
  var format: [String] = []

  /// Whether files other than the default ones are asked for.
  var writesFiles: Bool { !format.isEmpty }

  /// Writes what comes beside the JSON files, which are written while the grading goes on.
  func write(_ results: [GradeResult], to folder: String) throws(Errno) {
    _ = try ResultFolder(path: folder)
  }
}
