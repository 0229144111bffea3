package import Foundation

/// Files that hold what a test should give, beside the script that it is about.
///
/// A fixture folder's name is the expected outcome, a file's stem the case, its ending the facet:
/// `connect-refused.sock`, `connect-refused.out`. With `SOCKLAB_UPDATE_GOLDEN=1` in the environment
/// a file that differs is rewritten, and the test still fails, so that nobody updates unseen.
package enum Golden {
  /// One case of a folder.
  package struct Case: Sendable, CustomStringConvertible {
    /// The stem of its files.
    package let name: String
    /// The file that makes it a case.
    package let url: URL

    package var description: String { name }

    /// The file of another facet: `facet("out")`.
    package func facet(_ ending: String) -> URL {
      url.deletingPathExtension().appendingPathExtension(ending)
    }
  }

  /// What a comparison found.
  package enum Outcome: Equatable, Sendable {
    case same
    /// The text for the test's failure: the path and the lines that differ.
    case different(String)
  }

  /// The cases of a folder, sorted: one for each file with this ending.
  ///
  /// - Parameters:
  ///   - folder: Relative to the folder of the calling file.
  ///   - ending: Of the file that makes a case.
  ///   - file: The calling file.
  /// - Returns: The cases; none when the folder does not exist, which the test should refuse.
  package static func cases(
    in folder: String,
    ending: String = "sock",
    file: String = #filePath
  ) -> [Case] {
    let url = folderURL(folder, of: file)
    let found =
      (try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil))
      ?? []
    return found.filter { $0.pathExtension == ending }
      .map { Case(name: $0.deletingPathExtension().lastPathComponent, url: $0) }
      .sorted { $0.name < $1.name }
  }

  /// A folder beside the calling file.
  package static func folderURL(_ folder: String, of file: String = #filePath) -> URL {
    URL(filePath: file).deletingLastPathComponent().appending(path: folder)
  }

  /// Compares a text with the file that holds what it should be.
  ///
  /// - Parameters:
  ///   - actual: What came.
  ///   - url: The file; one that does not exist counts as empty.
  ///   - isUpdating: Whether to write `actual` into the file.
  /// - Returns: Whether they are the same, else what to tell.
  package static func check(
    _ actual: String,
    against url: URL,
    isUpdating: Bool = ProcessInfo.processInfo.environment["SOCKLAB_UPDATE_GOLDEN"] == "1"
  ) -> Outcome {
    let stored = try? Data(contentsOf: url)
    let expected = stored.map { String(decoding: $0, as: UTF8.self) }
    // By bytes: to `==` an é is an é, however it is written.
    if let expected, expected.utf8.elementsEqual(actual.utf8) { return .same }
    var text = "\(url.path): "
    if expected == nil { text += "does not exist; " }
    if isUpdating {
      do {
        try Data(actual.utf8).write(to: url)
        text += "rewritten\n"
      } catch {
        text += "could not be written: \(error)\n"
      }
    } else {
      text += "differs (SOCKLAB_UPDATE_GOLDEN=1 rewrites it)\n"
    }
    return .different(text + lineDifference(from: expected ?? "", to: actual))
  }
}
