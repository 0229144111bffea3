import LabKernel

/// File names that can follow, from the folder that the prompt was started in.
///
/// The process itself works in the run's own folder, where readline would look.
package struct PathCompletion {
  let folder: String

  package init(folder: String) { self.folder = folder }

  /// The paths that begin as a word does; a folder's ends with a slash.
  func candidates(for word: String) -> [String] {
    let slash = word.lastIndex(of: "/")
    let typed = slash.map { String(word[...$0]) } ?? ""
    let place = typed.hasPrefix("/") ? typed : "\(folder)/\(typed)"
    let start = word[(slash.map { word.index(after: $0) } ?? word.startIndex)...]
    return FolderListing.names(in: place).sorted().filter { name in
      name.hasPrefix(start) && (start.hasPrefix(".") || !name.hasPrefix("."))
    }
    .map { typed + $0 + (Environment.hasFolder("\(place)/\($0)") ? "/" : "") }
  }
}
