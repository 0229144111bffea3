import LabConstants
import LabDiagnostics
import LabEvents
import LabKernel
import LabProgram

/// From what happened to events. Everything here is skipped when no reader asked.
extension Machine {
  mutating func tell(_ kind: Event.Kind) {
    sink.receive(Event(kind, actor: actorLabel, elapsed: MonotonicClock.now() - started))
  }

  /// The current actor; `nil` for the file itself.
  private var actorLabel: ActorLabel? {
    current.label < 0
      ? nil
      : ActorLabel(name: program.labels[Int(current.label)], number: Int(current.number))
  }

  /// Remembers a call of the running statement, as the script means it.
  ///
  /// `shown` are the arguments for people, where those of C say more than they need.
  mutating func tellCall(
    _ name: String,
    _ arguments: [CallArgument],
    _ answer: Answer,
    subject: SocketReference? = nil,
    remark: String = "",
    shown: [CallArgument]? = nil
  ) {
    if let subject { told.subject = subject }
    told.calls.append(
      CallReport(
        name: name,
        short: (shown ?? arguments).compactMap(\.forPeople),
        c: arguments.map(\.cForm),
        result: answer.isSuccess ? answer.raw : -1,
        errno: answer.errno?.name ?? "",
        message: answer.errno?.message ?? "",
        remark: remark
      )
    )
  }

  /// Remembers a fact that the statement asked for, or compared.
  mutating func remember(_ fact: String) {
    if tellsStatements { told.facts.append(fact) }
  }

  /// The statement has ended: one event with all it has to tell.
  ///
  /// - Parameters:
  ///   - mark: How it ended.
  ///   - text: Its text, where that is more than its head.
  mutating func tellStatement(mark: StatementReport.Mark, text: String? = nil) {
    defer { told = StatementTelling() }
    let raw = tellsRawCalls ? rawCalls() : []
    let now = MonotonicClock.now()
    let site = site
    let report = StatementReport(
      line: Int(site.line),
      depth: Int(site.depth),
      text: text ?? oneLine(site.span),
      verb: site.verb.rawValue,
      subject: subjectText,
      mark: mark,
      calls: told.calls,
      rawCalls: raw,
      answer: told.facts.joined(separator: ", "),
      why: told.why,
      state: interest.contains(.states) ? subjectState : "",
      duration: current.statement.started == 0 ? 0 : now - current.statement.started
    )
    tell(.statement(report))
  }

  /// A statement's text on one line.
  func oneLine(_ span: SourceSpan) -> String {
    let text = sources.text(of: span)
    // The text of most has one.
    guard text.utf8.contains(UInt8(ascii: "\n")) else { return text }
    return text.split { $0 == "\n" || $0 == "\r\n" }.map { line in
      line.drop { $0 == " " || $0 == "\t" }
    }.joined(separator: " ")
  }

  /// The running statement begins to wait: what it called so far is told in its order.
  mutating func tellSuspension() {
    let raw = tellsRawCalls ? rawCalls() : []
    told = StatementTelling()
    guard !raw.isEmpty else { return }
    let site = site
    tell(
      .statement(
        StatementReport(
          line: Int(site.line),
          depth: Int(site.depth),
          text: oneLine(site.span),
          verb: site.verb.rawValue,
          mark: .waits,
          rawCalls: raw
        )
      )
    )
  }

  /// Every call of the script's sockets; what socklab asks on a socket of its own is left out.
  private mutating func rawCalls() -> [CallReport] {
    kernel.takeRecords().filter { !$0.isOurs || isOnScriptSocket($0) }.map { record in
      CallReport(
        name: record.name,
        short: record.arguments.compactMap(\.forPeople),
        c: record.arguments.map(\.cForm),
        result: record.answer.isSuccess ? record.answer.raw : -1,
        errno: record.answer.errno?.name ?? "",
        message: record.answer.errno?.message ?? "",
        remark: record.remark ?? "",
        isOurs: record.isOurs
      )
    }
  }

  private func isOnScriptSocket(_ record: CallRecord) -> Bool {
    guard case .descriptor(let descriptor)? = record.arguments.first else { return false }
    return sockets.index(ofDescriptor: descriptor) >= 0
  }

  private var subjectText: String {
    guard let subject = told.subject else { return "" }
    if sockets.isOpen(subject), sockets[subject.index].label >= 0 {
      return program.labels[Int(sockets[subject.index].label)]
    }
    return ""
  }

  /// Where the call left its socket: "LISTEN 127.0.0.1:8082", "127.0.0.1:5000 -> 127.0.0.1:8080".
  private var subjectState: String {
    mutating get {
      guard let subject = told.subject, sockets.isOpen(subject) else { return "" }
      let descriptor = sockets[subject.index].descriptor
      let buffer = SocketAddress.buffer(family: sockets[subject.index].domain)
      return kernel.asOurs { kernel in
        var local = buffer
        var peer = buffer
        guard kernel.getsockname(descriptor, into: &local).isSuccess else { return "" }
        if kernel.getpeername(descriptor, into: &peer).isSuccess { return "\(local) -> \(peer)" }
        let state = SocketFacts.tcpState(descriptor, kernel: &kernel)
        if state == .listen { return "LISTEN \(local)" }
        return local.port == 0 ? "" : "\(local)"
      }
    }
  }

  /// `let x = 5`: the value, so that a reader can follow.
  mutating func tellBinding(slot: Int32) {
    let value = describe(self[slot])
    // A fact that was asked has said it already.
    if told.facts.last?.hasSuffix(" = \(value)") != true { remember(value) }
    tellStatement(mark: .passed)
  }

  mutating func tellProcEntered() {
    tellStatement(mark: .passed)
  }

  mutating func tellActorStarted(_ actor: Actor) {
    tellStatement(mark: .passed)
    let label = ActorLabel(
      name: program.labels[Int(actor.label)],
      number: Int(actor.number)
    )
    sink.receive(
      Event(.actorStarted, actor: label, elapsed: MonotonicClock.now() - started)
    )
  }

  mutating func tellBlock(opened: Bool) {
    if tellsStatements, !isInRetry || opened {
      let site = site
      let text = opened ? oneLine(site.span) + " {" : "}"
      let report = BlockReport(line: Int(site.line), depth: Int(site.depth), text: text)
      tell(opened ? .blockOpened(report) : .blockClosed(report))
    }
    current.pc += 1
  }

  /// What `check` says to a `refused` block is part of the lesson, as are its lines.
  mutating func tellRefusal(_ refusal: Refusal) {
    told.why = refusal.diagnostics.map(\.message)
    tellStatement(mark: .expected, text: oneLine(site.span.union(refusal.span)))
  }

  /// The kernel chose a port for a socket: told to those who show it by name.
  mutating func noteChosenPort(of reference: SocketReference) {
    sockets[reference.index].hasChosenPort = true
    guard interest.contains(.chosenPorts) else { return }
    let descriptor = sockets[reference.index].descriptor
    let label = sockets[reference.index].label
    var local = SocketAddress.buffer(family: sockets[reference.index].domain)
    let answer = kernel.asOurs { $0.getsockname(descriptor, into: &local) }
    guard answer.isSuccess, let port = local.port, port != 0 else { return }
    let name = label >= 0 ? program.labels[Int(label)] : "socket"
    let owner = actorLabel.map { "\($0.name) \($0.number) " } ?? ""
    tell(.portChosen(port: port, name: "\(owner)\(name).port"))
  }
}

extension CallArgument {
  /// As a learner reads it: `9 bytes` instead of their text.
  var forPeople: String? {
    if case .bytes(_, let count) = self { return count == 1 ? "1 byte" : "\(count) bytes" }
    return short
  }

  /// The flags of send(2) and recv(2) by name.
  static func messageFlags(_ flags: Int32) -> CallArgument {
    .constant(Constants.flagNames(Int64(flags), in: .messageFlag))
  }
}
