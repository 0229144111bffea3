import LabDiagnostics

/// A diagnostic as lines: headline, place, the marked source line, notes.
struct DiagnosticLines {
  let options: TerminalOptions

  func lines(_ diagnostic: Diagnostic, _ sources: SourceMap) -> [TerminalLine] {
    var headline = TerminalLine(
      "\(diagnostic.severity.rawValue)[\(diagnostic.id)]",
      diagnostic.severity == .error ? .bad : .warning
    )
    headline.append(": \(diagnostic.message)", .heading)
    var lines = [headline]
    if let primary = diagnostic.primary, !sources.files.isEmpty {
      lines += snippet(primary, sources)
    }
    for label in diagnostic.secondary where !sources.files.isEmpty {
      lines += snippet(label, sources)
    }
    return lines + notes(diagnostic.notes)
  }

  private func snippet(_ label: Diagnostic.Label, _ sources: SourceMap) -> [TerminalLine] {
    let location = sources.location(of: label.span.start)
    let file = sources.file(at: label.span.start)
    let offsets = file.offsets(ofLine: location.line - 1)
    let start = min(max(Int(label.span.start - file.base), offsets.lowerBound), offsets.upperBound)
    let end = min(max(Int(label.span.end - file.base), start), offsets.upperBound)
    let number = String(location.line)
    let gutter = String(repeating: " ", count: number.utf8.count)
    let before = shown(file.bytes[offsets.lowerBound..<start])
    let marked = shown(file.bytes[start..<end])
    var place = TerminalLine("\(gutter)--> ", .caption)
    place.append("\(location.path):\(location.line):\(location.column)")
    var source = TerminalLine("\(number) | ", .caption)
    source.append(before + marked + shown(file.bytes[end..<offsets.upperBound]))
    var carets = TerminalLine("\(gutter) | ", .caption)
    carets.append(String(repeating: " ", count: DisplayWidth.of(before)))
    carets.append(String(repeating: "^", count: max(1, DisplayWidth.of(marked))), .bad)
    if !label.text.isEmpty { carets.append(" \(label.text)", .bad) }
    return [place, TerminalLine("\(gutter) |", .caption), source, carets]
  }

  private func shown(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    let spaced = text.split(separator: "\t", omittingEmptySubsequences: false)
    return DisplayText.escaped(spaced.joined(separator: "    "), ascii: options.ascii)
  }

  private func notes(_ notes: [Diagnostic.Note]) -> [TerminalLine] {
    let width = notes.map { DisplayWidth.of($0.title) }.max() ?? 0
    return notes.flatMap { note in
      let caption = "   = " + (note.title.isEmpty ? "" : note.title + ":")
      let column = 5 + (note.title.isEmpty ? 0 : width + 2)
      let texts = note.text.split(separator: "\n", omittingEmptySubsequences: false)
        .flatMap { TextWrapping.lines(String($0), width: options.textWidth - column) }
      return texts.enumerated().map { index, text in
        var line = TerminalLine()
        if index == 0 { line.append(caption, .caption) }
        line.pad(to: column)
        line.append(text)
        return line
      }
    }
  }
}
