import Foundation
import LabEvents
import LabReporters
import Testing

/// Every format is read by somebody else's reader, with texts that try to break it.
struct GradeFormatTests {
  private static func hostile(_ count: Int) -> [GradeResult] {
    var random = SeededRandom(seed: 20_261_122)
    return (0..<count).map { _ in HostileResult.make(&random) }
  }

  private static func isClean(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      if scalar == "\n" || scalar == "\r" { return true }
      switch scalar.value {
      case 0..<0x20, 0x7f..<0xa0, 0x61c, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff:
        return false
      default: return true
      }
    }
  }

  @Test func nativeRoundTripsAndFitsItsSchema() throws {
    var lines: [UInt8] = []
    for result in Self.hostile(300) {
      let bytes = result.json()
      #expect(try GradeResult(json: bytes) == result)
      #expect(bytes.count { $0 == 10 } == 1 && Self.isClean(String(decoding: bytes, as: UTF8.self)))
      lines += bytes
    }
    for name in GradeGoldenTests.names { lines += try GradeGoldenTests.result(name).json() }
    let (isGood, text) = try OtherProgram.validate(lines, against: ProjectFile.gradeSchema)
    #expect(isGood, "\(text)")
  }

  @Test func schemaCanSayNo() throws {
    let good = String(decoding: try GradeGoldenTests.result("nul").json(), as: UTF8.self)
    for (from, to) in [
      ("\"outcome\":\"failed\"", "\"outcome\":\"great\""), ("\"attempt\":1", "\"attempt\":0"),
      ("\"title\":", "\"titel\":"), ("\"code\":\"not-exactly\"", "\"code\":\"Not Exactly\""),
    ] {
      let bad = good.replacingOccurrences(of: from, with: to)
      #expect(bad != good)
      let judged = try OtherProgram.validate(Array(bad.utf8), against: ProjectFile.gradeSchema)
      #expect(!judged.isGood, "\(to)")
    }
  }

  @Test func longTextsAreCutToTheSchema() throws {
    var result = GradeResult()
    var test = GradeTest(id: "long", name: String(repeating: "ä", count: 500), status: .failed)
    test.output = String(repeating: "👍", count: 100_000)
    result.tests = [test]
    result.message = String(repeating: "x", count: 70_000)
    let judged = try OtherProgram.validate(result.json(), against: ProjectFile.gradeSchema)
    #expect(judged.isGood, "\(judged.text)")
    let read = try GradeResult(json: result.json())
    #expect(read.tests[0].isTruncated)
    #expect(read.tests[0].output.contains("the middle is left out"))
  }

  @Test func gradescopeFitsItsSchema() throws {
    var lines: [UInt8] = []
    for result in Self.hostile(300) {
      let bytes = GradescopeWriter().bytes(of: result)
      #expect(Self.isClean(String(decoding: bytes, as: UTF8.self)))
      lines += bytes
    }
    for name in GradeGoldenTests.names {
      lines += GradescopeWriter().bytes(of: try GradeGoldenTests.result(name))
    }
    let (isGood, text) = try OtherProgram.validate(lines, against: ProjectFile.gradescopeSchema)
    #expect(isGood, "\(text)")
  }

  /// What the windyroad XSD demands, asked of Python's parser.
  @Test func junitIsWhatItsReadersExpect() throws {
    let script = """
      import re, sys, xml.etree.ElementTree as tree
      root = tree.fromstring(sys.stdin.buffer.read())
      assert root.tag == 'testsuites'
      for number, suite in enumerate(root):
          assert suite.tag == 'testsuite' and suite.get('id') == str(number)
          assert re.fullmatch(r'\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d', suite.get('timestamp'))
          assert suite.get('package') and suite.get('hostname') and suite.get('name') is not None
          cases = suite.findall('testcase')
          assert int(suite.get('tests')) == len(cases)
          for name, tag in (('failures', 'failure'), ('errors', 'error'), ('skipped', 'skipped')):
              assert int(suite.get(name)) == len(suite.findall('testcase/' + tag)), name
          assert re.fullmatch(r'\\d+\\.\\d{3}', suite.get('time'))
          order = [child.tag for child in suite]
          assert order == ['properties'] + ['testcase'] * len(cases) + ['system-out', 'system-err']
          for case in cases:
              assert case.get('name') and case.get('classname') is not None
              assert re.fullmatch(r'\\d+\\.\\d{3}', case.get('time'))
              assert len(case) <= 1
              for child in case:
                  assert child.get('message') is not None
                  assert child.tag == 'skipped' or child.get('type')
      print(sum(len(suite.findall('testcase')) for suite in root))
      """
    let results = Self.hostile(200)
    let text = JUnitWriter().text(results.map { $0.suite() })
    #expect(Self.isClean(text))
    let (isGood, told) = try OtherProgram.python(script, input: Array(text.utf8))
    #expect(isGood, "\(told)")
    let tests = results.map { [.passed, .failed].contains($0.outcome) ? $0.tests.count : 1 }
    #expect(told == "\(tests.reduce(0, +))\n")
  }

  /// `prove` counts as many tests as there are, and believes none that a text forges.
  @Test func proveReadsTheSameVerdicts() throws {
    let script = """
      use strict; use warnings; use TAP::Parser;
      local $/; my $text = <STDIN>;
      for my $document (split /^\\x23\\x23 next\\n/m, $text) {
        my $parser = TAP::Parser->new({tap => $document});
        my @seen;
        while (my $result = $parser->next) {
          push @seen, ($result->has_skip ? 's' : $result->is_ok ? 'o' : 'n') if $result->is_test;
          push @seen, 'bail' if $result->is_bailout;
          push @seen, 'todo' if $result->is_test && $result->has_todo;
        }
        push @seen, $parser->parse_errors unless grep { $_ eq 'bail' } @seen;
        print join(' ', @seen), "\\n";
      }
      """
    let results = Self.hostile(200)
    let texts = results.map { TAPWriter(version: 13).text([$0.suite()]) }
    #expect(texts.allSatisfy { Self.isClean($0) })
    let input = texts.joined(separator: "## next\n")
    let (isGood, told) = try OtherProgram.run("perl", ["-e", script], input: Array(input.utf8))
    #expect(isGood, "\(told)")
    let expected = results.map { result -> String in
      switch result.outcome {
      case .infraError, .exerciseError: return "bail"
      case .ungradable: return "n"
      case .passed, .failed:
        return result.tests.map { test in
          test.status == .passed ? "o" : test.status == .skipped ? "s" : "n"
        }.joined(separator: " ")
      }
    }
    #expect(told == expected.map { $0 + "\n" }.joined())
  }

  @Test func proveReadsAClass() throws {
    let suites = try GradeGoldenTests.names.map { try GradeGoldenTests.result($0).suite() }
    let text = TAPWriter(version: 13).text(suites)
    let file = FileManager.default.temporaryDirectory
      .appending(path: "socklab-test-\(UUID().uuidString).tap")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let path = file.path(percentEncoded: false)
    let (isGood, told) = try OtherProgram.run("prove", ["--exec", "cat", path])
    #expect(!isGood)
    #expect(told.contains("Failed 7/7 subtests"), "\(told)")
    #expect(!told.contains("Parse errors"), "\(told)")
    // Version 14 differs in its first line only.
    #expect(
      TAPWriter(version: 14).text(suites)
        == text.replacingOccurrences(of: "version 13", with: "version 14")
    )
  }

  @Test func tableIsReadByPython() throws {
    let script = """
      import csv, io, sys
      rows = list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode('utf-8'), newline='')))
      assert all(len(row) == 13 for row in rows), [len(row) for row in rows]
      assert all(not cell or cell[0] not in '=+-@' for row in rows for cell in row)
      print(len(rows))
      """
    let text = ClassTable.text(Self.hostile(300))
    #expect(Self.isClean(text))
    let (isGood, told) = try OtherProgram.python(script, input: Array(text.utf8))
    #expect(isGood && told == "301\n", "\(told)")
    #expect(!text.replacingOccurrences(of: "\r\n", with: "").contains("\n"))
  }

  @Test func tableDoesNotDependOnOrderOrTimes() throws {
    var results = try GradeGoldenTests.names.map { name -> GradeResult in
      var result = try GradeGoldenTests.result(name)
      result.submission.id = name
      return result
    }
    let table = ClassTable.text(results, hasTimes: false)
    results.reverse()
    for index in results.indices { results[index].run.seconds = Double(index) }
    #expect(ClassTable.text(results, hasTimes: false) == table)
    #expect(ClassTable.text(results) != table)
  }

  @Test func terminalGetsNoControlCharacters() {
    for result in Self.hostile(200) {
      for audience in [GradeListing.Audience.student, .instructor] {
        #expect(Self.isClean(GradeListing(audience: audience).text(result)))
      }
    }
  }

  @Test(arguments: [
    "", "{}", "[1]", "{\"schema\":\"socklab.grade/2\"}", "{\"schema\":\"socklab.grade/1\"}",
    "{\"schema\":\"socklab.grade/1\",\"tool\":1}", "not json",
  ])
  func readerRefuses(_ text: String) {
    #expect(throws: GradeResultError.self) { _ = try GradeResult(json: Array(text.utf8)) }
  }

  /// A file that was cut off, or has a byte changed, is refused or read; nothing else happens.
  @Test func readerSurvivesDamage() throws {
    let good = try GradeGoldenTests.result("nul").json()
    var random = SeededRandom(seed: 7)
    for _ in 0..<200 {
      var bad = good
      bad[Int.random(in: 0..<bad.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      _ = try? GradeResult(json: bad)
      _ = try? GradeResult(json: good.prefix(Int.random(in: 0..<good.count, using: &random)))
    }
    #expect(throws: GradeResultError.badMember("tests[0].status")) {
      let text = String(decoding: good, as: UTF8.self)
      let bad = text.replacingOccurrences(of: "\"status\":\"failed\"", with: "\"status\":\"fine\"")
      _ = try GradeResult(json: Array(bad.utf8))
    }
  }
}
