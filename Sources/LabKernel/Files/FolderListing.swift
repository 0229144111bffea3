import CLab
import Glibc

/// What is in a folder.
package enum FolderListing {
  /// The names in a folder but `.` and `..`, in the kernel's order; none when it can't be read.
  package static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Where a symbolic link points; nil for anything else.
  package static func target(ofLink path: String) -> String? {
    var target = [CChar](repeating: 0, count: 4096)
    let count = clab_readlink(path, &target, target.count)
    guard count >= 0 else { return nil }
    return String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Folders in folders that are looked into.
  private static let depthLimit = 32

  /// The files below a folder whose names end so, in the order of their paths' bytes.
  ///
  /// Symbolic links to folders are not followed: they can lead round in circles. Names that begin
  /// with a dot are left out, as the shell's `*` does.
  package static func files(below folder: String, suffix: String) -> [String] {
    var found: [String] = []
    collect(folder, suffix: suffix, depth: 0, into: &found)
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func collect(
    _ folder: String,
    suffix: String,
    depth: Int,
    into found: inout [String]
  ) {
    guard depth < depthLimit else { return }
    for name in names(in: folder) where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        collect(path, suffix: suffix, depth: depth + 1, into: &found)
      } else if name.hasSuffix(suffix), Environment.isPlainFile(path) {
        found.append(path)
      }
    }
  }
}
