import CLab
import Glibc

/// Makes files, whole or not at all where that counts.
package enum FileWriting {
  /// Makes or replaces a file with these bytes.
  ///
  /// - Parameters:
  ///   - bytes: All that it holds then.
  ///   - path: Where; a symbolic link is not followed.
  ///   - makesFolders: Whether folders on the way are made.
  /// - Returns: How many bytes were written, or why not.
  package static func write(
    _ bytes: [UInt8],
    to path: String,
    makesFolders: Bool = true
  ) -> Answer {
    if makesFolders { makeFolders(above: path) }
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
    return writeAll(bytes, to: descriptor)
  }

  /// Adds bytes behind a file's end in one write(2); nobody but its owner may read it.
  package static func append(_ bytes: [UInt8], to path: String) -> Answer {
    makeFolders(above: path, mode: 0o700)
    let opened = Answer(raw: clab_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600))
    guard opened.isSuccess else { return opened }
    defer { _ = clab_close(Int32(opened.raw)) }
    return writeAll(bytes, to: Int32(opened.raw))
  }

  /// Puts a new file in place of a file, which stays as it was when the writing fails; rename(2).
  package static func replace(_ path: String, with bytes: [UInt8]) -> Answer {
    let draft = "\(path).\(Environment.processID)"
    let opened = Answer(
      raw: clab_open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    )
    guard opened.isSuccess else { return opened }
    let written = writeAll(bytes, to: Int32(opened.raw))
    let closed = Answer(raw: clab_close(Int32(opened.raw)))
    guard written.isSuccess, closed.isSuccess else {
      unlink(draft)
      return written.isSuccess ? closed : written
    }
    guard rename(draft, path) == 0 else {
      let failure = Errno(code: errno)
      unlink(draft)
      return Answer(failure)
    }
    return written
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Answer {
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

  private static func makeFolders(above path: String, mode: mode_t = 0o755) {
    var position = path.startIndex
    while let slash = path[position...].dropFirst().firstIndex(of: "/") {
      mkdir(String(path[..<slash]), mode)
      position = slash
    }
  }
}
