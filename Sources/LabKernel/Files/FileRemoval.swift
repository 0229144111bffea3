import CLab

/// Removing a file by its name; unlink(2).
package enum FileRemoval {
  /// Removes the name, relative to the working folder; a folder stays.
  @discardableResult
  package static func unlink(_ path: [UInt8]) -> Answer {
    let name = (path + [0]).map { CChar(bitPattern: $0) }
    return Answer(raw: clab_unlinkat(AT_FDCWD, name, 0))
  }
}
