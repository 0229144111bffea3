import LabKernel
import LabProgram
import LabSyntax

/// `sysctl`, `address` and `write`: the machine's own acts, for which it raises what it needs.
extension Machine {
  mutating func setting(_ operation: Operation) throws(Failure) -> Outcome {
    if loopback != nil { throw needs(LoopbackNeed.settings) }
    let name = try text(operation.operands.start)
    let value = try operand(1, of: operation).map { index throws(Failure) in try text(index) }
    let answer: Answer
    switch apply(name, value) {
    case .success(let given):
      reply.value = .bytes(Array(given.utf8))
      answer = Answer(raw: 0)
    case .failure(.notOurs):
      throw Failure(.settingNotOurs(name, isPrivate: options.hasPrivateNetwork, at: site))
    case .failure(.refused(let errno)):
      remember("\(name): \(errno.name)")
      answer = Answer(errno)
    }
    if operation.results.count > 0 {
      self[program.slots[Int(operation.results.start)]] = reply.value
    }
    return try settle(operation, answer)
  }

  /// Reads a setting, or sets it and remembers the old value for the owner's end.
  private mutating func apply(_ name: String, _ value: String?) -> Result<String, Sysctl.Failure> {
    do throws(Sysctl.Failure) {
      let old = Self.oneBlank(try Sysctl.read(name))
      guard let value else {
        remember(old)
        return .success(old)
      }
      guard options.hasPrivateNetwork else { return .failure(.notOurs) }
      try Sysctl.write(name, value)
      let owner = Int(current.owner)
      if !owners[owner].settings.contains(where: { $0.name == name }) {
        owners[owner].settings.append((name: name, value: old))
      }
      remember("\(name) = \(value), was \(old)")
      return .success(value)
    } catch {
      return .failure(error)
    }
  }

  /// `32768\t60999` is shown and compared with one blank.
  private static func oneBlank(_ text: String) -> String {
    text.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
  }

  /// Puts settings back, last first.
  mutating func restoreSettings(of owner: Int32) {
    while let setting = owners[Int(owner)].settings.popLast() {
      try? Sysctl.write(setting.name, setting.value)
    }
  }

  mutating func addAddress(_ operation: Operation) throws(Failure) -> Outcome {
    let value = try evaluate(operation.operands.start)
    guard case .ip(let address) = value else {
      throw Failure(.wrongKind(wanted: "an IP address", got: kindName(value), at: site))
    }
    if loopback != nil { throw needs(LoopbackNeed.address) }
    guard options.hasPrivateNetwork else {
      throw Failure(.addressNotOurs(describe(value), at: site))
    }
    let length = address.isIPv4 ? 32 : 128
    let answer = NetworkSettings.addAddress(address, prefixLength: length, kernel: &kernel)
    remember("\(describe(value))/\(length) on lo")
    bindResult(operation, answer)
    return try settle(operation, answer)
  }

  mutating func writeFile(_ operation: Operation) throws(Failure) -> Outcome {
    let path = try text(operation.operands.start)
    let bytes = try bytes(operation.operands.start + 1)
    let prefix = options.temporaryFolder + "/"
    let relative = path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    guard !relative.isEmpty, !relative.hasPrefix("/"), !relative.contains("\0"),
      !relative.split(separator: "/").contains("..")
    else { throw Failure(.pathNotOurs(path, at: site)) }
    let answer = FileWriting.write(bytes, to: prefix + relative)
    remember("\(bytes.count == 1 ? "1 byte" : "\(bytes.count) bytes") in \(relative)")
    bindResult(operation, answer)
    return try settle(operation, answer)
  }
}
