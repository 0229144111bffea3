import CLab

/// Makes files in a run's own folder.
package enum FileWriting {
  /// Makes or replaces a file with these bytes; folders on the way are made.
  package static func write(_ bytes: [UInt8], to path: String) -> Answer {
    makeFolders(above: path)
    let opened = Answer(
      raw: clab_open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    )
    guard opened.isSuccess else { return opened }
    let descriptor = Int32(opened.raw)
    defer { _ = clab_close(descriptor) }
    var written = 0
    while written < bytes.count {
      let answer = bytes.withUnsafeBytes {
        Answer(
          raw: clab_write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
        )
      }
      guard answer.isSuccess else { return answer }
      written += answer.raw
    }
    return Answer(raw: written)
  }

  private static func makeFolders(above path: String) {
    var position = path.startIndex
    while let slash = path[position...].dropFirst().firstIndex(of: "/") {
      mkdir(String(path[..<slash]), 0o755)
      position = slash
    }
  }
}
