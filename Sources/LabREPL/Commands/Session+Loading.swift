package import LabDiagnostics
import LabKernel
import LabProgram
import LabReporters
import LabRuntime
import LabSyntax

/// `load`: runs a script, up to a line, and leaves everything alive.
extension Session {
  func load(_ arguments: String) {
    let words = arguments.split { $0 == " " || $0 == "\t" }.map(String.init)
    var line: Int?
    if words.count == 3, words[1] == "to" { line = Int(words[2]) }
    guard words.count == 1 || line != nil, let name = words.first.map(Self.unquoted) else {
      return stop(
        with: Diagnostic(
          "load",
          "load takes a file, and a line if it is to stop there",
          notes: [Diagnostic.Note("try", "load lesson4.sock to 40")]
        )
      )
    }
    let limit = settings.compile.limits.file
    switch Self.loaded(name, folder: settings.startFolder, limit: limit) {
    case .failure(let failure):
      if failure.limit != nil { return stop(with: .fileTooLarge(name, limit: limit)) }
      stop(with: Diagnostic("load", "'\(name)' cannot be read: \(failure.reason)"))
    case .success(let bytes): run(script: bytes, name: name, to: line)
    }
  }

  /// Runs a script in this session; its waits have the limits that they have in a run.
  func run(script bytes: [UInt8], name: String, to line: Int?) {
    guard var text = String(validating: bytes, as: UTF8.self) else {
      return stop(
        with: Diagnostic(
          "invalid-utf8",
          "'\(name)' is not valid UTF-8",
          notes: [Diagnostic.Note("try", "socklab check \(name)          shows where")]
        )
      )
    }
    let lineCount = text.utf8.count { $0 == 0x0a } + (text.hasSuffix("\n") ? 0 : 1)
    if let line, line > lineCount {
      say("'\(name)' has \(lineCount) lines: all of it is run")
    }
    if let line { text = ScriptPart(text, upTo: line, limits: settings.compile.limits).text }
    let entry = compile(name, text, number: nil)
    if !entry.diagnostics.isEmpty, !teller.isMuted {
      let renderer = DiagnosticRenderer(
        map: entry.map,
        style: screen.color ? .ansi : .plain,
        width: settings.terminal.width
      )
      screen.write(renderer.render(entry.diagnostics))
      screen.flush()
    }
    guard let start = entry.start else {
      status = .invalid
      return
    }
    introduce(compiler.program.header)
    let limit = machine.waitLimit
    machine.waitLimit = limit ?? compiler.program.header.timeout ?? 5_000_000_000
    let end = run(entry: start, isSingle: false)
    if isGivenAway { return }
    machine.waitLimit = limit
    exchanges.append(
      Exchange(
        number: number,
        text: text,
        statements: [],
        end: end,
        reports: teller.reports,
        findings: teller.findings,
        path: name.hasPrefix("/") ? name : "\(settings.startFolder)/\(name)"
      )
    )
    number += 1
    isSaved = false
    takeAdopted()
    let sockets = liveSockets()
    last = sockets.known.last?.name
    let names = sockets.known.map(\.name).joined(separator: " ")
    switch end {
    case .done:
      say(
        "\(name): done\(line.map { ", up to line \($0)" } ?? "").  alive: \(names.isEmpty ? "no socket" : names)"
      )
    case .failed:
      status = .failed
      say("\(name): it failed there.  alive: \(names.isEmpty ? "no socket" : names)")
    case .cancelled: say("^C  \(name): stopped.  alive: \(names.isEmpty ? "no socket" : names)")
    case .skipped(let reason): say("\(name): skipped, \(reason)")
    case .paused, .waits: break
    }
  }
}

extension Session {
  /// What a script says of itself.
  private func introduce(_ header: Header) {
    guard settings.isInteractive, !header.title.isEmpty else { return }
    say(
      [TerminalLine(header.title, .heading)]
        + header.goals.map { TerminalLine("  Goal: \($0)") }
    )
  }
}

/// A script up to a line: whole statements only, with the blocks closed that are open there.
package struct ScriptPart {
  package let text: String

  /// The part of a script.
  ///
  /// - Parameters:
  ///   - text: The script.
  ///   - line: The last line, from 1; a statement that begins there is whole.
  ///   - limits: Of reading it.
  package init(_ text: String, upTo line: Int, limits: Limits) {
    let bytes = Array(text.utf8)
    var map = SourceMap()
    map.add(path: "", bytes: bytes)
    var tree = SyntaxTree()
    var diagnostics: [Diagnostic] = []
    _ = Parser.parse(file: 0, of: map, into: &tree, limits: limits, diagnostics: &diagnostics)
    // A heading's block may be cut; what loops, waits or owns something is whole or not there.
    var end: Int32 = 0
    var open = 0
    var index = 0
    let top = tree.blocks.last.map { $0.statements.indices } ?? 0..<0
    var rest = Array(top)
    while index < rest.count {
      let node = tree.statements[rest[index]]
      index += 1
      guard map.location(of: node.span.start).line <= line else { break }
      let isStep = node.form == .verb && tree.names.text(of: node.verb) == "step"
      if isStep, node.block >= 0,
        map.location(of: tree.blocks[Int(node.block)].span.end).line > line
      {
        end = tree.blocks[Int(node.block)].span.start + 1
        open += 1
        rest = Array(tree.blocks[Int(node.block)].statements.indices)
        index = 0
        continue
      }
      end = node.span.end
      for block in [node.block, node.otherwise] where block >= 0 {
        end = max(end, tree.blocks[Int(block)].span.end)
      }
    }
    let kept = String(decoding: bytes[..<Int(end)], as: UTF8.self)
    self.text = kept + String(repeating: "\n}", count: open) + "\n"
  }
}
