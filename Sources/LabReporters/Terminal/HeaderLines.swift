import LabEvents

/// The head of a run, headings of sections, notes and blocks.
struct HeaderLines {
  let options: TerminalOptions
  let marks: Marks
  let cleaning: EventCleaning

  func head(_ start: RunStart) -> [TerminalLine] {
    var first = TerminalLine(cleaning.written(start.path), .heading)
    if !start.title.isEmpty {
      first.append("  ")
      first.append(cleaning.written(start.title), .heading)
    }
    let place = [start.network, start.privileges].filter { !$0.isEmpty }.map(cleaning.told)
    var lines = aligned(first, right: place.joined(separator: ", "))
    for goal in start.goals {
      lines += captioned("Goal: ", cleaning.written(goal))
    }
    if let pid = start.enterPID {
      let process = options.stable ? "<pid>" : String(pid)
      lines += captioned("Other window: ", "socklab enter \(process)")
    }
    return lines
  }

  /// ` 2  The address finds the host`, `check echo  sends a line back`, `setup`.
  ///
  /// - Parameters:
  ///   - section: The cleaned section.
  ///   - path: Where it stands is told at the right, unless empty.
  /// - Returns: Its heading; more than one line when the title is long.
  func heading(_ section: Section, path: String) -> [TerminalLine] {
    var line = TerminalLine()
    switch section.form {
    case .step:
      let number = String(section.number)
      line.append((number.utf8.count < 2 ? " " : "") + number + "  ", .heading)
    case .check:
      line.append("check \(Self.name(of: section))  ", .heading)
    case .setup:
      line.append(section.title.isEmpty ? "setup" : "setup  ", .heading)
    }
    let place = path.isEmpty ? "" : "\(path):\(section.line)"
    guard line.width + DisplayWidth.of(section.title) > options.textWidth else {
      line.append(section.title, .heading)
      return aligned(line, right: place)
    }
    let indent = line.width
    let wrapped = TextWrapping.lines(section.title, width: options.textWidth - indent)
    var lines: [TerminalLine] = []
    for (index, text) in wrapped.enumerated() {
      var part = index == 0 ? line : TerminalLine()
      part.pad(to: indent)
      part.append(text, .heading)
      lines.append(part)
    }
    return lines
  }

  /// The name of a check or, without one, its number.
  static func name(of section: Section) -> String {
    section.identifier.isEmpty ? String(section.number) : section.identifier
  }

  /// A note behind a bar, wrapped; its own line ends stay.
  func note(_ text: String, behind start: TerminalLine) -> [TerminalLine] {
    let room = options.textWidth - start.width - 2
    let texts = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .flatMap { TextWrapping.lines(cleaning.written(String($0)), width: room) }
    return texts.enumerated().map { index, text in
      var line = index == 0 ? start : TerminalLine()
      line.pad(to: start.width)
      line.append("\(marks.bar) ", .caption)
      line.append(text)
      return line
    }
  }

  /// A caption with text that hangs behind it.
  private func captioned(_ caption: String, _ text: String) -> [TerminalLine] {
    let wrapped = TextWrapping.lines(text, width: options.textWidth - caption.utf8.count)
    return wrapped.enumerated().map { index, part in
      var line = TerminalLine()
      if index == 0 { line.append(caption, .caption) }
      line.pad(to: caption.utf8.count)
      line.append(part)
      return line
    }
  }

  /// A line with something at its right end; that goes below when there is no room.
  private func aligned(_ line: TerminalLine, right: String) -> [TerminalLine] {
    guard !right.isEmpty else { return [line] }
    var line = line
    let width = DisplayWidth.of(right)
    guard line.width + 2 + width <= options.textWidth else {
      return [line, TerminalLine(right, .dim)]
    }
    line.pad(to: options.textWidth - width)
    line.append(right, .dim)
    return [line]
  }
}
