package import LabKernel

/// What makes a box says on a descriptor of its own what became of it, as bwrap does.
package struct BoxWords: Equatable, Sendable {
  /// The option in front of the descriptor's number, behind the program's name.
  package let option: String
  /// What stands in its report when the program in the box was executed, and has ended.
  package let executed: String
  /// How its error output begins when there was a box and the program could not be executed.
  package let refused: String

  package init(option: String, executed: String, refused: String) {
    self.option = option
    self.executed = executed
    self.refused = refused
  }
}

/// The pipe of such a report: no program in the box has it.
package final class BoxReport {
  /// What became of a box that is over.
  package enum Outcome: Equatable, Sendable {
    case executed
    /// There was a box, and its program could not be executed: in these words.
    case refused(String)
    /// There was none.
    case notMade(String)
  }

  private let words: BoxWords
  private let pipe: ProbePipe

  package init(_ words: BoxWords) throws(Errno) {
    self.words = words
    pipe = try ProbePipe()
  }

  /// Adds the descriptor to what is to be started.
  package func prepare(_ request: inout ChildProcess.Request) {
    guard !request.arguments.isEmpty else { return }
    request.kept.append(pipe.writingEnd)
    request.arguments.insert(contentsOf: [words.option, "\(pipe.writingEnd)"], at: 1)
  }

  /// It was started.
  package func keepReader() { pipe.keepReader() }

  /// Once, when it has ended.
  ///
  /// - Parameters:
  ///   - exit: How; a signal comes from us, and says nothing.
  ///   - errors: Its error output, which is its own where nothing else was executed.
  package func outcome(_ exit: ProcessExit, errors: [UInt8]) -> Outcome {
    guard case .exited(let status) = exit, status != 0 else { return .executed }
    var told: [UInt8] = []
    while let bytes = pipe.read(), !bytes.isEmpty { told += bytes }
    if String(decoding: told, as: UTF8.self).contains(words.executed) { return .executed }
    let line = String(decoding: errors.prefix(400).prefix { $0 != 0x0a }, as: UTF8.self)
    return line.hasPrefix(words.refused) ? .refused(line) : .notMade(line)
  }
}
