import LabPattern
import Testing

@Suite struct PatternTests {
  private func match(
    _ pattern: String,
    _ subject: String,
    anchored: Bool = true,
    partial: Bool = true
  ) throws -> Match {
    try Pattern(Array(pattern.utf8)).match(
      Array(subject.utf8),
      anchored: anchored,
      partial: partial
    )
  }

  @Test func whileTheStreamIsOpenMoreDigitsMayFollow() throws {
    #expect(try match(#"\d+"#, "12") == .partial)
    #expect(try match(#"\d+"#, "12\n") == .matched(0..<2, groups: []))
    #expect(try match(#"\d+"#, "12", partial: false) == .matched(0..<2, groups: []))
  }

  @Test func aCompleteMatchIsToldAtOnce() throws {
    let answer = try match(#"^welcome (\d+)\n"#, "welcome 12\n")
    #expect(answer == .matched(0..<11, groups: [8..<10]))
  }

  @Test func anAnchoredPatternFailsAtTheFirstWrongByte() throws {
    #expect(try match("abc", "x") == .none)
    #expect(try match("abc", "xxabc", anchored: false) == .matched(2..<5, groups: []))
  }

  @Test func aGroupThatTookNoPartIsNil() throws {
    #expect(try match("(a)|(b)", "b") == .matched(0..<1, groups: [nil, 0..<1]))
  }

  @Test func bytesAreBytes() throws {
    let pattern = try Pattern([0x00, 0xff, 0x2e])
    #expect(pattern.match([0x00, 0xff, 0x80]) == .matched(0..<3, groups: []))
  }

  @Test func anEmptySubjectIsASubject() throws {
    #expect(try match("a*", "", partial: false) == .matched(0..<0, groups: []))
    #expect(try match("a", "") == .partial)
    #expect(try match("a", "", partial: false) == .none)
  }

  @Test func aCountedDotAtTheBeginningWaitsForTheRest() throws {
    #expect(try match("(?s).{16}", "a") == .partial)
    #expect(try match("(?s).{2,}b", "a") == .partial)
    #expect(try match("(?s).{3}|a", "a") == .partial)
    #expect(try match("(?s).{2}", "a", partial: false) == .none)
    #expect(try match("(?s)(.{2})\\1", "abab") == .matched(0..<4, groups: [0..<2]))
    #expect(try match("(?s)a.{2}", "b") == .none)
    // What may stand first only.
    #expect(try match("(*CRLF)a{2}", "aa") == .matched(0..<2, groups: []))
  }

  @Test func hostilePatternsEndAtALimit() throws {
    let subject = String(repeating: "a", count: 40) + "!"
    #expect(try match("(a+)+$", subject, partial: false) == .limit)
  }

  @Test func flagsReachTheCompiler() throws {
    #expect(try Pattern(Array("a b".utf8), extended: true).match(Array("ab".utf8)) != .none)
    #expect(try Pattern(Array("AB".utf8), caseless: true).match(Array("ab".utf8)) != .none)
    #expect(try Pattern(Array("a.b".utf8), dotAll: true).match(Array("a\nb".utf8)) != .none)
    #expect(try Pattern(Array("^b".utf8), multiline: true).match(Array("a\nb".utf8)) != .none)
    #expect(try Pattern(Array("^b".utf8)).match(Array("a\nb".utf8)) == .none)
  }

  @Test func groupNamesComeWithTheirNumbers() throws {
    let pattern = try Pattern(Array("(x)(?<port>[0-9]+)(?<rest>.*)".utf8))
    #expect(pattern.groupCount == 3)
    #expect(pattern.groupNames.map(\.name) == ["port", "rest"])
    #expect(pattern.groupNames.map(\.number) == [2, 3])
  }

  @Test func aMistakeIsToldWithItsPlace() {
    #expect {
      try Pattern(Array("ab(c".utf8))
    } throws: { error in
      guard let error = error as? PatternError else { return false }
      return error.offset == 4 && error.message.contains("parenthesis")
    }
  }

  @Test func nothingBehindThePatternIsRead() {
    var bytes = Array("(*LIMIT_MATCH=1)".utf8)
    // They still lie behind the array's end.
    bytes.removeLast(2)
    #expect {
      try Pattern(bytes)
    } throws: { error in
      (error as? PatternError)?.message.contains("(*VERB)") == true
    }
  }
}
