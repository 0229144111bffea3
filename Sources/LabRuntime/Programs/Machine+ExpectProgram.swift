import LabConstants
import LabDiagnostics
import LabEvents
import LabKernel
import LabPattern
import LabProgram
import LabSyntax

/// `expect PROGRAM output …`, `errors …`, `exit …`, `listening …`, `read …`; `wait PROGRAM`.
extension Machine {
  mutating func expect(_ operation: Operation, ofProgram serial: Int) throws(Failure) -> Outcome {
    let index = try programPlace(serial)
    takeIn(index)
    switch operation.form {
    case .output: return try expectText(operation, of: index, \.output)
    case .errors: return try expectText(operation, of: index, \.errors)
    case .exit: return try expectExit(operation, of: index)
    case .listening: return try expectListening(operation, of: index)
    case .read: return try expectRead(operation, by: index)
    default: throw Failure(.wrongKind(wanted: "a socket", got: "a program", at: site))
    }
  }

  // MARK: - What it writes

  /// Searches what the program wrote, from behind the last find on.
  private mutating func expectText(
    _ operation: Operation,
    of index: Int,
    _ stream: WritableKeyPath<RunningProgram, ProgramOutput>
  ) throws(Failure) -> Outcome {
    let start = programs[index][keyPath: stream].found
    let hasEnded = programs[index][keyPath: stream].hasEnded
    var groups: [MatchedGroup] = []
    let found: Range<Int>?
    switch try evaluate(operation.operands.start + 1) {
    case .bytes(let wanted):
      // Not once more what an earlier look has searched in vain.
      let all = programs[index][keyPath: stream].bytes
      let from = max(start, current.statement.count)
      found = BytesSearch.range(of: wanted, in: all, from: from)
      current.statement.count = max(from, all.count - wanted.count + 1)
    case .pattern(let number):
      let pattern = program.patterns[Int(number)]
      let rest = programs[index][keyPath: stream].rest
      switch pattern.match(rest, partial: !hasEnded) {
      case .matched(let range, let matched):
        found = start + range.lowerBound..<start + range.upperBound
        groups = pattern.groupNames.compactMap { name, number -> MatchedGroup? in
          guard number <= matched.count, let group = matched[number - 1] else { return nil }
          return (name: name, bytes: Array(rest[group]))
        }
      case .partial, .none: found = nil
      case .limit: throw Failure(.patternLimit(options.limits.pattern, at: site))
      }
    case let other:
      throw Failure(
        .wrongKind(wanted: "text or a regular expression", got: kindName(other), at: site)
      )
    }
    guard let found else {
      // A status says more than the end of a pipe: it comes right behind.
      if hasEnded, programs[index].exit != nil {
        throw Failure(outputMissing(operation, index))
      }
      return try waitForProgram(operation, index)
    }
    programs[index][keyPath: stream].found = found.upperBound
    let text = Array(programs[index][keyPath: stream].bytes[found])
    remember("\(programName(index)) wrote \(Self.quoted(text))")
    met(operation, data: text, groups: groups)
    return .done
  }

  /// Nothing can be said yet: until the program's next sign of life, or the limit.
  private mutating func waitForProgram(_ operation: Operation, _ index: Int) throws(Failure)
    -> Outcome
  {
    try startLimit(operation)
    if current.statement.isExpired {
      throw Failure(programInVain(operation, index), form: .timeout)
    }
    return waitForProgram(programs[index].serial)
  }

  // MARK: - Its end

  private mutating func expectExit(_ operation: Operation, of index: Int) throws(Failure)
    -> Outcome
  {
    guard let exit = programs[index].exit else { return try waitForProgram(operation, index) }
    programs[index].isEndKnown = true
    let wanted = try evaluate(operation.operands.start + 1)
    guard isEnd(wanted, exit) else {
      throw Failure(otherExit(operation, index, exit, wanted: wanted))
    }
    remember(Self.exitText(exit))
    met(operation)
    return .done
  }

  private func isEnd(_ wanted: Value, _ exit: ProcessExit) -> Bool {
    switch (wanted, exit) {
    case (.integer(let status), .exited(let code)): status == Int64(code)
    case (.word(let name), .signaled(let signal)):
      words.names[Int(name)] == Self.signalName(signal)
    default: false
    }
  }

  /// `wait app as r`: its status, or the signal that ended it.
  mutating func waitForEnd(_ operation: Operation, of serial: Int) throws(Failure) -> Outcome {
    let index = try programPlace(serial)
    takeIn(index)
    guard let exit = programs[index].exit else {
      try startLimit(operation, isEndless: true)
      if current.statement.isExpired {
        throw Failure(programInVain(operation, index), form: .timeout)
      }
      return waitForProgram(serial)
    }
    programs[index].isEndKnown = true
    let result: Value =
      switch exit {
      case .exited(let status): .integer(Int64(status))
      case .signaled(let signal): wordValue(Self.signalName(signal))
      }
    try bindResults([result], to: operation.results)
    if tellsStatements {
      remember(Self.exitText(exit))
      tellStatement(mark: .passed)
    }
    return .done
  }

  static func signalName(_ signal: Int32) -> String {
    Constants.name(of: Int64(signal), in: .signal) ?? "signal \(signal)"
  }

  /// "exit status 1", "ended by SIGKILL".
  static func exitText(_ exit: ProcessExit) -> String {
    switch exit {
    case .exited(let status): "exit status \(status)"
    case .signaled(let signal): "ended by \(signalName(signal))"
    }
  }
}
