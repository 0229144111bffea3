import Foundation
import LabFuzzing
import Testing

/// A short run of every fuzz target, the same each time; `make fuzz` is the long one.
///
/// Each runs in a process of its own, so that a trap is a failed test that names the input.
struct FuzzTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  @Test(arguments: FuzzTarget.all.map(\.name))
  func changedSeedsFindNothing(_ name: String) async {
    let input = FileManager.default.temporaryDirectory
      .appending(path: "socklab-fuzz-\(name)-\(UUID().uuidString)").path
    let result = await #expect(
      processExitsWith: .success,
      observing: [\.standardErrorContent],
      "the input is in \(input)"
    ) { [name, root = Self.root as String, input = input as String] in
      do {
        let target = try #require(FuzzTarget.named(name))
        try ShortRun(inputFile: input).run(target, seeds: Seeds(root: root))
      } catch {
        FileHandle.standardError.write(Data("\(error)\n".utf8))
        exit(EXIT_FAILURE)
      }
    }
    if let result, result.exitStatus == .exitCode(0) {
      try? FileManager.default.removeItem(atPath: input)
    } else {
      Issue.record("\(String(decoding: result?.standardErrorContent ?? [], as: UTF8.self))")
    }
  }

  @Test func aViolationIsFound() throws {
    let picky = FuzzTarget(name: "script", maximumLength: 4096, shortRun: 500) { bytes in
      if bytes.contains(0x7b) { throw Refusal() }
    }
    let seeds = Seeds(root: Self.root)
    let input = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: input) }
    #expect(throws: Refusal.self) { try ShortRun(inputFile: input.path).run(picky, seeds: seeds) }
    #expect(try Data(contentsOf: input).contains(0x7b))
  }
}

private struct Refusal: Error {}
