import CLab

/// Buffered writing to a descriptor.
///
/// The first error stops it: EPIPE (the reader is gone) and others are told by `failure`, and
/// what is written after that is dropped.
package struct OutputFile: ~Copyable {
  private let descriptor: Int32
  private let owned: FileDescriptor?
  private var buffer: [UInt8] = []
  private let limit: Int

  /// The error that stopped the writing.
  package private(set) var failure: Errno?

  /// Writes to a descriptor that stays someone else's, such as standard output.
  package init(descriptor: Int32, bufferSize: Int = 1 << 14) {
    self.descriptor = descriptor
    owned = nil
    limit = bufferSize
  }

  /// Creates the file or empties it.
  package init(path: String, bufferSize: Int = 1 << 14) throws(Errno) {
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
    let file = try FileDescriptor(movingUp: Answer(raw: clab_open(path, flags, 0o644)))
    descriptor = file.raw
    owned = consume file
    limit = bufferSize
  }

  /// Writes to a file that was opened for it.
  init(_ file: consuming FileDescriptor, bufferSize: Int = 1 << 14) {
    descriptor = file.raw
    owned = consume file
    limit = bufferSize
  }

  deinit {
    var rest = buffer[...]
    while failure == nil, !rest.isEmpty, Self.writeSome(&rest, to: descriptor) == nil {}
  }

  package mutating func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= limit { flush() }
  }

  package mutating func write(_ bytes: some Collection<UInt8>) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= limit { flush() }
  }

  /// Writes out what is buffered.
  package mutating func flush() {
    var rest = buffer[...]
    while failure == nil, !rest.isEmpty {
      failure = Self.writeSome(&rest, to: descriptor)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes once; a short write leaves a rest, a full non-blocking pipe is waited for.
  private static func writeSome(_ rest: inout ArraySlice<UInt8>, to descriptor: Int32) -> Errno? {
    let answer = Answer(
      raw: rest.withUnsafeBytes { clab_write(descriptor, $0.baseAddress, $0.count) }
    )
    guard let errno = answer.errno else {
      rest.removeFirst(answer.raw)
      return nil
    }
    if errno == .interrupted { return nil }
    if errno == .wouldBlock {
      var revents: Int16 = 0
      _ = clab_poll(descriptor, Int16(POLLOUT), &revents, -1)
      return nil
    }
    return errno
  }
}
