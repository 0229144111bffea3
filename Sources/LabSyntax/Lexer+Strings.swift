import LabDiagnostics

/// STRING with its escapes and holes, and REGEX.
extension Lexer {
  mutating func string(into tree: inout SyntaxTree, _ report: inout SyntaxReport) -> Token {
    let start = cursor
    let (index, end) = quoted(from: start, into: &tree, &report)
    var token = plain(.string, end - start)
    token.payload = .string(index)
    return token
  }

  /// Decodes the string whose `"` is at `start`: its node and the offset behind it.
  mutating func quoted(
    from start: Int,
    into tree: inout SyntaxTree,
    _ report: inout SyntaxReport
  ) -> (index: Int32, end: Int) {
    let firstPart = tree.parts.count
    var piece = Int32(tree.bytes.count)
    var offset = start + 1
    scan: while true {
      let run = offset
      while byte(at: offset).isPlainText { offset += 1 }
      if offset > run {
        tree.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[run..<offset]))
      }
      switch byte(at: offset) {
      case UInt8(ascii: "\""):
        offset += 1
        break scan
      case UInt8(ascii: "\\"):
        offset = escape(at: offset, into: &tree, &report)
      case UInt8(ascii: "$"):
        guard byte(at: offset + 1) == UInt8(ascii: "{") else {
          tree.bytes.append(UInt8(ascii: "$"))
          offset += 1
          continue
        }
        guard let (hole, end) = hole(at: offset, into: &tree, &report) else {
          offset += 2
          continue
        }
        closePiece(from: piece, in: &tree)
        tree.parts.append(StringPart(hole: hole))
        piece = Int32(tree.bytes.count)
        offset = end
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0:
        report.report(.unterminatedString(at: span(start, offset)))
        break scan
      default:
        report.report(.controlCharacter(byte(at: offset), at: span(offset, offset + 1)))
        offset += 1
      }
    }
    closePiece(from: piece, in: &tree)
    return (appendString(parts: firstPart, to: &tree), offset)
  }

  private func closePiece(from start: Int32, in tree: inout SyntaxTree) {
    let count = Int32(tree.bytes.count) - start
    if count > 0 { tree.parts.append(StringPart(start: start, count: count)) }
  }

  /// Closes the string whose parts began at `firstPart`.
  func appendString(parts firstPart: Int, to tree: inout SyntaxTree) -> Int32 {
    let count = tree.parts.count - firstPart
    tree.strings.append(
      StringNode(parts: NodeRange(start: Int32(firstPart), count: Int32(count)))
    )
    return Int32(tree.strings.count - 1)
  }

  /// A string of the bytes as they stand.
  func verbatim(_ start: Int, _ end: Int, into tree: inout SyntaxTree) -> Int32 {
    let firstPart = tree.parts.count
    let piece = Int32(tree.bytes.count)
    if end > start {
      tree.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<end]))
    }
    closePiece(from: piece, in: &tree)
    return appendString(parts: firstPart, to: &tree)
  }

  /// Decodes the escape whose `\` is at `offset`; returns the offset behind it.
  private mutating func escape(
    at offset: Int,
    into tree: inout SyntaxTree,
    _ report: inout SyntaxReport
  ) -> Int {
    let letter = byte(at: offset + 1)
    let plain: UInt8? =
      switch letter {
      case UInt8(ascii: "a"): 7
      case UInt8(ascii: "b"): 8
      case UInt8(ascii: "f"): 12
      case UInt8(ascii: "n"): 10
      case UInt8(ascii: "r"): 13
      case UInt8(ascii: "t"): 9
      case UInt8(ascii: "v"): 11
      case UInt8(ascii: "0"): 0
      case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "$"): letter
      default: nil
      }
    if let plain {
      tree.bytes.append(plain)
      return offset + 2
    }
    let high = byte(at: offset + 2)
    if letter == UInt8(ascii: "x") {
      let low = byte(at: offset + 3)
      if high.isHexDigit, low.isHexDigit {
        tree.bytes.append(high.hexValue << 4 | low.hexValue)
        return offset + 4
      }
    }
    // At the line's end the string is unterminated too: that is said by the caller alone.
    if letter < 0x20 { return offset + 1 }
    var end = offset + 2
    while byte(at: end) & 0xc0 == 0x80 { end += 1 }
    report.report(.unknownEscape(text(offset, end), at: span(offset, end)))
    return end
  }

  /// `${NAME.FIELD…}` at `start`: the index of its value and the offset behind it.
  mutating func hole(
    at start: Int,
    into tree: inout SyntaxTree,
    _ report: inout SyntaxReport
  ) -> (value: Int32, end: Int)? {
    var offset = start + 2
    guard byte(at: offset).isLower else {
      report.report(.badHole(at: span(start, holeEnd(from: start))))
      return nil
    }
    var end = wordEnd(from: offset)
    tree.values.append(
      ValueNode(.name, name: intern(offset, end, into: &tree), span: span(offset, end))
    )
    while byte(at: end) == UInt8(ascii: "."), byte(at: end + 1).isLetter {
      let first = offset
      offset = end + 1
      end = wordEnd(from: offset)
      let base = Int32(tree.values.count - 1)
      let name = intern(offset, end, into: &tree)
      let whole = SourceSpan(
        start: tree.values[Int(base)].span.start,
        end: span(first, end).end
      )
      tree.values.append(ValueNode(.field, a: base, name: name, span: whole))
    }
    guard byte(at: end) == UInt8(ascii: "}") else {
      report.report(.badHole(at: span(start, holeEnd(from: end))))
      return nil
    }
    return (Int32(tree.values.count - 1), end + 1)
  }

  /// Where a broken hole is over: behind its `}`, or before what no hole can have.
  private func holeEnd(from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\""),
      end - start < 80
    {
      end += 1
      if bytes[end - 1] == UInt8(ascii: "}") { break }
    }
    return end
  }

  /// A regular expression; `//` is what other languages begin a comment with.
  mutating func slash(into tree: inout SyntaxTree, _ report: inout SyntaxReport) -> Token? {
    let start = cursor
    if byte(at: start + 1) == UInt8(ascii: "/") {
      let end = lineEnd(from: start)
      report.report(.slashComment(at: span(start, end)))
      // As if it were the comment that it was meant to be.
      cursor = end
      return nil
    }
    var end = start + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "/"), bytes[end] != UInt8(ascii: "\n") {
      end += bytes[end] == UInt8(ascii: "\\") && byte(at: end + 1) != UInt8(ascii: "\n") ? 2 : 1
    }
    end = min(end, bytes.count)
    guard byte(at: end) == UInt8(ascii: "/") else {
      let stop = lineEnd(from: start)
      report.report(.unterminatedRegex(at: span(start, stop)))
      return repairedRegex(to: stop)
    }
    let first = Int32(tree.bytes.count)
    tree.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start + 1..<end]))
    let count = Int32(end - start - 1)
    var options: RegexOption = []
    let letters = end + 1
    end = wordEnd(from: letters)
    for offset in letters..<end {
      switch bytes[offset] {
      case UInt8(ascii: "i"): options.insert(.caseless)
      case UInt8(ascii: "m"): options.insert(.multiline)
      case UInt8(ascii: "s"): options.insert(.dotMatchesAll)
      case UInt8(ascii: "x"): options.insert(.extended)
      default:
        report.report(
          .regexOption(text(offset, offset + 1), at: span(offset, offset + 1))
        )
      }
    }
    var token = plain(.regex, end - start)
    token.payload = .regex(start: first, count: count, options: options)
    return token
  }

  private func repairedRegex(to end: Int) -> Token {
    var token = repaired(.regex, to: end)
    token.payload = .regex(start: 0, count: 0, options: [])
    return token
  }
}

extension UInt8 {
  /// Whether it stands in a string for itself and has no meaning.
  @inline(__always) fileprivate var isPlainText: Bool {
    self >= 0x20 && self != 0x22 && self != 0x5c && self != 0x24 && self != 0x7f || self == 9
  }
}
