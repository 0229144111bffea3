@preconcurrency import CReadline

/// GNU readline through its callback interface: it is given a character when there is one, so
/// that actors, limits and arriving data go on while the user types.
///
/// There is one terminal and readline keeps its state in globals; so there is one editor, which
/// its C callbacks find in `current`.
final class LineEditor {
  /// What came of reading.
  enum Line {
    case text(String)
    /// Bytes that are no UTF-8.
    case invalid
    /// Ctrl-D on an empty line, or the terminal is gone.
    case end
  }

  nonisolated(unsafe) fileprivate static var current: LineEditor?

  private(set) var isShown = false
  private var prompt = ""
  fileprivate var finished: Line?
  fileprivate var candidates: [String] = []
  /// The candidates for a line up to the cursor.
  var complete: (_ line: String) -> [String] = { _ in [] }
  /// The paths that begin as a word does.
  var paths: (_ word: String) -> [String] = { _ in [] }
  /// One line about the statement in the line, for a second Tab.
  var synopsis: (_ line: String) -> String? = { _ in nil }
  /// The line and the cursor of the last completion.
  private var lastCompletion: (line: String, point: Int32)?

  init() {
    rl_readline_name = UnsafePointer(strdup("socklab"))
    rl_catch_signals = 0
    rl_catch_sigwinch = 0
    rl_change_environment = 0
    rl_completer_word_break_characters = UnsafePointer(strdup(" \t\n{}()[],;|"))
    rl_completer_quote_characters = UnsafePointer(strdup("\""))
    rl_attempted_completion_function = { text, start, end in
      LineEditor.current?.attemptCompletion(text, start, end)
    }
    rl_initialize()
    using_history()
    Self.current = self
  }

  /// Draws the prompt and takes the terminal.
  func show(_ prompt: String) {
    self.prompt = prompt
    finished = nil
    lastCompletion = nil
    // Readline forgets Ctrl-D only where it reads whole lines itself.
    rl_eof_found = 0
    isShown = true
    rl_callback_handler_install(prompt) { line in LineEditor.take(line) }
  }

  /// Gives the terminal back as it was.
  func hide() {
    guard isShown else { return }
    isShown = false
    rl_callback_handler_remove()
  }

  /// Takes what was typed; the line when it is complete, and the terminal is given back then.
  func read() -> Line? {
    rl_callback_read_char()
    defer { finished = nil }
    return finished
  }

  /// Takes what was typed before the prompt was there; what stands behind a whole line stays.
  func feed(_ bytes: inout [UInt8]) -> Line? {
    while isShown, !bytes.isEmpty {
      // A stop of the terminal's own, Ctrl-D, counts as it does when it is typed.
      rl_stuff_char(Int32(bytes.removeFirst()))
      rl_callback_read_char()
    }
    defer { finished = nil }
    return finished
  }

  private static func take(_ line: UnsafeMutablePointer<CChar>?) {
    guard let editor = current else { return }
    editor.hide()
    if let line {
      // What is no UTF-8 would be changed by becoming a String.
      editor.finished = String(validatingCString: line).map { .text($0) } ?? .invalid
      free(line)
    } else {
      editor.finished = .end
    }
  }

  /// Writes whole lines above the line that is being typed.
  func write(_ text: String) {
    guard isShown else { return put(text) }
    rl_clear_visible_line()
    put(text)
    rl_on_new_line()
    rl_redisplay()
  }

  /// Through readline's own stream: what it has to say itself may still be in its buffer.
  private func put(_ text: String) {
    fputs(text, rl_outstream)
    fflush(rl_outstream)
  }

  /// Ctrl-C while a line is typed: the line is left, and nothing else.
  func interrupt() {
    guard isShown else { return }
    rl_callback_sigcleanup()
    rl_point = rl_end
    rl_redisplay()
    put("^C\n")
    rl_replace_line("", 1)
    hide()
  }

  /// The window has another size.
  func resize() {
    if isShown { rl_resize_terminal() }
  }

  /// Gives the terminal back for a while, as for Ctrl-Z, and takes it again.
  func suspend(_ body: () -> Void) {
    guard isShown else { return body() }
    rl_deprep_terminal()
    body()
    rl_prep_terminal(1)
    rl_forced_update_display()
  }

  // MARK: - History

  /// Adds an entry, several lines and all; one that repeats the last is left out.
  func remember(_ entry: String) {
    if let last = history_get(history_base + history_length - 1), let line = last.pointee.line,
      String(cString: line) == entry
    {
      return
    }
    add_history(entry)
  }

  // MARK: - Completion

  private func attemptCompletion(
    _ text: UnsafePointer<CChar>?,
    _ start: Int32,
    _ end: Int32
  ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    guard let text, let buffer = rl_line_buffer else { return nil }
    let whole = String(cString: buffer)
    let line = String(decoding: whole.utf8.prefix(Int(end)), as: UTF8.self)
    let word = String(cString: text)
    rl_attempted_completion_over = 1
    // Inside a text only a path can be meant.
    let isText = line.utf8.count { $0 == UInt8(ascii: "\"") } % 2 == 1
    candidates = (isText ? paths(word) : complete(line)).filter { $0.hasPrefix(word) }
    if let last = lastCompletion, last == (whole, end), !isText, let text = synopsis(line) {
      write(text + "\n")
    }
    lastCompletion = (whole, end)
    // Behind a folder its contents are next, and behind the dot of a socket its facts.
    let goesOn = candidates.allSatisfy { $0.hasSuffix("/") }
    rl_completion_append_character = goesOn && !candidates.isEmpty ? 0 : 0x20
    return rl_completion_matches(text) { _, state in
      LineEditor.current?.nextCandidate(isFirst: state == 0)
    }
  }

  private var position = 0

  private func nextCandidate(isFirst: Bool) -> UnsafeMutablePointer<CChar>? {
    if isFirst { position = 0 }
    guard position < candidates.count else { return nil }
    position += 1
    return strdup(candidates[position - 1])
  }
}
