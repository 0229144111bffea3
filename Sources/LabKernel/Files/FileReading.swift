import CLab

/// Why a file could not be read.
package enum FileReadingError: Error, Equatable, Sendable {
  case missing
  case isDirectory
  case notPermitted
  case tooLarge(limit: Int)
  case failed(Errno)

  /// For people, behind the path: "there is no such file".
  package var reason: String {
    switch self {
    case .missing: "there is no such file"
    case .isDirectory: "it is a directory"
    case .notPermitted: "you may not read it"
    case .tooLarge(let limit): "it has more than \(limit) bytes, the limit of a script"
    case .failed(let errno): "\(errno.name) (\(errno.message))"
    }
  }

  /// How many bytes a file may have, when it has more.
  package var limit: Int? {
    if case .tooLarge(let limit) = self { limit } else { nil }
  }
}

/// Reads whole files.
package enum FileReading {
  /// Reads a file, but never more than `limit` bytes.
  package static func bytes(of path: String, limit: Int) throws(FileReadingError) -> [UInt8] {
    let opened = Answer(raw: clab_open(path, O_RDONLY | O_CLOEXEC, 0))
    if let errno = opened.errno { throw reason(errno) }
    let descriptor = Int32(opened.raw)
    defer { _ = clab_close(descriptor) }
    return try bytes(from: descriptor, limit: limit)
  }

  /// Reads what is left of an open descriptor, such as standard input.
  package static func bytes(
    from descriptor: Int32,
    limit: Int
  ) throws(FileReadingError) -> [UInt8] {
    var status = stat()
    let known = fstat(descriptor, &status) == 0
    if known, status.st_mode & UInt32(S_IFMT) == UInt32(S_IFDIR) { throw .isDirectory }
    // Files of /proc have size 0 and no file's size can be trusted to stay, so read to the end.
    var room = known ? max(4096, min(Int(status.st_size), limit) + 1) : 4096
    var contents: [UInt8] = []
    while true {
      let before = contents.count
      var failure: Errno?
      let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        let answer = Answer(raw: clab_read(descriptor, buffer.baseAddress, buffer.count))
        failure = answer.errno
        count = max(0, answer.raw)
      }
      if failure == .interrupted { continue }
      if let failure { throw reason(failure) }
      if chunk.isEmpty { return contents }
      if before == 0 { contents = chunk } else { contents += chunk }
      if contents.count > limit { throw .tooLarge(limit: limit) }
      room = max(4096, min(contents.count, 1 << 20))
    }
  }

  private static func reason(_ errno: Errno) -> FileReadingError {
    switch errno {
    case .noSuchFile, .notDirectory: .missing
    case .isDirectory: .isDirectory
    case .permissionDenied, .notPermitted: .notPermitted
    default: .failed(errno)
    }
  }
}
