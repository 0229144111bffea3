import CLibFuzzer
import Foundation
import LabFuzzing

/// `make fuzz`: libFuzzer's driver with the target that the first argument names.
///
/// ```
/// LabFuzzer seeds TARGET ROOT FOLDER     writes the seeds, and FOLDER.words for -dict
/// LabFuzzer TARGET FOLDER -runs=1000     libFuzzer's own arguments
/// LabFuzzer targets                      their names
/// ```
@main
enum LabFuzzer {
  static func main() throws {
    let arguments = CommandLine.arguments
    switch arguments.dropFirst().first {
    case "targets": for target in FuzzTarget.all { print(target.name) }
    case "seeds" where arguments.count == 5:
      try writeSeeds(of: try target(arguments[2]), root: arguments[3], folder: arguments[4])
    case let name?: fuzz(try target(name), arguments)
    case nil: throw UsageError(text: "which target?")
    }
  }

  private static func target(_ name: String) throws -> FuzzTarget {
    guard let target = FuzzTarget.named(name) else { throw UsageError(text: "no target '\(name)'") }
    return target
  }

  private static func writeSeeds(of target: FuzzTarget, root: String, folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (index, seed) in Seeds(root: root).inputs(for: target).enumerated() {
      try Data(seed).write(to: URL(filePath: "\(folder)/seed-\(index)"))
    }
    let lines = Words.of(target).map { word in
      let escaped = word.utf8.map { byte -> String in
        let isPlain = byte >= 0x20 && byte < 0x7f && byte != 0x22 && byte != 0x5c
        return isPlain ? String(Unicode.Scalar(byte)) : String(format: "\\x%02x", byte)
      }
      return "\"\(escaped.joined())\"\n"
    }
    try Data(lines.joined().utf8).write(to: URL(filePath: "\(folder).words"))
  }

  private static func fuzz(_ target: FuzzTarget, _ arguments: [String]) {
    current = target
    let options = ["-max_len=\(target.maximumLength)"]
    let given = [arguments[0]] + arguments.dropFirst(2) + options
    var pointers = given.map { strdup($0) } + [nil]
    pointers.withUnsafeMutableBufferPointer { buffer in
      var count = Int32(given.count)
      var base = buffer.baseAddress
      exit(
        LLVMFuzzerRunDriver(&count, &base) { data, size in
          let bytes = Array(UnsafeBufferPointer(start: data, count: size))
          do {
            try LabFuzzer.current?.check(bytes)
          } catch {
            fatalError("\(error)")
          }
          return 0
        }
      )
    }
  }

  /// libFuzzer's callback takes nothing with it.
  nonisolated(unsafe) private static var current: FuzzTarget?
}

/// Wrong arguments.
struct UsageError: Error {
  let text: String
}
