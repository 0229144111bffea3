import Foundation

/// A run of a fuzz target without libFuzzer: what was found before, then changed seeds, a fixed
/// number of them and always the same.
package struct ShortRun {
  /// What was given to the target last, for when it takes the process down.
  private let inputFile: URL

  package init(inputFile: String) { self.inputFile = URL(filePath: inputFile) }

  /// Throws at the first input for which something doesn't hold.
  package func run(_ target: FuzzTarget, seeds: Seeds) throws {
    guard let file = FileWriter(inputFile) else {
      throw Violation("\(inputFile.path) is not to be written")
    }
    for input in seeds.regressions(of: target) { try run(target, input, file) }
    let all = seeds.inputs(for: target)
    guard all.count > 0 else { throw Violation("there are no seeds for \(target.name)") }
    var mutator = Mutator(seed: 6, words: Words.of(target))
    for _ in 0..<target.shortRun {
      try run(target, mutator.input(of: all, limit: target.maximumLength), file)
    }
  }

  private func run(_ target: FuzzTarget, _ input: [UInt8], _ file: FileWriter) throws {
    try file.replace(with: input)
    try target.check(input)
  }
}

/// A file that is written again and again.
private struct FileWriter {
  private let handle: FileHandle

  init?(_ url: URL) {
    guard FileManager.default.createFile(atPath: url.path, contents: nil),
      let handle = try? FileHandle(forWritingTo: url)
    else { return nil }
    self.handle = handle
  }

  func replace(with bytes: [UInt8]) throws {
    try handle.truncate(atOffset: 0)
    try handle.write(contentsOf: bytes)
  }
}
