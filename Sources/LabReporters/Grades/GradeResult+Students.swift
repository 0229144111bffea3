package import LabEvents

/// What of a result a student may see: of checks that are not visible no names and no reasons.
extension GradeResult {
  /// The names that students get for checks, in their order: `hidden-3` for the third, if hidden.
  ///
  /// A name that an author chose says what the check looks for.
  package static func studentNames(_ checks: [(id: String, visibility: CheckTerms.Visibility)])
    -> [String]
  {
    let taken = Set(checks.filter { $0.visibility == .visible }.map(\.id))
    return checks.enumerated().map { place, check in
      guard check.visibility != .visible else { return check.id }
      var name = "hidden-\(place + 1)"
      while taken.contains(name) { name += "x" }
      return name
    }
  }

  /// The result as students may have it; of such a result it is the result itself.
  ///
  /// Of a hidden check its points, how it ended, its cause's code and what the student's own
  /// program said; of one that is told later, not even that. Points and outcome are the same.
  package var forStudents: GradeResult {
    let names = Self.studentNames(tests.map { (id: $0.id, visibility: $0.visibility) })
    let namesByID = Dictionary(zip(tests.map(\.id), names)) { first, _ in first }
    var result = self
    result.tests = zip(tests, names).map { test, name in
      var told = test.visibility == .visible ? test : test.withheld(as: name)
      told.dependsOn = namesByID[test.dependsOn] ?? test.dependsOn
      return told
    }
    return result
  }
}

extension GradeTest {
  /// What it is called where everybody reads.
  var publicName: String {
    switch visibility {
    case .visible: id
    case .hidden: "a hidden check"
    case .afterDueDate, .afterPublished: "a check that is told later"
    }
  }

  /// Without all that says what it looks for.
  fileprivate func withheld(as name: String) -> GradeTest {
    let word =
      switch visibility {
      case .visible, .hidden: "(hidden check)"
      case .afterDueDate: "(told after the due date)"
      case .afterPublished: "(told with the grades)"
      }
    var test = GradeTest(id: name, name: word, status: status)
    test.score = score
    test.maximum = maximum
    test.visibility = visibility
    test.seconds = seconds
    test.dependsOn = dependsOn
    test.attempts = attempts
    test.isTruncated = isTruncated && visibility == .hidden
    guard let cause else { return test }
    switch (status, cause.code) {
    case (.skipped, Self.notChosen): test.cause = cause
    case (.skipped, "dependency"):
      test.cause = Cause(cause.code, "not run: a check that it needs did not pass")
    case (.skipped, _): test.cause = Cause(cause.code, "not run")
    default: test.cause = Cause(cause.code, cause.code)
    }
    guard status != .skipped, status != .passed else { return test }
    // Of a hidden check, the output never held more than the code and the program's own words.
    test.output = visibility == .hidden ? output : "cause: \(cause.code)\n"
    return test
  }
}
