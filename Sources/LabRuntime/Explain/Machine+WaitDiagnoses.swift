import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram
import LabSyntax

/// `wait` and `run` that did not end, and the deadlock of all who are left.
extension Machine {
  mutating func counterTimedOut(
    _ operation: Operation,
    _ label: Int32,
    value: Int64,
    threshold: Int64
  ) -> Diagnostic {
    .failure(
      "timeout",
      "\(program.labels[Int(label)]) is \(value) of \(threshold) \(limitText(operation))",
      limitSite,
      label: limitLabel(operation),
      notes: readyNotes(label) + othersNotes()
    )
  }

  mutating func actorsTimedOut(_ operation: Operation, _ label: Int32, live: Int) -> Diagnostic {
    let name = program.labels[Int(label)]
    let what =
      live == 1 ? "actor \(name) has not ended" : "\(live) actors \(name) have not ended"
    return .failure(
      "timeout",
      "\(what) \(limitText(operation))",
      limitSite,
      label: limitLabel(operation),
      notes: othersNotes()
    )
  }

  mutating func programTimedOut(_ operation: Operation, _ name: String) -> Diagnostic {
    .failure(
      "timeout",
      "\(name) has not ended \(limitText(operation)); it was killed",
      limitSite,
      label: limitLabel(operation),
      notes: othersNotes()
    )
  }

  mutating func programFailed(
    _ operation: Operation,
    _ name: String,
    _ exit: ProcessExit,
    errors: [UInt8]
  ) -> Diagnostic {
    let how =
      switch exit {
      case .exited(let status): "ended with status \(status)"
      case .signaled(let signal): "was ended by signal \(signal)"
      }
    let lines = String(decoding: errors, as: UTF8.self).split(separator: "\n").suffix(5)
    let notes =
      lines.isEmpty ? [] : [Diagnostic.Note("errors", lines.joined(separator: "\n"))]
    return .failure(
      "program-failed",
      "\(name) \(how)",
      site,
      label: "should end with status 0",
      notes: notes
    )
  }

  /// The last attempt of a `retry` failed too.
  func gaveUp(_ handler: Handler, _ last: Diagnostic) -> Diagnostic {
    let limit = Self.durationText(handler.limit)
    let attempts = Self.counted(handler.attempts, "attempt", "attempts")
    return Diagnostic(
      last.id,
      severity: last.severity,
      "retry gave up after \(limit) and \(attempts); the last one: \(last.message)",
      at: last.primary,
      secondary: last.secondary,
      notes: last.notes
    )
  }

  /// Who could still count a counter up.
  private func readyNotes(_ label: Int32) -> [Diagnostic.Note] {
    let name = program.labels[Int(label)]
    var lines: [String] = []
    for (pc, instruction) in program.instructions.enumerated() {
      guard case .perform(let index) = instruction else { continue }
      let operation = program.operations[Int(index)]
      guard operation.verb == .ready,
        case .integer(let counted) = program.expressions[Int(operation.operands.start)],
        counted == Int64(label)
      else { continue }
      lines.append("\(place(Int32(pc)))\(runner(of: pc))")
    }
    let text =
      lines.isEmpty
      ? "no line of this file readies \(name)"
      : "'ready \(name)' stands in " + lines.prefix(4).joined(separator: ", ")
    return [Diagnostic.Note("look", text)]
  }

  /// ", in actor worker, of which 2 are alive".
  private func runner(of pc: Int) -> String {
    let owner = program.routines.filter { $0.form == .actor }.first { routine in
      Int(routine.entry) <= pc && pc <= Int(routine.end)
    }
    guard let owner, owner.label >= 0 else { return "" }
    let live = actors.count { $0.label == owner.label && $0.state != .ended && $0.id >= 0 }
    let alive = live == 0 ? "none is alive" : live == 1 ? "1 is alive" : "\(live) are alive"
    return " (actor \(program.labels[Int(owner.label)]): \(alive))"
  }

  /// `= others:` who else waits, and for what.
  mutating func othersNotes() -> [Diagnostic.Note] {
    let reports = waitReports(now: 0)
    guard !reports.isEmpty else { return [] }
    var lines = reports.prefix(4).map { Self.waiterText($0) }
    if reports.count > 4 { lines.append("and \(reports.count - 4) more") }
    return [.lines("others", lines)]
  }

  /// As "actor visitor waits for all_in (line 181)".
  private static func waiterText(_ report: WaitReport) -> String {
    let who = report.actor.map { "actor \($0.name)\($0.number > 1 ? " \($0.number)" : "")" }
    let what =
      report.reason.hasPrefix("wait ") ? String(report.reason.dropFirst(5)) : report.reason
    return "\(who ?? "the file") waits for \(what) (line \(report.line))"
  }

  /// Everybody who is left is in `wait`, and nobody can end it.
  func deadlock(among waiters: [WaitReport], at site: Site) -> Diagnostic {
    var lines = waiters.prefix(8).map { Self.waiterText($0) }
    // The reports are cut; the current actor's place in the table is stale.
    let waiting = actors.count { $0.state == .waiting && $0.suspension.reason != .join }
    let count = max(waiters.count, waiting + 1)
    if count > 8 { lines.append("and \(Self.grouped(count - 8)) more") }
    let headline =
      count == 1
      ? "deadlock: only one is left, and nobody can end its wait"
      : "deadlock: all \(Self.grouped(count)) that are left wait for one another"
    var notes = [Diagnostic.Note.lines("waiting", lines)]
    var labels: [Int32] = []
    for actor in actors where actor.suspension.reason == .counter && actor.state == .waiting {
      if !labels.contains(actor.suspension.label) { labels.append(actor.suspension.label) }
      if labels.count == 4 { break }
    }
    if case .counter = current.suspension.reason, !labels.contains(current.suspension.label) {
      labels.append(current.suspension.label)
    }
    for label in labels.prefix(4) { notes += readyNotes(label) }
    return .failure("deadlock", headline, site, label: "waits for ever", notes: notes)
  }
}
