import LabProgram
import LabSyntax
import Testing

/// Nothing grows faster than the script; counted, not timed.
@Suite struct ScaleTests {
  @Test func nineThousandActorsInOneFile() {
    let count = 9000
    var source = "socket tcp as server\nbind server localhost:0\nlisten server\n"
    for number in 0..<count {
      source += "let unused_\(number) = 1\n"
      source += "actor visitor_\(number) {\n  socket tcp as c\n  connect c server\n}\n"
    }
    let program = compiles(source)
    #expect(program.routines.count == count + 1)
    // Each copies the one name it uses, however many there are.
    #expect(program.captures.count == count)
    #expect(program.instructions.count == count * 6 + 5)
    #expect(program.routines.dropFirst().allSatisfy { $0.frameSize == 2 })
  }

  @Test func aHundredThousandChecks() {
    let source = String(repeating: "check \"x\" { let a = 1; expect a == 1 }\n", count: 100_000)
    let program = compiles(source)
    #expect(program.sections.count == 100_000)
    #expect(program.instructions.count == 500_002)
    #expect(program.captures.isEmpty)
  }

  @Test func deepBranchesThatAllBind() {
    let source =
      "let a = 1\n" + String(repeating: "if a == 1 {\n", count: 60) + "let b = 1\n"
      + String(repeating: "} else { let b = 2 }\n", count: 60) + "let c = b\n"
    compiles(source)
  }

  @Test func longSumsAndLists() {
    let ones = Array(repeating: "1", count: 20_000)
    let program = compiles(
      "let a = \(ones.joined(separator: " + "))\nlet l = [\(ones.joined(separator: ", "))]\n"
        + "let b = a + \(ones.joined(separator: " + "))\n"
    )
    guard case .bind(_, let first) = program.instructions[0],
      case .integer(20_000) = program.expressions[Int(first)]
    else {
      Issue.record("the sum is not folded")
      return
    }
    #expect(program.expressions.count < 70_000)
  }

  @Test func loopsOfOneNestingShareTheirSlots() {
    let source = String(repeating: "repeat 2 { repeat 2 { note \"x\" } }\n", count: 1000)
    #expect(compiles(source).routines[0].frameSize == 5)
  }
}
