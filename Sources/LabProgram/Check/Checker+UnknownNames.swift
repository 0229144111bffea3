import LabConstants
import LabDiagnostics
import LabSyntax

/// What an unknown name, constant, function or statement may have been meant to be.
extension Checker {
  func unknownNameDiagnostic(_ node: ValueNode, for operand: OperandPlan) -> Diagnostic {
    let name = text(node.name)
    if name == Verb.submission.rawValue { return .noSubmission(at: node.span) }
    let visible = visibleNames()
    let fitting = visible.filter { !$0.flow.kinds.isDisjoint(with: operand.kinds) }
    let nearest = Suggestion.nearest(to: name, among: fitting.map { text($0.name) })
    if nearest == nil {
      if let mistake = unknownWord(node, name, for: operand) { return mistake }
      if operand.kinds.contains(.bytes), !operand.kinds.contains(.socket), operand.kinds != .any {
        return textWithoutQuotes(node)
      }
    }
    let suggestion = nearest ?? Suggestion.nearest(to: name, among: visible.map { text($0.name) })
    let binding = suggestion.flatMap { found in visible.first { text($0.name) == found } }
    return .unknownName(
      name,
      what: operand.kinds == .socket ? "socket" : operand.isAddress ? "address" : "name",
      suggestion: suggestion,
      line: binding.map { map.location(of: $0.position).line },
      note: unknownNote(node.name),
      at: node.span
    )
  }

  private func unknownNote(_ name: Name) -> String? {
    let found = current[Int(name.index)]
    if found >= 0, bindings[Int(found)].depth < frames[depth].visibleFrom {
      return "a proc sees its parameters only; \(text(name)) is bound outside"
    }
    if text(name) == Self.temporaryFolderName, frames[depth].proc >= 0 {
      return "a proc sees its parameters only"
    }
    return nil
  }

  /// Where a word of the tables is expected, it may be a misspelt one.
  private func unknownWord(_ node: ValueNode, _ name: String, for operand: OperandPlan)
    -> Diagnostic?
  {
    guard !operand.words.isEmpty else {
      if operand.isAddress, name == "localhost" {
        return .misplacedOperand(
          "localhost is an address without a port",
          label: "try: localhost:8080",
          at: node.span
        )
      }
      return nil
    }
    let words = Lexicon.words(in: operand.words)
    if operand.kinds.contains(.errno), let mistake = Self.noErrno(name, at: node.span) {
      return mistake
    }
    let suggestion = Suggestion.nearest(to: name, among: words)
    if suggestion == nil, operand.kinds.contains(.errno), let errno = Self.errno(meant: name) {
      return .unknownWord(
        name,
        operand: "outcome",
        suggestion: errno,
        words: [],
        at: node.span
      )
    }
    return .unknownWord(
      name,
      operand: what(operand),
      suggestion: suggestion,
      words: words,
      at: node.span
    )
  }

  private func what(_ operand: OperandPlan) -> String {
    if operand.kinds.contains(.errno) { return "outcome" }
    let statement = tree.statements[Int(statementIndex)]
    guard statement.form == .verb, lexeme(statement.verb).plan >= 0,
      let row = row(plans[Int(lexeme(statement.verb).plan)].verb)
    else { return "word for this place" }
    let names = row.operands.filter { $0.kinds == operand.kinds && !$0.words.isEmpty }
    return names.first.map { $0.name.lowercased() } ?? "word for this place"
  }

  /// An errno in small letters, or a word for all of them.
  private static func noErrno(_ name: String, at span: SourceSpan) -> Diagnostic? {
    let upper = name.uppercased()
    if Lexicon.lexeme(upper)?.group == .errno {
      return .misplacedOperand(
        "errnos are written in capitals",
        label: "try: \(upper)",
        at: span
      )
    }
    guard ["error", "fail", "fails", "failed", "failure"].contains(name) else { return nil }
    return .misplacedOperand(
      "'\(name)' is no errno",
      label: "name the errno; without 'expect', the run shows which one comes",
      at: span
    )
  }

  /// How people say what C says with an errno.
  private static func errno(meant word: String) -> String? {
    switch word {
    case "refused", "rejected": "ECONNREFUSED"
    case "in_use", "inuse", "busy", "taken": "EADDRINUSE"
    case "denied", "forbidden": "EACCES"
    case "timeout", "timed_out": "ETIMEDOUT"
    case "unreachable": "ENETUNREACH"
    case "reset": "ECONNRESET"
    default: nil
    }
  }

  /// `send a hello world`: all bare words in a row become one text.
  private func textWithoutQuotes(_ node: ValueNode) -> Diagnostic {
    let statement = tree.statements[Int(statementIndex)]
    var span = node.span
    var isOn = false
    let name = text(node.name)
    if statement.form == .expect, ["closed", "close", "end", "disconnected"].contains(name) {
      return .unknownWord(
        name,
        operand: "word of 'expect'",
        suggestion: "eof",
        words: ["line", "exactly", "bytes", "eof", "reset", "silence"],
        at: span
      )
    }
    for item in statement.items.indices where tree.items[item].form == .value {
      let value = tree.values[Int(tree.items[item].index)]
      if value.span == node.span { isOn = true }
      guard isOn else { continue }
      guard value.form == .name, lexeme(value.name).word < 0, !isBound(value.name) else {
        break
      }
      span = span.union(value.span)
    }
    let isSend =
      statement.form == .expect || statement.form == .verb && text(statement.verb) == "send"
    return .textNeedsQuotes(
      map.text(of: span),
      lineEnd: isSend,
      isExpected: statement.form == .expect,
      at: span
    )
  }

  /// Whether a name was bound before, in sight of this place.
  @inline(__always)
  func isBound(_ name: Name) -> Bool {
    let found = current[Int(name.index)]
    return found >= 0 && bindings[Int(found)].depth >= frames[depth].visibleFrom
  }

  func unknownConstantDiagnostic(_ node: ValueNode, for operand: OperandPlan) -> Diagnostic {
    let name = text(node.name)
    let lower = name.lowercased()
    if operand.words.contains(Lexicon.word(lower)) {
      return .misplacedOperand(
        "words are written in lower case",
        label: "try: \(lower)",
        at: node.span
      )
    }
    let candidates: [String]
    var what = "constant"
    if operand.kinds.contains(.option), operand.kinds != .any {
      what = "socket option"
      candidates = SocketOptions.all.map(\.name)
    } else if let group = operand.constants {
      what = String(group.description.drop { $0 != " " }.dropFirst())
      candidates = Constants.all.filter { $0.group == group }.map(\.name)
    } else if name.hasPrefix("E"), operand.kinds.contains(.errno) {
      what = "errno"
      candidates = Constants.all.filter { $0.group == .errno }.map(\.name)
    } else {
      candidates = Constants.all.map(\.name)
    }
    let isOption = what == "socket option"
    var nearest =
      isOption
      ? Suggestion.nearestOptions(to: name)
      : Suggestion.nearest(to: name, among: candidates, count: 1)
    if nearest.isEmpty {
      nearest = Suggestion.nearest(to: name, among: Constants.all.map(\.name), count: 1)
    }
    return .unknownConstant(name, what: what, suggestions: nearest, at: node.span)
  }

  func unknownFunctionDiagnostic(_ node: ValueNode) -> Diagnostic {
    let name = text(node.name)
    let span = SourceSpan(start: node.span.start, end: node.span.start + Int32(name.utf8.count))
    return .unknownFunction(
      name,
      suggestion: Suggestion.nearest(to: name, among: Lexicon.callable),
      at: span
    )
  }

  func unknownStatementDiagnostic(_ node: StatementNode) -> Diagnostic {
    let verb = text(node.verb)
    if !lexeme(node.verb).modifiers.isEmpty, node.items.count > 0 {
      let rest = SourceSpan(start: node.verbSpan.end, end: node.span.end)
      let call = map.text(of: rest).drop { $0 == " " || $0 == "\t" }
      return .misplacedOperand(
        "'\(verb)' stands behind a call",
        label: "try: \(call) \(verb)",
        at: node.verbSpan
      )
    }
    if let (statement, label) = Self.foreign(verb) {
      return .unknownStatement(verb, suggestion: statement, label: label, at: node.verbSpan)
    }
    let candidates =
      Verb.allCases.map(\.rawValue) + ["let", "if", "for"] + procs.map { text($0.name) }
    return .unknownStatement(
      verb,
      suggestion: Suggestion.nearest(to: verb, among: candidates),
      at: node.verbSpan
    )
  }

  /// Verbs of C and of other languages, and what says the same here.
  private static func foreign(_ verb: String) -> (statement: String, label: String)? {
    switch verb {
    case "sendto", "sendmsg": ("send", "send SOCKET BYTES to ADDRESS")
    case "recvfrom", "recvmsg": ("recv", "recv SOCKET as r; r.from is the sender")
    case "read", "receive", "recieve": ("recv", "recv SOCKET as r, or expect SOCKET BYTES")
    case "write_all": ("send", "send SOCKET BYTES")
    case "print", "echo", "printf", "puts", "log", "say": ("note", "note \"…\"")
    case "exit", "quit": ("return", "a file ends where its statements end")
    case "assert": ("expect", "expect VALUE == VALUE")
    case "while", "loop": ("repeat", "repeat N { … if … { break } }")
    case "var", "set", "const": ("let", "let NAME = VALUE")
    case "def", "func", "function": ("proc", "proc NAME PARAMETER … { … }")
    case "thread", "fork": ("actor", "actor NAME { … }")
    case "usleep", "delay": ("sleep", "sleep 10ms, or better: wait for a fact")
    case "test", "it": ("check", "check \"…\" { … }")
    case "import", "use", "source": ("include", "include \"…\"")
    case "join": ("wait", "wait NAME")
    case "signal", "notify": ("ready", "ready NAME; wait NAME")
    case "open": ("socket", "socket tcp as s")
    default: nil
    }
  }

  /// A bare name that stands for an actor or a counter.
  mutating func identifier(_ value: Int32, _ plan: RowPlan) -> TypedValue {
    let node = tree.values[Int(value)]
    guard node.form == .name else { return .wrong }
    let label = label(of: node.name)
    guard plan.verb == .wait else { return TypedValue(expression: .integer(Int64(label))) }
    let insideProc = frames[depth].proc >= 0
    let isActor = places.isActor(node.name, domain: domain, insideProc: insideProc)
    let isCounter = places.isCounter(node.name, domain: domain, insideProc: insideProc)
    let name = text(node.name)
    if !isActor, !isCounter, let program = boundProgram(node.name) {
      return TypedValue(expression: .local(program), kinds: .program)
    }
    if isActor, isCounter { report(.ambiguousWait(name, at: node.span)) }
    if !isActor, !isCounter, isSession, found(node.name) < 0 {
      // Whoever says `ready` may be typed later.
      return TypedValue(expression: .integer(Int64(label)))
    }
    if !isActor, !isCounter {
      if isLenient {
        isWrong = true
      } else {
        reportSearched { $0.unknownWait(node, name) }
      }
      return .wrong
    }
    judgeWait(node, isActor: isActor)
    return TypedValue(expression: isActor ? .actors(label: label) : .integer(Int64(label)))
  }

  private mutating func found(_ name: Name) -> Int32 {
    let found = resolve(name)
    return found >= 0 && bindings[Int(found)].flow.assignment != .unbound ? found : -1
  }

  /// The slot of a name that is bound to a program.
  private mutating func boundProgram(_ name: Name) -> Int32? {
    let found = resolve(name)
    guard found >= 0, bindings[Int(found)].flow.assignment == .bound,
      bindings[Int(found)].flow.kinds.contains(.program)
    else { return nil }
    return bindings[Int(found)].slot
  }

  private mutating func judgeWait(_ node: ValueNode, isActor: Bool) {
    let statement = tree.statements[Int(statementIndex)]
    let items = tree.items[statement.items.indices]
    if isActor, let second = items.filter({ $0.form == .value }).dropFirst().first,
      tree.values[Int(second.index)].form == .integer
    {
      report(.waitCount(text(node.name), at: second.span))
    }
    if !isActor, let result = items.first(where: { $0.form == .result }) {
      report(.waitResult(text(node.name), at: result.span))
    }
  }

  func unknownWait(_ node: ValueNode, _ name: String) -> Diagnostic {
    var candidates: [String] = []
    for index in 0..<lexemeOfName.count {
      let other = Name(index: Int32(index))
      if places.isActor(other, domain: domain, insideProc: false)
        || places.isCounter(other, domain: domain, insideProc: false)
      {
        candidates.append(text(other))
      }
    }
    var note: String?
    if places.isElsewhere(node.name) {
      note = "the file and each check have actors and counters of their own"
    } else if isBound(node.name) {
      let kinds = bindings[Int(current[Int(node.name.index)])].flow.kinds
      note = "\(name) is \(kinds.words)"
    }
    return .unknownWait(
      name,
      suggestion: Suggestion.nearest(to: name, among: candidates),
      note: note,
      at: node.span
    )
  }
}

extension OperandPlan {
  var isAddress: Bool { kinds.contains(.address) && !kinds.contains(.bytes) && kinds != .any }
}
