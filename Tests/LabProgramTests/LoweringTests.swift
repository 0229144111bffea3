import LabDiagnostics
import LabProgram
import LabSyntax
import Testing

/// What scripts become; the listing shows all of an instruction.
@Suite struct LoweringTests {
  private func expectListing(
    _ source: String,
    _ listing: String,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    let lines = compiles(source, sourceLocation: sourceLocation).listing()
    #expect(lines == listing + "\n", sourceLocation: sourceLocation)
  }

  @Test func operationsHaveTheirOperandsInOrder() {
    expectListing(
      """
      socket tcp nonblocking as s
      send s "x" MSG_PEEK | MSG_OOB to localhost:http within 1s as r expect EPIPE or ok
      recv s MSG_PEEK soft
      send s "a" to *:0
      """,
      """
      file #0 frame 3 end 4
      0 perform socket tcp, -, - nonblocking as 1
      1 perform send $1, "x", 3, localhost:80 within 1000000000ns as 2 expect (EPIPE or ok) may fail
      2 perform recv $1, -, 2 soft
      3 perform send $1, "a", -, *:0
      4 ownerEnd
      5 end
      """
    )
  }

  @Test func factsAreLiveAndCallsAreNot() {
    expectListing(
      """
      socket tcp as s
      expect s.local.port in 1..9 within 1s
      expect s "x" as m
      expect [s, s] eof
      expect len(m.data) == 1 + 2 or not m.errno == ok
      let t = s.TCP_INFO
      expect t.rtt > 0us
      expect s.TCP_INFO.rtt > 0us
      """,
      """
      file #0 frame 4 end 8
      0 perform socket tcp, -, - as 1
      1 perform expect relation within 1000000000ns expect ($1.local.port in (1 .. 9)) live
      2 perform expect bytes $1, "x" as 2
      3 perform expect eof [$1, $1]
      4 perform expect relation expect (len($2.data) == 3 or not $2.errno == ok)
      5 bind 3 = $1.TCP_INFO
      6 perform expect relation expect ($3.tcpi_rtt > 0ns)
      7 perform expect relation expect ($1.tcpi_rtt > 0ns) live
      8 ownerEnd
      9 end
      """
    )
  }

  @Test func loopsAndBranches() {
    expectListing(
      """
      repeat 2 as i {
        if i == 1 { break } else { note "x" }
        for a, b in [[1, 2]] { note "${a}" }
      }
      """,
      """
      file #0 frame 8 end 15
      0 blockOpened
      1 repeatBegin 2 2
      2 repeatNext 2 as 1 end 14
      3 branch ($1 == 1) else 6
      4 jump 14
      5 jump 7
      6 perform note "x"
      7 blockOpened
      8 forBegin 6 [[1, 2]]
      9 forNext 6 as 4, 5 end 12
      10 perform note text($4)
      11 jump 9
      12 blockClosed
      13 jump 2
      14 blockClosed
      15 ownerEnd
      16 end
      """
    )
  }

  @Test func aBreakClosesWhatItLeaves() {
    expectListing(
      """
      repeat 2 {
        privileged CAP_NET_ADMIN {
          retry within 1s { break }
        }
      }
      """,
      """
      file #0 frame 3 end 15
      0 blockOpened
      1 repeatBegin 1 2
      2 repeatNext 1 as -1 end 14
      3 blockOpened
      4 privilegedBegin 1000
      5 blockOpened
      6 retryBegin 1000000000ns end 10
      7 unwind 2
      8 jump 14
      9 retryEnd
      10 blockClosed
      11 privilegedEnd
      12 blockClosed
      13 jump 2
      14 blockClosed
      15 ownerEnd
      16 end
      """
    )
  }

  @Test func scopesCopyTheNamesTheyUse() {
    expectListing(
      """
      let a = 1
      let b = 2
      check "c" {
        let c = 3
        actor x {
          cleanup { note "${tmp}${b}" }
          return c
        }
        wait x as r
      }
      """,
      """
      cleanup #3 frame 2 end 1 copies 0>0 1>1
      0 perform note text($0, $1)
      1 end
      actor x #2 frame 3 end 4 copies 1>0 2>1 0>2
      2 cleanup #3
      3 leave $2
      4 ownerEnd
      5 end
      check #1 frame 4 end 9 copies 0>1 2>2
      6 bind 0 = 3
      7 actor #2
      8 perform wait actors x, - as 3
      9 ownerEnd
      10 end
      file #0 frame 3 end 14
      11 bind 1 = 1
      12 bind 2 = 2
      13 check #1 c
      14 ownerEnd
      15 end
      """
    )
  }

  @Test func procsHaveTheirParametersFirst() {
    expectListing(
      """
      twice 4 as n
      proc twice x {
        let y = x + x
        return y
      }
      """,
      """
      proc twice #1 frame 2 end 2
      0 bind 1 = ($0 + $0)
      1 leave $1
      2 end
      file #0 frame 2 end 4
      3 call #1 4 as 1
      4 ownerEnd
      5 end
      """
    )
  }

  @Test func setupStandsAtTheHeadOfEachCheck() {
    let program = compiles(
      """
      setup { socket tcp as s; actor a { listen s } }
      check "one" { connect s 127.0.0.1:1 }
      check "two" { wait a }
      """
    )
    #expect(
      program.listing() == """
        actor a #2 frame 1 end 1 copies 0>0
        0 perform listen $0, -
        1 ownerEnd
        2 end
        check #1 frame 1 end 6
        3 perform socket tcp, -, - as 0
        4 actor #2
        5 perform connect $0, 127.0.0.1:1
        6 ownerEnd
        7 end
        actor a #4 frame 1 end 9 copies 0>0
        8 perform listen $0, -
        9 ownerEnd
        10 end
        check #3 frame 1 end 14
        11 perform socket tcp, -, - as 0
        12 actor #4
        13 perform wait actors a, -
        14 ownerEnd
        15 end
        file #0 frame 1 end 18
        16 check #1 one
        17 check #3 two
        18 ownerEnd
        19 end

        """
    )
    #expect(program.sections.allSatisfy { $0.hasFreshNetwork && $0.form == .check })
  }

  @Test func refusedLinesLeaveNothing() {
    let program = compiles(
      """
      socket tcp as s
      refused { close s; let a = 1; bind s 127.0.0.1:65536 }
      refused { listen s }
      listen s
      """
    )
    #expect(program.refusals.map { $0.diagnostics.map(\.id) } == [["closed", "port-range"], []])
    #expect(
      program.listing() == """
        file #0 frame 3 end 4
        0 perform socket tcp, -, - as 1
        1 refused ["closed", "port-range"]
        2 refused []
        3 perform listen $1, -
        4 ownerEnd
        5 end

        """
    )
  }

  @Test func sitesKnowLinesAndDepths() {
    let program = compiles(
      "step \"s\" {\n  repeat 2 {\n    note \"x\"\n  }\n}\ncheck \"c\" { actor a { note \"y\" } }\n"
    )
    let notes = program.sites.filter { $0.verb == .note }.map { [Int($0.line), Int($0.depth)] }
    #expect(notes == [[6, 1], [3, 1]])
    let braces = zip(program.instructions, program.sites).compactMap { instruction, site in
      if case .blockClosed = instruction { return site.line }
      return nil
    }
    #expect(braces == [4])
  }

  @Test func whatTheHeaderSays() {
    let program = compiles(
      "exercise \"e\"\ngoal \"a\"\ngoal \"b\"\nnetwork private { address 192.0.2.1 }\ntimeout 2s\nlet a = 1\n"
    )
    #expect(program.header.form == "exercise")
    #expect(program.header.goals == ["a", "b"])
    #expect(program.header.timeout == 2_000_000_000)
    #expect(!program.header.usesHostNetwork)
    #expect(program.listing().contains("0 perform address 192.0.2.1\n1 bind 1 = 1\n"))
  }
}
