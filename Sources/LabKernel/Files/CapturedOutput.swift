import CLab
import Glibc

/// What a child process writes to a standard descriptor, kept until it can be told.
///
/// A file in memory, not a pipe: nobody has to read while the child runs, and it never waits.
package final class CapturedOutput {
  private let file: FileDescriptor

  package init() throws(Errno) {
    file = try FileDescriptor(movingUp: Answer(raw: clab_memory_file("socklab-output")))
  }

  /// In the child: from now on this is the standard output, or standard error.
  package func become(_ descriptor: Int32) {
    _ = clab_dup2(file.raw, descriptor)
  }

  /// The beginning of what was written.
  package func bytes(limit: Int) -> [UInt8] {
    lseek(file.raw, 0, SEEK_SET)
    var bytes: [UInt8] = []
    while bytes.count < limit {
      let more = InputFile.read(from: file.raw, limit: min(65_536, limit - bytes.count))
      if more.isEmpty { break }
      bytes += more
    }
    return bytes
  }

  /// Writes all of it to another file.
  package func copy(to output: inout OutputFile) {
    lseek(file.raw, 0, SEEK_SET)
    while true {
      let more = InputFile.read(from: file.raw, limit: 65_536)
      if more.isEmpty { return }
      output.write(more)
    }
  }
}
