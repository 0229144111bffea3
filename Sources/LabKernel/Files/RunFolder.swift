import CLab
import Glibc

/// The run's own folder, made at its start and removed with all it holds at its end.
package struct RunFolder: ~Copyable {
  package let path: String
  private let parent: FileDescriptor
  private let name: String

  /// Makes a folder that no one else may enter, below a folder; else below TMPDIR or /tmp.
  package init(prefix: String = "socklab-", below folder: String? = nil) throws(Errno) {
    let base = folder ?? Self.base
    let made = try Self.makeFolder(base, prefix)
    // The descriptor last: with a throwing call behind it, the release build (Swift 6.3.1) crashed
    // in swift_release here, where the debug build did not.
    let opened = Answer(raw: clab_open(base, pathOnly | O_DIRECTORY | O_CLOEXEC, 0))
    parent = try FileDescriptor(movingUp: opened)
    path = made
    name = String(made.utf8.suffix(prefix.utf8.count + 6)) ?? made
  }

  /// TMPDIR, where it is an absolute path, else /tmp.
  static var base: String {
    var base = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    if !base.hasPrefix("/") { base = "/tmp" }
    while base.count > 1, base.hasSuffix("/") { base.removeLast() }
    return base
  }

  private static func makeFolder(_ base: String, _ prefix: String) throws(Errno) -> String {
    var template = Array("\(base)/\(prefix)XXXXXX".utf8CString)
    try Answer(raw: clab_mkdtemp(&template)).get()
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    Self.remove(name, in: parent.raw)
  }

  /// Makes it the process's working folder, for relative Unix paths.
  package func enter() -> Answer {
    Answer(raw: clab_chdir(path))
  }

  /// Makes a path the process's working folder.
  package static func changeFolder(to path: String) -> Answer {
    Answer(raw: clab_chdir(path))
  }

  /// Makes a folder in it.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - mode: Its permission bits, whatever the umask.
  /// - Throws: The refusal of the kernel.
  package func makeFolder(_ name: String, mode: UInt32) throws(Errno) {
    try Answer(raw: mkdir("\(path)/\(name)", 0o700) == 0 ? 0 : -Int(errno)).get()
    try Answer(raw: chmod("\(path)/\(name)", mode) == 0 ? 0 : -Int(errno)).get()
  }

  /// Lets others go through it to what they know the name of.
  package func open() throws(Errno) {
    try Answer(raw: chmod(path, 0o711) == 0 ? 0 : -Int(errno)).get()
  }

  /// Removes a folder by descriptors, so that no link in it leads outside.
  static func remove(_ name: String, in parent: Int32) {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    let opened = Answer(raw: clab_openat(parent, name, flags))
    guard opened.isSuccess, let folder = fdopendir(Int32(opened.raw)) else { return }
    while let entry = readdir(folder) {
      let child = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if child == "." || child == ".." { continue }
      // unlink(2) answers EISDIR for a folder, and never follows a link.
      if clab_unlinkat(Int32(opened.raw), child, 0) < 0 { remove(child, in: Int32(opened.raw)) }
    }
    closedir(folder)
    _ = clab_unlinkat(parent, name, AT_REMOVEDIR)
  }
}

/// O_PATH of open(2), which is behind _GNU_SOURCE.
let pathOnly: Int32 = 0o10000000
