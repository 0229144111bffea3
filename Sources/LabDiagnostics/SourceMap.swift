/// All files of one run, in one line of positions.
package struct SourceMap: Sendable {
  package private(set) var files: [SourceFile] = []

  package init() {}

  /// Adds a file behind the others and returns its index in `files`.
  @discardableResult
  package mutating func add(path: String, bytes: [UInt8], entry: Int? = nil) -> Int {
    // One position between two files keeps "end of the first" and "start of the next" apart.
    let base = files.last.map { $0.positions.upperBound + 1 } ?? 0
    files.append(SourceFile(path: path, bytes: bytes, base: base, entry: entry))
    return files.count - 1
  }

  /// Takes out the files that were added last.
  package mutating func rollBack(toCount count: Int) { files.removeLast(files.count - count) }

  /// The file that holds a position.
  package func file(at position: Int32) -> SourceFile {
    var low = 0
    var high = files.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if files[middle].base <= position { low = middle } else { high = middle }
    }
    return files[low]
  }

  /// Where a position is, for people.
  package func location(of position: Int32) -> SourceLocation {
    let file = file(at: position)
    let offset = position - file.base
    let line = file.lineIndex(of: offset)
    let start = Int(file.lineStarts[line])
    let column = file.bytes[start..<max(start, Int(offset))].count { $0 & 0xc0 != 0x80 } + 1
    return SourceLocation(path: file.path, line: file.entry ?? line + 1, column: column)
  }

  /// The bytes of a span, decoded; what is no UTF-8 becomes U+FFFD.
  package func text(of span: SourceSpan) -> String {
    let file = file(at: span.start)
    let start = Int(span.start - file.base)
    let end = min(Int(span.end - file.base), file.bytes.count)
    return String(decoding: file.bytes[start..<max(start, end)], as: UTF8.self)
  }
}

/// A line and column as an editor counts them: from 1, columns in characters (Unicode scalars).
package struct SourceLocation: Equatable, Sendable {
  package let path: String
  package let line: Int
  package let column: Int
}
