import CLab

/// A descriptor of our own, closed with its owner.
///
/// Ours live above 1000, so that the script's first socket is 3, as in a C program. The script's
/// own descriptors are plain numbers in the machine's table.
package struct FileDescriptor: ~Copyable, Sendable {
  package static let lowestNumber: Int32 = 1000

  package let raw: Int32

  /// Takes a descriptor over and moves it above 1000.
  ///
  /// Where the limit on open descriptors leaves no such number, it keeps its own; so
  /// `DescriptorLimits.raise()` comes first.
  package init(movingUp descriptor: Int32) {
    guard descriptor < Self.lowestNumber else {
      raw = descriptor
      return
    }
    let moved = Answer(raw: clab_fcntl(descriptor, F_DUPFD_CLOEXEC, Int(Self.lowestNumber)))
    guard moved.isSuccess else {
      // EINVAL: the limit is below. EMFILE: the few numbers above it are taken.
      raw = descriptor
      return
    }
    _ = clab_close(descriptor)
    raw = Int32(moved.raw)
  }

  /// Takes over what a call answered, and moves it above 1000.
  package init(movingUp answer: Answer) throws(Errno) {
    self.init(movingUp: Int32(try answer.get()))
  }

  /// Closes it now, and tells what close(2) says.
  @discardableResult
  package consuming func close() -> Answer {
    let answer = Answer(raw: clab_close(raw))
    discard self
    return answer
  }

  /// Gives the number away; whoever takes it closes it.
  package consuming func release() -> Int32 {
    let number = raw
    discard self
    return number
  }

  deinit {
    _ = clab_close(raw)
  }
}
