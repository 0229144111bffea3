import CLab
import Glibc

/// Makes files in a run's own folder.
package enum FileWriting {
  /// Makes or replaces a file with these bytes; folders on the way are made.
  package static func write(_ bytes: [UInt8], to path: String) -> Answer {
    makeFolders(above: path)
    let opened = Answer(
      raw: clab_open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    )
    return write(bytes, to: opened)
  }

  /// Makes a file that must not exist.
  ///
  /// - Parameters:
  ///   - bytes: What is in it.
  ///   - path: As the kernel takes it, without a NUL.
  ///   - isExecutable: Whether everybody may execute it.
  /// - Returns: What the call that failed answered.
  package static func makeFile(_ bytes: [UInt8], _ path: [UInt8], isExecutable: Bool) -> Answer {
    let name = (path + [0]).map { CChar(bitPattern: $0) }
    let created = Answer(raw: clab_create_new(AT_FDCWD, name, isExecutable ? 0o755 : 0o644))
    return write(bytes, to: created)
  }

  /// Makes a folder that everybody may look into.
  package static func makeFolder(_ path: [UInt8]) -> Answer {
    let name = (path + [0]).map { CChar(bitPattern: $0) }
    return mkdir(name, 0o755) == 0 ? Answer(raw: 0) : Answer(Errno(code: errno))
  }

  private static func write(_ bytes: [UInt8], to opened: Answer) -> Answer {
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
