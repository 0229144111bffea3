import LabKernel
import LabProgram
import LabReporters
import LabRuntime
import LabSyntax

/// An entry that waits: `&` puts it in the background, Ctrl-C ends it, Ctrl-Z stops the program.
extension Session {
  /// Statements that do nothing but wait: begun again elsewhere they are the same.
  static let backgroundVerbs: Set<Verb> = [.accept, .recv, .expect, .wait, .sleep, .poll]

  /// Goes on with an entry until it does not wait any more.
  func seeThrough(_ first: EntryEnd) -> EntryEnd {
    var end = first
    guard end == .waits else { return end }
    keys.begin()
    while end == .waits {
      takeSignals()
      if machine.hasInput { takeKeys() }
      end = machine.goOnWaiting(untilInputAt: 0)
    }
    keys.end()
    return end
  }

  private func takeSignals() {
    for signal in machine.takePromptSignals() where signal == Terminal.stopSignal {
      keys.end()
      Terminal.stopThisProcess()
      keys.begin()
    }
  }

  private func takeKeys() {
    for key in keys.read() {
      guard key == UInt8(ascii: "&"), typeAhead.isEmpty else {
        typeAhead.append(key)
        continue
      }
      moveToBackground()
    }
  }

  private func moveToBackground() {
    guard let running else {
      return teller.tellBesideWait("a script stays where it is; Ctrl-C stops it")
    }
    let done = teller.reports.count
    guard running.statements.indices.contains(done),
      let row = running.parsed.row(of: running.statements[done]) ?? expectation(running, done),
      Self.backgroundVerbs.contains(row.verb)
    else {
      return teller.tellBesideWait(
        "this has begun and cannot begin again elsewhere; Ctrl-C stops it"
      )
    }
    self.running?.movedFrom = done
    machine.cancelEntry()
  }

  private func expectation(_ running: RunningEntry, _ index: Int) -> Row? {
    running.statements[index].form == .expect ? Catalogue.row(.expect) : nil
  }
}

/// The entry that runs just now, when it is made of plain statements.
struct RunningEntry {
  let parsed: ParsedEntry
  let statements: [StatementNode]
  /// `&`: the statements from here on go on in the background.
  var movedFrom: Int?

  /// Their texts, as one entry each.
  func text(_ range: Range<Int>) -> String {
    statements[range].map { parsed.text(of: $0.span) }.joined(separator: "; ")
  }
}
