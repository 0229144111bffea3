import LabEvents
import LabReporters
import Testing

/// Loops and crowds: bounded output for unbounded runs.
struct RepetitionTests {
  private static let section = Section(
    form: .step,
    number: 1,
    identifier: "",
    title: "A thousand clients",
    line: 1
  )

  private func statement(
    _ line: Int,
    _ text: String,
    _ mark: StatementReport.Mark = .passed,
    actor: ActorLabel? = nil
  ) -> Event {
    let report = StatementReport(line: line, depth: 0, text: text, verb: "connect", mark: mark)
    return Event(.statement(report), actor: actor, elapsed: 0)
  }

  private func text(_ events: [Event], _ options: TerminalOptions = TerminalOptions()) -> String {
    let end = SectionEnd(section: Self.section, verdict: .passed)
    return shown(
      [Event(.sectionStarted(Self.section), elapsed: 0)] + events
        + [Event(.sectionEnded(end), elapsed: 0)],
      options
    ).text
  }

  private func visitor(_ number: Int) -> ActorLabel { ActorLabel(name: "visitor", number: number) }

  @Test func thousandVisitorsTakeTwoLines() {
    let events = (1...1000).flatMap { number in
      (180...184).map { statement($0, "connect v", actor: visitor(number)) }
    }
    let lines = text(events).split(separator: "\n")
    #expect(lines.count == 1 + 5 + 1)
    #expect(
      lines.last == "       ⋮ lines 180–184: 999 more times each (visitor 2–1000), all passed"
    )
  }

  @Test func threeRoundsOfALoopAreShown() {
    let events = (1...200_000).map { _ in statement(7, "send a \"x\"") }
    #expect(
      text(events).split(separator: "\n").dropFirst() == [
        #"   7 ✓ send a "x""#, #"   7 ✓ send a "x""#, #"   7 ✓ send a "x""#,
        "       ⋮ line 7: 199,997 more times, all passed",
      ]
    )
  }

  @Test func linesThatOnlyOthersReachedAreSeenOnce() {
    let shownText = text([
      statement(7, "connect v", actor: visitor(1)),
      statement(9, "close v", actor: visitor(3)),
      statement(9, "close v", actor: visitor(2)),
    ])
    #expect(shownText.contains("9 ✓ [visitor 3] close v\n"))
    #expect(shownText.contains("⋮ line 9: once more (visitor 2), all passed"))
  }

  @Test func theFirstIsShownThoughAnotherWasFaster() {
    let lines = text([
      statement(7, "connect v", actor: visitor(1)),
      statement(9, "close v", actor: visitor(2)),
      statement(9, "close v", actor: visitor(1)),
      statement(9, "close v", actor: visitor(3)),
    ]).split(separator: "\n")
    #expect(
      lines.dropFirst() == [
        "   7 ✓ [visitor] connect v",
        "   9 ✓ [visitor] close v",
        "       ⋮ line 9: 2 more times (visitor 2–3), all passed",
      ]
    )
  }

  @Test func whatStandsBetweenPartsTheGroups() {
    let events =
      [statement(11, "once")]
      + (1...9).flatMap { _ in
        [statement(10, "before"), statement(12, "behind")]
      }
    let shownText = text(events)
    #expect(shownText.contains("⋮ line 10: 6 more times, all passed\n"))
    #expect(shownText.contains("⋮ line 12: 6 more times, all passed\n"))
  }

  @Test func failuresAreAlwaysShownBehindTheTally() {
    var events = (1...50).map { statement(7, "connect v", actor: visitor($0)) }
    events.append(statement(7, "connect v", .failed, actor: visitor(51)))
    events.append(statement(7, "connect v", .timedOut, actor: visitor(52)))
    let lines = text(events).split(separator: "\n")
    #expect(
      lines.dropFirst() == [
        "   7 ✓ [visitor] connect v",
        "       ⋮ line 7: 49 more times (visitor 2–50), all passed",
        "   7 ✗ [visitor 51] connect v",
        "   7 ⧗ [visitor 52] connect v",
      ]
    )
  }

  @Test func verboseShowsAll() {
    let events = (1...50).map { statement(7, "connect v", actor: visitor($0)) }
    let lines = text(events, TerminalOptions(verbosity: .verbose)).split(separator: "\n")
    #expect(lines.count == 51)
  }

  @Test func everySectionStartsAnew() {
    let round =
      [Event(.sectionStarted(Self.section), elapsed: 0)] + (1...5).map { _ in statement(7, "a") }
    let text = shown(round + round, TerminalOptions()).text
    #expect(text.split(separator: "\n").count { $0.contains("✓") } == 6)
  }
}
