package import LabDiagnostics

/// What can be wrong with a file as a whole; one of these is the only message about it.
extension Diagnostic {
  static func binaryFile(_ path: String, offset: Int) -> Diagnostic {
    Diagnostic(
      "binary-file",
      "'\(path)' is no text: byte \(offset) is NUL",
      notes: [Note("try", "a script is plain UTF-8 text; write NUL in a string as \\0")]
    )
  }

  static func byteOrderMark(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "byte-order-mark",
      "the file begins with a byte order mark (BOM)",
      at: Label(span, "three bytes, EF BB BF, that an editor put here"),
      notes: [Note("try", "save as 'UTF-8' instead of 'UTF-8 with BOM'")]
    )
  }

  /// - Parameters:
  ///   - path: Of the file.
  ///   - size: Its bytes, where they are known: reading stops at the limit.
  ///   - limit: What it may have.
  ///   - primary: Who includes it.
  /// - Returns: An error `limit-file`.
  package static func fileTooLarge(
    _ path: String,
    size: Int? = nil,
    limit: Int,
    at primary: Diagnostic.Label? = nil
  ) -> Diagnostic {
    .limitReached(
      .file,
      size.map { "'\(path)' has \($0) bytes; a script may have \(limit)" }
        ?? "'\(path)' has more than \(limit) bytes",
      at: primary,
      enough: "\(size ?? max(1, limit) * 2)",
      notes: [Note("try", "several files, joined by include")]
    )
  }

  static func invalidUTF8(_ byte: UInt8, offset: Int, at span: SourceSpan) -> Diagnostic {
    let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16)
    return Diagnostic(
      "invalid-utf8",
      "byte \(offset) of the file is no UTF-8",
      at: Label(span, "0x\(digits)"),
      notes: [Note("try", "save as UTF-8; write any other byte in a string as \\x\(digits)")]
    )
  }

  static func lineTooLong(length: Int, limit: Int, at span: SourceSpan) -> Diagnostic {
    .limitReached(
      .line,
      "a line has \(length) bytes; a line may have \(limit)",
      at: Label(span),
      enough: "\(length)"
    )
  }

  static func loneCarriageReturn(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "line-end",
      "a line ends with CR alone",
      at: Label(span),
      notes: [Note("try", "save with line ends LF (or CR LF); in a string write \\r")]
    )
  }

  static func utf16(_ path: String) -> Diagnostic {
    Diagnostic(
      "utf-16",
      "'\(path)' is UTF-16 text",
      notes: [Note("try", "save as UTF-8, without BOM")]
    )
  }
}

/// What the lexer says, by name.
extension Diagnostic {
  static func ampersand(at span: SourceSpan) -> Diagnostic {
    Diagnostic("ampersand", "there is no '&'", at: Label(span, "flags are joined with '|'"))
  }

  static func badHexadecimal(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "number",
      "'\(text)' is no number",
      at: Label(span, "behind 0x stand the digits 0-9 a-f")
    )
  }

  static func badHole(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "hole",
      "a hole in a text holds a name and its fields, nothing else",
      at: Label(span, "as ${name} or ${name.field}"),
      notes: [Note("try", "for the two characters as they stand: \\${")]
    )
  }

  static func badIPv6(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("address", "'\(text)' is no IPv6 address", at: Label(span))
  }

  static func bareIPv6(_ suggestion: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "ipv6-brackets",
      "an IPv6 address stands in brackets",
      at: Label(span, "try: \(suggestion)")
    )
  }

  static func controlCharacter(_ byte: UInt8, at span: SourceSpan) -> Diagnostic {
    let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16)
    return Diagnostic(
      "control-character",
      "a control character (0x\(digits)) stands here",
      at: Label(span, "in a string it is written \\x\(digits)")
    )
  }

  static func dollarName(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "dollar",
      "a name is written without '$'",
      at: Label(span, name.isEmpty ? "" : "try: \(name)"),
      notes: [Note("in a text", "\"… ${name} …\"")]
    )
  }

  static func dollarPort(_ meant: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("dollar", "a value in an address stands in ${…}", at: Label(span, "try: \(meant)"))
  }

  static func doubleBar(at span: SourceSpan) -> Diagnostic {
    Diagnostic("double-bar", "there is no '||'", at: Label(span, "between conditions: or"))
  }

  static func equalsTilde(at span: SourceSpan) -> Diagnostic {
    Diagnostic("equals-tilde", "there is no '=~'", at: Label(span, "try: ~"))
  }

  static func exclamationMark(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "exclamation-mark",
      "there is no '!'",
      at: Label(span, "before a condition: not")
    )
  }

  static func foreignBlank(_ scalar: Unicode.Scalar, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "foreign-blank",
      "this blank is no plain one, but \(codePoint(scalar))",
      at: Label(span, "type it again with the space bar")
    )
  }

  static func foreignDash(_ scalar: Unicode.Scalar, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "foreign-dash",
      "this is no minus sign, but a dash (\(codePoint(scalar)))",
      at: Label(span, "try: -")
    )
  }

  static func fraction(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "fraction",
      "'\(text)' has a point; numbers are whole",
      at: Label(span, "only times may have one: 1.5s")
    )
  }

  static func holeInPath(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "hole",
      "a path with a hole stands in quotes",
      at: Label(span),
      notes: [Note("try", "unix:\"${name}/rest\"")]
    )
  }

  static func invisibleCharacter(_ scalar: Unicode.Scalar, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "invisible-character",
      "an invisible character, \(codePoint(scalar)), stands here",
      at: Label(span, "delete it")
    )
  }

  static func leadingUnderscore(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "name",
      "'\(text)' is no name",
      at: Label(span, "a name begins with a lower-case letter; '_' stands alone")
    )
  }

  static func loneStar(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "lone-star",
      "'*' needs a port",
      at: Label(span, "every address of this network: *:8080")
    )
  }

  static func looseField(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "loose-field",
      "'\(text)' stands behind no value",
      at: Label(span, "a field touches its value: name\(text)")
    )
  }

  static func looseHole(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "dollar",
      "a hole stands in a text or an address only",
      at: Label(span, "try: \(name)")
    )
  }

  static func malformedQuad(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "address",
      "'\(text)' is no address",
      at: Label(span, "an IPv4 address has four numbers, as 127.0.0.1")
    )
  }

  static func missingHost(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "missing-host",
      "'\(text)' is only a port",
      at: Label(span, "try: 127.0.0.1\(text), or for every address *\(text)")
    )
  }

  static func missingPort(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "missing-port",
      "behind ':' stands a port",
      at: Label(span, "as \(text):8080")
    )
  }

  static func mixedCase(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "name",
      "'\(text)' is neither a name nor a constant",
      at: Label(span, "names begin in lower case, constants are all UPPER_CASE")
    )
  }

  static func numberTooLarge(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "number",
      "this number needs more than 64 bits",
      at: Label(span),
      notes: [Note("the largest", "\(Int64.max); as a time, 292 years")]
    )
  }

  static func octetRange(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "octet-range",
      "'\(text)' is no part of an IPv4 address",
      at: Label(span, "each of the four numbers is 0 to 255")
    )
  }

  static func octetZero(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "octet-range",
      "'\(text)' begins with a zero",
      at: Label(span, "some programs read it as octal; write it without")
    )
  }

  static func prefixLength(_ host: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "prefix-length",
      "an address is written without its prefix length",
      at: Label(span, "try: \(host)")
    )
  }

  static func regexOption(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "regex-option",
      "'\(text)' is no option of a regular expression",
      at: Label(span, "there are i, m, s and x")
    )
  }

  static func slashComment(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "slash-comment",
      "'//' begins no comment",
      at: Label(span, "a comment begins with #")
    )
  }

  static func unexpectedCharacter(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-character",
      "'\(text)' means nothing here",
      at: Label(span),
      notes: [Note("try", "text stands in quotes: \"\(text)\"")]
    )
  }

  static func unknownEscape(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unknown-escape",
      "'\(text)' is no escape",
      at: Label(span, text == "\\x" ? "\\x has two digits, as \\x0a" : ""),
      notes: [
        Note("escapes", "\\a \\b \\f \\n \\r \\t \\v \\0 \\\\ \\\" \\$ \\x41"),
        Note("try", "for the backslash itself: \\\\"),
      ]
    )
  }

  static func unknownUnit(
    _ unit: String,
    number: String,
    at span: SourceSpan
  ) -> Diagnostic {
    let meant = NumberUnit.meant(by: unit)
    return Diagnostic(
      "unknown-unit",
      "'\(unit)' is no unit",
      at: Label(span, meant.map { "did you mean \(number)\($0.rawValue)?" } ?? ""),
      notes: [Note("units", "ns us ms s min h, and KiB MiB GiB")]
    )
  }

  static func unterminatedRegex(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unterminated-regex",
      "a regular expression has no end",
      at: Label(span, "it ends with / in the same line")
    )
  }

  static func unterminatedString(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unterminated-string",
      "a text has no closing quote",
      at: Label(span, "it ends with \" in the same line"),
      notes: [Note("try", "for a line end in the text: \\n")]
    )
  }

  static func wrongQuotes(
    _ text: String,
    quote: Unicode.Scalar,
    at span: SourceSpan
  ) -> Diagnostic {
    let suggestion = text.utf8.count <= 40 ? "try: \"\(text)\"" : "write \" before and behind it"
    return Diagnostic(
      "wrong-quotes",
      "text stands in plain double quotes, not in \(quote)",
      at: Label(span, suggestion)
    )
  }

  private static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
