import LabKernel

/// The programs that belong to an exercise, with what each must get.
package struct ExerciseSuite: Sendable {
  /// What one of them is there for.
  package enum Role: Equatable, Sendable {
    /// What students begin with: must not pass.
    case starter
    /// Must get all points.
    case solution
    /// A wrong program that must get just what its `expected.txt` says.
    case mutant(ExpectedScore)
  }

  package struct Member: Sendable {
    /// `mutants/raw-echo`.
    package let name: String
    package let path: String
    package let role: Role

    package init(name: String, path: String, role: Role) {
      self.name = name
      self.path = path
      self.role = role
    }
  }

  package private(set) var members: [Member] = []
  /// What is wrong with the folder itself.
  package private(set) var problems: [String] = []

  /// Finds them: `starter/`, `solution/` or `solutions/NAME/`, `mutants/NAME/`.
  package init(folder: String) {
    if Environment.hasFolder("\(folder)/starter") {
      members.append(Member(name: "starter", path: "\(folder)/starter", role: .starter))
    } else {
      problems.append("there is no folder 'starter': what students begin with")
    }
    if Environment.hasFolder("\(folder)/solution") {
      members.append(Member(name: "solution", path: "\(folder)/solution", role: .solution))
    }
    for name in Self.folders(in: "\(folder)/solutions") {
      let member = "solutions/\(name)"
      members.append(Member(name: member, path: "\(folder)/\(member)", role: .solution))
    }
    if !members.contains(where: { $0.role == .solution }) {
      problems.append("there is no solution: 'solution/' or 'solutions/NAME/'")
    }
    for name in Self.folders(in: "\(folder)/mutants") { addMutant("mutants/\(name)", in: folder) }
  }

  private mutating func addMutant(_ name: String, in folder: String) {
    let path = "\(folder)/\(name)"
    guard let bytes = try? FileReading.bytes(of: "\(path)/expected.txt", limit: 1 << 16) else {
      problems.append("\(name) has no file 'expected.txt'")
      return
    }
    do throws(ExpectedScore.Mistake) {
      let expected = try ExpectedScore(String(decoding: bytes, as: UTF8.self))
      members.append(Member(name: name, path: path, role: .mutant(expected)))
    } catch {
      problems.append("\(name)/expected.txt, line \(error.line): \(error.message)")
    }
  }

  private static func folders(in path: String) -> [String] {
    FolderListing.names(in: path).sorted().filter { Environment.hasFolder("\(path)/\($0)") }
  }
}

/// What a mutant must get: `expected.txt` beside it.
///
/// ```
/// score 10
/// fails pieces
/// skips packet
/// ```
package struct ExpectedScore: Equatable, Sendable {
  package private(set) var score = 0.0
  /// Checks that it fails by itself.
  package private(set) var fails: [String] = []
  /// Checks that are skipped, because one that they need was not passed.
  package private(set) var skips: [String] = []

  package struct Mistake: Error, Equatable {
    package let line: Int
    package let message: String
  }

  package init(_ text: String) throws(Mistake) {
    var hasScore = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      let words = line.split { $0.isWhitespace }
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      guard words.count == 2 else {
        throw Mistake(
          line: number + 1,
          message: "a line is 'score N', 'fails CHECK' or 'skips CHECK'"
        )
      }
      switch first {
      case "score":
        guard let value = Double(words[1]), value >= 0 else {
          throw Mistake(line: number + 1, message: "'\(words[1])' is no number of points")
        }
        (score, hasScore) = (value, true)
      case "fails": fails.append(String(words[1]))
      case "skips": skips.append(String(words[1]))
      default:
        throw Mistake(line: number + 1, message: "'\(first)' is none of score, fails, skips")
      }
    }
    guard hasScore else { throw Mistake(line: 1, message: "it has no line 'score N'") }
  }
}
