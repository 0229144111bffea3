import Foundation
import LabEvents
import LabReporters

/// What the fuzzers begin with: the examples, the fixtures of the tests, and what was found before.
package struct Seeds {
  /// The repository.
  private let root: URL

  package init(root: String) { self.root = URL(filePath: root) }

  /// Inputs for a target, none longer than it takes.
  package func inputs(for target: FuzzTarget) -> [[UInt8]] {
    let all = regressions(of: target) + made(for: target)
    return all.filter { !$0.isEmpty && $0.count <= target.maximumLength }
  }

  /// Inputs on which the target has failed.
  package func regressions(of target: FuzzTarget) -> [[UInt8]] {
    files(in: ["Tests/FuzzTests/Fixtures/\(target.name)"]).map(\.bytes)
  }

  private func made(for target: FuzzTarget) -> [[UInt8]] {
    let scripts = ["examples", "Tests/GoldenTests/Fixtures", "Tests/LabSyntaxTests/Fixtures"]
    switch target.name {
    case "script", "saved":
      return files(in: scripts, endings: ["sock"]).flatMap { parts(of: $0.bytes, target) }
    case "entry":
      let entries = files(in: ["Tests/GoldenTests/Fixtures/repl"], endings: ["session"])
        .map(\.bytes)
      return entries + files(in: scripts, endings: ["sock"]).flatMap { parts(of: $0.bytes, target) }
    case "pattern": return patterns(in: files(in: scripts, endings: ["sock"]).map(\.bytes))
    case "bytes": return texts(in: files(in: scripts, endings: ["sock"]).map(\.bytes))
    case "record":
      return files(in: ["Tests/LabReportersTests/Fixtures"], endings: ["jsonl"])
        .flatMap { records(in: $0.bytes, target) }
    case "result":
      let reports = "Tests/LabReportersTests/Fixtures"
      return files(in: [reports], endings: ["json"]).map(\.bytes)
        + files(in: [reports], endings: ["jsonl"]).flatMap { results(of: $0.bytes) }
    default: return [Array(repeating: 0, count: 64)]
    }
  }

  /// The files below some folders, in the order of their names.
  private func files(
    in folders: [String],
    endings: Set<String> = []
  ) -> [(path: String, bytes: [UInt8])] {
    folders.flatMap { folder -> [(path: String, bytes: [UInt8])] in
      let url = root.appending(path: folder)
      let names = (try? FileManager.default.subpathsOfDirectory(atPath: url.path)) ?? []
      return names.sorted().compactMap { name in
        let file = url.appending(path: name)
        guard endings.isEmpty || endings.contains(file.pathExtension),
          let data = try? Data(contentsOf: file)
        else { return nil }
        return (name, Array(data))
      }
    }
  }
}

extension Seeds {
  /// A script, or one that is too long in pieces that begin with a line at the left edge.
  private func parts(of bytes: [UInt8], _ target: FuzzTarget) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var part: [UInt8] = []
    for line in bytes.split(separator: 0x0a, omittingEmptySubsequences: false) {
      let isInside =
        line.isEmpty || line[line.startIndex] == 0x20 || line.first == UInt8(ascii: "}")
      if !isInside, part.count + line.count > target.maximumLength / 2 {
        parts.append(part)
        part = []
      }
      part += line + [0x0a]
    }
    return parts + [part]
  }

  /// What stands between slashes, with something that may come.
  private func patterns(in scripts: [[UInt8]]) -> [[UInt8]] {
    quoted(by: UInt8(ascii: "/"), in: scripts).enumerated().map { index, pattern in
      [UInt8(index % 32)] + pattern + [0x0a]
        + Array("welcome 12\nann: hi\r\nHTTP/1.1 200 OK\r\n".utf8)
    }
  }

  /// What stands between quotes, twice.
  private func texts(in scripts: [[UInt8]]) -> [[UInt8]] {
    quoted(by: UInt8(ascii: "\""), in: scripts).map { $0 + [0x0a] + $0 }
  }

  private func quoted(by mark: UInt8, in scripts: [[UInt8]]) -> [[UInt8]] {
    var found: Set<[UInt8]> = []
    for line in scripts.flatMap({ $0.split(separator: 0x0a) }) {
      let parts = line.split(separator: mark, omittingEmptySubsequences: false)
      for index in stride(from: 1, to: parts.count - 1, by: 2) where parts[index].count > 1 {
        found.insert(Array(parts[index]))
      }
    }
    return found.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// What the reporters of results make of a record.
  private func results(of bytes: [UInt8]) -> [[UInt8]] {
    var reader = EventRecordReader()
    var grade = GradeBuilder()
    var run = RunResultBuilder(RunResult())
    for line in bytes.split(separator: 0x0a) {
      guard let event = try? reader.event(from: line) else { continue }
      grade.receive(event)
      run.receive(event)
    }
    return [grade.result.json(), run.result.json()]
  }

  /// A record's first line, which has the sources, with some of the others.
  private func records(in bytes: [UInt8], _ target: FuzzTarget) -> [[UInt8]] {
    let lines = bytes.split(separator: 0x0a)
    guard let first = lines.first else { return [] }
    var parts: [[UInt8]] = []
    var part = Array(first) + [0x0a]
    for line in lines.dropFirst() {
      if part.count + line.count >= target.maximumLength {
        parts.append(part)
        part = Array(first) + [0x0a]
      }
      part += line + [0x0a]
    }
    return parts + [part]
  }
}
