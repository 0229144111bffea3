import LabDiagnostics

/// Names: unknown, reserved, copied, closed.
extension Diagnostic {
  static func ambiguousWait(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "ambiguous-name",
      "'\(name)' is an actor and a counter; 'wait' cannot know which is meant",
      at: Label(span, "call one of them something else")
    )
  }

  static func closed(
    _ name: String,
    line: Int,
    statement: String?,
    answer: String,
    at span: SourceSpan
  ) -> Diagnostic {
    let label =
      statement.map { "to show the kernel's answer (\(answer)): \($0) expect \(answer)" }
      ?? "there is no socket behind this name any more"
    return Diagnostic("closed", "'\(name)' was closed in line \(line)", at: Label(span, label))
  }

  static func kindChanges(
    _ name: String,
    from old: KindSet,
    to new: KindSet,
    line: Int,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "kind-changes",
      "'\(name)' is \(old.words) (line \(line)) and cannot become \(new.words) here",
      at: Label(span, "inside 'if' and loops a name keeps its kind")
    )
  }

  static func nameTwice(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("name-twice", "'\(name)' is named twice", at: Label(span))
  }

  static func perhapsUnbound(_ name: String, line: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "may-be-unbound",
      "'\(name)' may be unbound here: line \(line) binds it on some ways only",
      at: Label(span, "bind it before the 'if' or loop, or in both branches")
    )
  }

  static func rebindsCopy(
    _ name: String,
    line: Int,
    scope: Routine.Form,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "rebinds-copy",
      "'\(name)' is bound outside (line \(line)); \(scope.words) only has a copy of it",
      at: Label(span, "take another name")
    )
  }

  static func reservedWord(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "reserved-word",
      "'\(name)' is a word of the language and cannot name anything",
      at: Label(span, "take another name, as my_\(name)")
    )
  }

  static func textNeedsQuotes(_ text: String, lineEnd: Bool, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "text-needs-quotes",
      "\(text) is not a name; text stands in quotes",
      at: Label(span, "try: \"\(text)\(lineEnd ? "\\n" : "")\"")
    )
  }

  static func unknownConstant(
    _ name: String,
    what: String,
    suggestions: [String],
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "unknown-constant",
      "there is no \(what) \(name)" + did(suggestions),
      at: Label(span)
    )
  }

  static func unknownName(
    _ name: String,
    what: String,
    suggestion: String?,
    line: Int?,
    note: String? = nil,
    at span: SourceSpan
  ) -> Diagnostic {
    var question = ""
    if let suggestion {
      question = "; did you mean '\(suggestion)'" + (line.map { " (line \($0))" } ?? "") + "?"
    }
    return Diagnostic(
      "unknown-name",
      "there is no \(what) '\(name)'" + question,
      at: Label(span),
      notes: note.map { [Note("note", $0)] } ?? []
    )
  }

  static func unknownWait(_ name: String, suggestion: String?, note: String?, at span: SourceSpan)
    -> Diagnostic
  {
    Diagnostic(
      "unknown-name",
      "no actor and no counter is called '\(name)'"
        + (suggestion.map { "; did you mean '\($0)'?" } ?? ""),
      at: Label(span),
      notes: note.map { [Note("note", $0)] } ?? []
    )
  }

  static func unknownWord(
    _ word: String,
    operand: String,
    suggestion: String?,
    words: [String],
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      "unknown-word",
      "'\(word)' is no \(operand)" + did(suggestion.map { [$0] } ?? []),
      at: Label(span, words.isEmpty ? "" : "one of: \(words.joined(separator: " "))")
    )
  }

  /// The question behind a headline: "; did you mean 'a', 'b' or 'c'?".
  static func did(_ suggestions: [String]) -> String {
    guard let last = suggestions.last else { return "" }
    let quoted = suggestions.dropLast().map { "'\($0)'" }.joined(separator: ", ")
    return "; did you mean \(quoted.isEmpty ? "" : quoted + " or ")'\(last)'?"
  }
}

extension KindSet {
  /// For messages: "an address or a socket".
  var words: String {
    if self == .any || isEmpty { return "anything" }
    let names = kinds.map(\.description)
    guard names.count > 1, let last = names.last else { return names.first ?? "anything" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }
}

extension Routine.Form {
  /// For messages.
  var words: String {
    switch self {
    case .file: "a file"
    case .check: "a check"
    case .actor: "an actor"
    case .cleanup: "a cleanup"
    case .proc: "a proc"
    }
  }
}
