import ArgumentParser
import LabDiagnostics
import LabGrader
import LabKernel
import LabReporters

/// `grade merge FOLDER…`: one class from the result folders of several machines.
struct GradeMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join the results of shards, and say who is missing.",
    discussion: """
      Reads every result of the folders. Where a submission was graded more than once, the result \
      with a verdict counts, then the latest attempt. The status is 3 when one of --expect has no \
      verdict, and 2 when the results do not belong together: of two exercises, or of two versions \
      of one; of two versions of a submission; of a part only (--only).
      """
  )

  @Argument(help: "Folders that 'grade --out' wrote.", completion: .directory)
  var folders: [String]

  @Option(
    help: ArgumentHelp(
      "A file with the name of one submission in each line: who has no result is told.",
      valueName: "list"
    ),
    completion: .file()
  )
  var expect: String?

  @Option(
    help: ArgumentHelp("Write the joined results there.", valueName: "folder"),
    completion: .directory
  )
  var out: String?

  @OptionGroup var formats: GradeFormatOptions

  @OptionGroup var audience: AudienceOption

  func run() throws {
    Environment.keepStandardDescriptors()
    let status = GradeMerge(self).run()
    if status != 0 { throw GradeStatus(rawValue: status) }
  }
}

/// One joining of results.
private struct GradeMerge {
  let command: GradeMergeCommand

  init(_ command: GradeMergeCommand) { self.command = command }

  func run() -> Int32 {
    var joined = JoinedResults()
    var problems: [Diagnostic] = []
    for folder in command.folders {
      guard Environment.hasFolder(folder) else {
        problems.append(Diagnostic("unreadable", "there is no folder '\(folder)'"))
        continue
      }
      read(folder, into: &joined, &problems)
    }
    if !problems.isEmpty {
      DiagnosticPrinter().print(problems, map: SourceMap(), ending: " Nothing was joined.")
      return GradeStatus.invalid
    }
    guard let expected = expectedNames() else { return GradeStatus.invalid }
    return tell(joined.results, missing: expected.filter { !joined.hasVerdict(of: $0) })
  }

  private func read(
    _ folder: String,
    into joined: inout JoinedResults,
    _ problems: inout [Diagnostic]
  ) {
    for name in FolderListing.names(in: folder).sorted() {
      // Temporary files begin with a dot; the table and the other forms end otherwise.
      guard name.hasSuffix(".json"), !name.hasPrefix("."), !name.hasSuffix(".gradescope.json")
      else { continue }
      let path = "\(folder)/\(name)"
      // Asked first: to open a FIFO is to wait for somebody who writes.
      guard Environment.isPlainFile(path) else {
        problems.append(Diagnostic("no-result", "'\(path)' is no result: it is not a plain file"))
        continue
      }
      do {
        let result = try GradeResult(json: try FileReading.bytes(of: path, limit: 64 << 20))
        if let problem = joined.take(result, path) { problems.append(problem) }
      } catch let error as GradeResultError {
        problems.append(.noResult(path, error))
      } catch {
        problems.append(Diagnostic("unreadable", "'\(path)' cannot be read"))
      }
    }
  }

  /// Nil when the list cannot be read, which has been told.
  private func expectedNames() -> [String]? {
    guard let path = command.expect else { return [] }
    guard let bytes = try? FileReading.bytes(of: path, limit: 16 << 20) else {
      DiagnosticPrinter().print(
        [Diagnostic("unreadable", "--expect: '\(path)' cannot be read")],
        map: SourceMap()
      )
      return nil
    }
    return ByteText.shown(ByteText.text(of: bytes)).split(whereSeparator: \.isNewline).map {
      String($0.trimmed)
    }.filter { !$0.isEmpty }
  }

  private func tell(_ results: [GradeResult], missing: [String]) -> Int32 {
    var output = OutputFile(descriptor: 1)
    ClassListing(results, audience: command.audience.value).write(to: &output)
    if !missing.isEmpty {
      output.write("missing: \(missing.map { GradeText.line($0) }.joined(separator: ", "))\n")
    }
    output.flush()
    do throws(Errno) {
      if let out = command.out {
        let folder = try ResultFolder(path: out)
        for result in results {
          let name = SubmissionSource(id: result.submission.id, path: "").fileName
          try folder.write(command.formats.shown(result).json(), to: "\(name).json")
        }
        try command.formats.write(results, to: out) {
          SubmissionSource(id: $0.submission.id, path: "").fileName
        }
      }
    } catch {
      DiagnosticPrinter().print([.unwrittenResults(command.out ?? "", error)], map: SourceMap())
      return GradeStatus.environment
    }
    let hasAll = missing.isEmpty && results.allSatisfy(\.isVerdict)
    return hasAll ? GradeStatus.passed : GradeStatus.environment
  }
}

extension Diagnostic {
  fileprivate static func noResult(_ path: String, _ error: GradeResultError) -> Diagnostic {
    Diagnostic(
      "no-result",
      "'\(path)' is no result: \(error.words)",
      notes: [
        Note("try", "remove it, and grade that submission again: --resume does just this one")
      ]
    )
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
