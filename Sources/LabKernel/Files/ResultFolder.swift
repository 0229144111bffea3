import CLab

/// A folder that files are written into whole: whoever looks sees the old file or the new one.
///
/// A file is written under a name of its own that must not exist, and renamed. What lies under the
/// final name (a link, a FIFO) is replaced, never opened.
package struct ResultFolder: ~Copyable {
  private let folder: FileDescriptor
  package let path: String

  /// Opens a folder, and makes it with those above it where it is missing.
  package init(path: String) throws(Errno) {
    var position = path.startIndex
    while let slash = path[position...].dropFirst().firstIndex(of: "/") {
      mkdir(String(path[..<slash]), 0o755)
      position = slash
    }
    mkdir(path, 0o755)
    let opened = clab_open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    folder = try FileDescriptor(movingUp: Answer(raw: opened))
    self.path = path
  }

  /// Puts a file there; the names are the caller's, never a student's.
  package func write(_ bytes: [UInt8], to name: String) throws(Errno) {
    let temporary = ".\(name).\(getpid())"
    // Left by a process of this number that was killed.
    _ = clab_unlinkat(folder.raw, temporary, 0)
    let created = Answer(raw: clab_create_new(folder.raw, temporary, 0o644))
    var file = OutputFile(try FileDescriptor(movingUp: created))
    file.write(bytes)
    file.flush()
    if let failure = file.failure {
      _ = clab_unlinkat(folder.raw, temporary, 0)
      throw failure
    }
    try Answer(raw: clab_rename_in(folder.raw, temporary, name)).get()
  }

  /// Reads a file that was written before; nil when there is none, or it is a link.
  package func read(_ name: String, limit: Int = 64 << 20) -> [UInt8]? {
    guard
      let file = try? FileDescriptor(movingUp: Answer(raw: clab_open_untrusted(folder.raw, name)))
    else { return nil }
    return try? FileReading.bytes(from: file.raw, limit: limit)
  }
}
