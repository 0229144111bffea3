import LabEvents
import LabReporters
import Testing

/// When text is handed on: not for each statement, but before anybody waits for it.
struct FlushTests {
  private func statement(at elapsed: Int64) -> Event {
    let report = StatementReport(
      line: 1,
      depth: 0,
      text: "send a \"x\"",
      verb: "send",
      mark: .passed
    )
    return Event(.statement(report), elapsed: elapsed)
  }

  private func waiting(_ waited: Int64, at elapsed: Int64) -> Event {
    let wait = WaitReport(
      actor: nil,
      line: 2,
      depth: 0,
      text: "accept s",
      reason: "accept(3)",
      waited: waited
    )
    return Event(.waiting([wait]), elapsed: elapsed)
  }

  @Test func statementsAreNotWrittenOneByOne() {
    let output = Recording()
    var reporter = TerminalReporter(
      options: TerminalOptions(verbosity: .verbose),
      output: output
    )
    for _ in 1...10_000 { reporter.receive(statement(at: 0)) }
    #expect(output.writes.count < 20)
  }

  @Test func aWaitHandsOnWhatWasSaid() {
    let output = Recording()
    var reporter = TerminalReporter(options: TerminalOptions(), output: output)
    reporter.receive(statement(at: 1000))
    reporter.receive(waiting(5000, at: 6000))
    #expect(output.text.isEmpty)
    reporter.receive(waiting(250_000_000, at: 250_001_000))
    #expect(output.text.contains("send a"))
    #expect(output.writes.last?.isEmpty == true)
    #expect(!output.text.contains("accept"))
  }

  @Test func manyShortWaitsHandOnAsWell() {
    let output = Recording()
    var reporter = TerminalReporter(
      options: TerminalOptions(verbosity: .verbose),
      output: output
    )
    for step in 1...10 {
      reporter.receive(statement(at: Int64(step) * 50_000_000))
      reporter.receive(waiting(5000, at: Int64(step) * 50_000_000 + 5000))
    }
    #expect(output.writes.count { !$0.isEmpty } == 3)
  }

  @Test func theLiveLineIsRedrawnOnlyWhenItChanges() {
    let output = Recording()
    var reporter = TerminalReporter(
      options: TerminalOptions(isInteractive: true),
      output: output
    )
    for quarter in 1...8 {
      let time = Int64(quarter) * 250_000_000
      reporter.receive(waiting(time, at: time))
    }
    #expect(output.text.split(separator: "waits").count == 1 + 3)
    reporter.flush()
    #expect(output.text.hasSuffix("\r\u{1B}[K"))
  }

  @Test func filesThatFollowEachOtherAreParted() throws {
    let one = try Fixture.events("actors")
    let text = shown(one, TerminalOptions()).text
    #expect(shown(one + one, TerminalOptions()).text == text + "\n" + text)
    let quiet = TerminalOptions(verbosity: .quiet)
    let passing = try Fixture.events("lesson")
    #expect(
      shown(passing + passing, quiet).text.split(separator: "\n", omittingEmptySubsequences: false)
        .count == 3
    )
  }

  @Test func nobodyAsksForWhatIsNotShown() {
    func interest(_ options: TerminalOptions) -> EventInterest {
      TerminalReporter(options: options, output: Recording()).interest
    }
    #expect(interest(TerminalOptions(verbosity: .quiet)) == [.progress])
    #expect(interest(TerminalOptions()) == [.statements, .explanations, .progress])
    #expect(interest(TerminalOptions(calls: .raw)).contains(.rawCalls))
    #expect(interest(TerminalOptions(fold: true)).contains(.states))
    #expect(interest(TerminalOptions(stable: true)).contains(.chosenPorts))
  }
}
