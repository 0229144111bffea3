import CLab
import Glibc

/// A file or a folder of somebody else's, read without trusting any of it.
///
/// No link is followed, nothing but plain files is read, and what cannot be bounded is refused. A
/// file is opened before it is judged, so that it can't be exchanged in between.
package struct UntrustedTree: Sendable {
  /// One file or folder in the tree; folders come before what is in them.
  package struct Entry: Equatable, Sendable {
    /// Relative to the tree, as the kernel has it: any bytes but `/` and NUL between slashes.
    package let path: [UInt8]
    package let isFolder: Bool
    package let isExecutable: Bool
    package let bytes: [UInt8]
  }

  /// How much is read at most.
  package struct Limits: Sendable {
    package var entries = 5000
    package var bytes = 32 << 20
    package var depth = 32

    package init() {}
  }

  /// Sorted by path.
  package private(set) var entries: [Entry] = []
  /// Whether it is one file; its path is its name.
  package let isFile: Bool
  package var size: Int { entries.reduce(0) { $0 + $1.bytes.count } }

  /// Reads a file or a whole folder; its path as `ByteText` has it.
  package init(path: String, limits: Limits = Limits()) throws(UntrustedTreeRefusal) {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    let name = trimmed.split(separator: "/").last.map { ByteText.bytes(of: String($0)) } ?? []
    var reader = Reader(limits: limits)
    let cPath = ByteText.bytes(of: trimmed).map { CChar(bitPattern: $0) } + [0]
    let root = try reader.open(AT_FDCWD, cPath, shown: [])
    isFile = !root.isFolder
    if root.isFolder {
      try reader.readFolder(root, path: [], depth: 0)
    } else {
      try reader.readFile(root, path: name)
    }
    entries = reader.entries.sorted { $0.path.lexicographicallyPrecedes($1.path) }
  }

  /// Folders of version control: thousands of files that no submission needs.
  fileprivate static let skipped = [".git", ".hg", ".svn"].map { Array($0.utf8) }
}

/// Why a tree was not read, and which file in it is to blame; empty for the tree itself.
package struct UntrustedTreeRefusal: Error, Equatable, Sendable {
  package enum Reason: Equatable, Sendable {
    case missing
    case link
    /// A FIFO, a device or a socket: its name.
    case special(String)
    /// It has another name, and belongs to another user than the tree.
    case foreignFile
    case notPermitted
    case tooManyEntries(limit: Int)
    case tooLarge(limit: Int)
    case tooDeep(limit: Int)
    case failed(Errno)
  }

  package let path: [UInt8]
  package let reason: Reason
}

/// An open file or folder of a tree.
private struct OpenEntry: ~Copyable {
  let descriptor: FileDescriptor
  let isFolder: Bool
  let isExecutable: Bool
  let size: Int
}

/// Walks a tree by descriptors.
private struct Reader {
  let limits: UntrustedTree.Limits
  var entries: [UntrustedTree.Entry] = []
  var size = 0
  var seen = 0
  var owner: UInt32?

  init(limits: UntrustedTree.Limits) { self.limits = limits }

  mutating func open(
    _ folder: Int32,
    _ name: [CChar],
    shown path: [UInt8]
  ) throws(UntrustedTreeRefusal) -> OpenEntry {
    let descriptor: FileDescriptor
    do throws(Errno) {
      descriptor = try FileDescriptor(movingUp: Answer(raw: clab_open_untrusted(folder, name)))
    } catch {
      throw refusal(path, reason(error))
    }
    var status = stat()
    guard fstat(descriptor.raw, &status) == 0 else { throw refusal(path, .failed(.badAddress)) }
    let form = status.st_mode & S_IFMT
    guard form == S_IFREG || form == S_IFDIR else { throw refusal(path, .special(words(form))) }
    let top = owner ?? status.st_uid
    owner = top
    // A second name of a file that its owner never handed in.
    if form == S_IFREG, status.st_nlink > 1, status.st_uid != top {
      throw refusal(path, .foreignFile)
    }
    return OpenEntry(
      descriptor: descriptor,
      isFolder: form == S_IFDIR,
      isExecutable: status.st_mode & 0o111 != 0,
      size: Int(clamping: status.st_size)
    )
  }

  mutating func readFolder(
    _ folder: borrowing OpenEntry,
    path: [UInt8],
    depth: Int
  ) throws(UntrustedTreeRefusal) {
    guard depth < limits.depth else { throw refusal(path, .tooDeep(limit: limits.depth)) }
    for name in try names(in: folder, path) {
      let shown = path.isEmpty ? name : path + [UInt8(ascii: "/")] + name
      if UntrustedTree.skipped.contains(name) { continue }
      let entry = try open(
        folder.descriptor.raw,
        (name + [0]).map { CChar(bitPattern: $0) },
        shown: shown
      )
      if entry.isFolder {
        entries.append(
          UntrustedTree.Entry(path: shown, isFolder: true, isExecutable: true, bytes: [])
        )
        try readFolder(entry, path: shown, depth: depth + 1)
      } else {
        try readFile(entry, path: shown)
      }
    }
  }

  mutating func readFile(
    _ file: borrowing OpenEntry,
    path: [UInt8]
  ) throws(UntrustedTreeRefusal) {
    // A sparse file of a terabyte is judged before it is read.
    guard size + file.size <= limits.bytes else {
      throw refusal(path, .tooLarge(limit: limits.bytes))
    }
    do throws(FileReadingError) {
      let bytes = try FileReading.bytes(from: file.descriptor.raw, limit: limits.bytes - size)
      size += bytes.count
      entries.append(
        UntrustedTree.Entry(
          path: path,
          isFolder: false,
          isExecutable: file.isExecutable,
          bytes: bytes
        )
      )
    } catch {
      switch error {
      case .tooLarge: throw refusal(path, .tooLarge(limit: limits.bytes))
      case .failed(let errno): throw refusal(path, .failed(errno))
      default: throw refusal(path, .notPermitted)
      }
    }
  }

  /// The names in a folder, but not more than may be read.
  private mutating func names(
    in entry: borrowing OpenEntry,
    _ path: [UInt8]
  ) throws(UntrustedTreeRefusal) -> [[UInt8]] {
    // The stream owns what it reads from.
    let copy = Answer(raw: clab_fcntl(entry.descriptor.raw, F_DUPFD_CLOEXEC, 1000))
    guard copy.isSuccess, let folder = fdopendir(Int32(copy.raw)) else {
      throw refusal(path, .failed(copy.errno ?? .outOfMemory))
    }
    defer { closedir(folder) }
    var names: [[UInt8]] = []
    while let next = readdir(folder) {
      let name = withUnsafeBytes(of: &next.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name == [0x2e] || name == [0x2e, 0x2e] { continue }
      seen += 1
      guard seen <= limits.entries else {
        throw refusal([], .tooManyEntries(limit: limits.entries))
      }
      names.append(name)
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private func refusal(
    _ path: [UInt8],
    _ reason: UntrustedTreeRefusal.Reason
  ) -> UntrustedTreeRefusal {
    UntrustedTreeRefusal(path: path, reason: reason)
  }

  private func reason(_ errno: Errno) -> UntrustedTreeRefusal.Reason {
    switch errno.code {
    case ENOENT, ENOTDIR: .missing
    case ELOOP: .link
    case EACCES, EPERM: .notPermitted
    // What open(2) answers for a socket, and for a device without a driver.
    case ENXIO: .special("socket or device")
    default: .failed(errno)
    }
  }

  private func words(_ form: mode_t) -> String {
    switch form {
    case S_IFIFO: "FIFO"
    case S_IFSOCK: "socket"
    default: "device"
    }
  }
}
