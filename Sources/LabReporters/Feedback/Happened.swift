import LabDiagnostics
import LabEvents

/// What happened, told to the student: we are the exercise, you are your program.
struct Happened {
  let facts: FailureFacts

  /// One to three sentences.
  var sentences: [String] {
    var sentences: [String] = []
    if let end { sentences.append(end) }
    sentences += told
    return sentences
  }

  private var id: String { facts.finding.id }

  /// How the program ended, when that is part of it.
  private var end: String? {
    guard let program = facts.submission else { return nil }
    let which = facts.submissions.count > 1 ? ordinal(of: program) : "Your program"
    switch program.end {
    case .signaled(let signal):
      return "\(which) was ended by the signal \(signal)\(meaning(signal))."
    case .exited(let status) where facts.status == .crashed || id == "program-ended":
      return "\(which) ended: exit status \(status)."
    case .limit(let name): return "\(which) was ended: it went beyond the limit '\(name)'."
    case .exited, .running, .ended: return nil
    }
  }

  /// "The second start of your program": a check may start it several times.
  private func ordinal(of program: ProgramReport) -> String {
    let words = ["first", "second", "third", "fourth"]
    guard let place = facts.submissions.firstIndex(of: program), place < words.count else {
      return "One of the starts of your program"
    }
    return "The \(words[place]) start of your program"
  }

  private func meaning(_ signal: String) -> String {
    switch signal {
    case "SIGSEGV": " (it used memory that is not its own)"
    case "SIGPIPE": " (it wrote to a connection that was closed)"
    case "SIGABRT": " (it gave itself up: abort, a failed assert)"
    case "SIGFPE": " (a division by zero)"
    case "SIGXCPU": " (it used up its CPU time)"
    default: ""
    }
  }

  /// Behind `within 2 s`, from the finding: " within 2 s".
  private var limit: String {
    guard let range = facts.finding.message.firstRange(of: " within ") else { return "" }
    let words = facts.finding.message[range.lowerBound...].prefix { $0 != ":" && $0 != ";" }
    return String(words)
  }

  private var told: [String] {
    if facts.status == .crashed,
      facts.isClosedEarly || facts.finding.message.contains("its end came")
    {
      let sent = sentText.map { "We sent \($0); the" } ?? "The"
      return ["\(sent) connection ended with it."]
    }
    return switch id {
    case "timeout": timeout
    case "not-silent": notSilent
    case "not-exactly": notExactly
    case "ended-early": endedEarly
    case "bytes-differ": [different + "."]
    case "not-eof": notEnded
    case "not-reset": ["The connection should have been reset (RST), and was not."]
    case "pattern-differs": ["Your answer has not the form that was asked for."]
    case "unexpected-errno": ["\(sentence(facts.finding.message))."]
    case "program-ended": ["\(sentence(withoutStatus(facts.finding.message)))."]
    case "relation" where facts.statementText.contains("CLOSE_WAIT"):
      [
        "Connections are in CLOSE_WAIT: the clients closed, your program did not.",
        "\(sentence(facts.finding.message)).",
      ]
    default: ["\(sentence(facts.finding.message))."]
    }
  }

  private var timeout: [String] {
    let sent = sentText.map { "We sent \($0), and no" } ?? "No"
    switch facts.statement.form {
    case "listening":
      let place = facts.wantedAddress.map { " on \($0)" } ?? ""
      return ["Your program does not listen\(place)\(limit)."]
    case "read": return ["Your program has not read what we sent\(limit)."]
    case "eof": return ["You did not close the connection\(limit)."]
    default: break
    }
    let message = facts.finding.message
    if message.hasPrefix("nothing came") { return ["\(sent) answer came\(limit)."] }
    if message.contains(" bytes came on ") || message.contains("byte came on ") {
      let count = message.prefix { $0 != "c" }
      if count.contains(" of ") { return ["Only \(count)came back\(limit)."] }
    }
    return ["\(sentence(message))."]
  }

  private var notSilent: [String] {
    guard let arrived = facts.bytes.arrived, !arrived.bytes.isEmpty else {
      return facts.finding.message.contains("end came")
        ? ["You closed the connection, and it should have stayed open."]
        : ["\(sentence(facts.finding.message))."]
    }
    guard let text = sentText else {
      return ["You sent \(arrived.text) where nothing was due."]
    }
    if facts.isAnsweredEarly {
      let (what, end) =
        facts.hasLines
        ? ("half a line", " and no \\n yet") : ("before the message was complete", "")
      return ["You answered \(what). We sent \(text)\(end); you sent back \(arrived.text)."]
    }
    return ["We sent \(text); you sent \(arrived.text) where nothing was due yet."]
  }

  private var notExactly: [String] {
    if let surplus = facts.bytes.surplus, let expected = facts.bytes.expected {
      let what = surplus.count == 1 ? "One byte too many" : "\(surplus.count) bytes too many"
      return ["\(what): behind \(expected.text) came \(Self.named(surplus))."]
    }
    let right =
      facts.statement.bytes.map { "answered \(escaped($0)) correctly" } ?? "answered correctly"
    if facts.isReset { return ["You \(right), and then the connection was reset (RST)."] }
    if facts.isClosedEarly { return ["You \(right), and then closed the connection (FIN)."] }
    return ["\(sentence(facts.finding.message))."]
  }

  private var endedEarly: [String] {
    let after = facts.finding.message.firstRange(of: " after ").map {
      String(facts.finding.message[$0.upperBound...])
    }
    let count = after ?? "some bytes"
    if facts.isReset {
      return ["\(sentence(count)) came back, then the connection was reset (ECONNRESET)."]
    }
    let how =
      facts.bytes.arrived.map { "you answered \($0.text) and closed the connection" }
      ?? "you closed the connection after \(count)"
    guard let text = sentText else { return ["\(sentence(how))."] }
    return ["We sent \(text) in one call; \(how)."]
  }

  private var different: String {
    guard let range = facts.finding.message.firstRange(of: " byte on ") else {
      return sentence(facts.finding.message)
    }
    return
      "\(sentence(String(facts.finding.message[..<range.lowerBound]))) byte of your answer differs"
  }

  private var notEnded: [String] {
    guard let arrived = facts.bytes.arrived else {
      return ["\(sentence(facts.finding.message))."]
    }
    return ["The connection should have ended here; you sent \(arrived.text)."]
  }

  // MARK: - Words

  /// What was sent last, as the script has it; `nil` where that is not known or too long.
  private var sentText: String? {
    guard let sent = facts.sentLast, sent.count <= 64 else { return nil }
    return escaped(sent)
  }

  /// As the beginning of a sentence.
  private func sentence(_ text: String) -> String {
    let told = facts.told(text)
    let socket = facts.statement.subject
    // A name is a name: it gets no capital letter.
    if !socket.isEmpty, told.hasPrefix("\(socket) ") { return "Our socket \(told)" }
    return told.prefix(1).uppercased() + told.dropFirst()
  }

  /// Without ": exit status 1", which has been told.
  private func withoutStatus(_ text: String) -> String {
    guard let range = text.firstRange(of: ": exit status") else { return text }
    return String(text[..<range.lowerBound])
  }

  /// "\0", "\n": a few bytes by what they are.
  private static func named(_ bytes: [UInt8]) -> String {
    guard bytes.count <= 32 else { return "\(escaped(Array(bytes.prefix(32)))) and more" }
    let text = escaped(bytes)
    return bytes.count == 1 ? String(text.dropFirst().dropLast()) : text
  }
}
