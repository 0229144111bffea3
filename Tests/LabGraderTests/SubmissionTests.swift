import Foundation
import LabGrader
import LabKernel
import Testing

@Suite("Submissions of every form")
struct SubmissionTests {
  private func folder() throws -> URL {
    let url = FileManager.default.temporaryDirectory.appending(path: "grade-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url
  }

  private func write(_ text: String, _ name: String, in folder: URL, mode: Int = 0o644) throws {
    let url = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: url)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
  }

  /// The code of the refusal; empty when it was taken.
  private func code(_ path: String, _ limits: UntrustedTree.Limits = .init()) -> String {
    do throws(Ungradable) {
      _ = try SubmissionFiles(SubmissionSource(id: "x", path: path), limits: limits)
      return ""
    } catch {
      return error.code
    }
  }

  @Test("A folder with an executable run, one with a Makefile, and a single program are taken")
  func good() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("#!/bin/sh\n", "a/run", in: folder, mode: 0o755)
    try write("run:\n", "b/Makefile", in: folder)
    try write("#!/bin/sh\n", "single", in: folder, mode: 0o700)
    for name in ["a", "a/", "b", "single"] { #expect(code("\(folder.path)/\(name)") == "") }
    let built = try SubmissionFiles(SubmissionSource(id: "b", path: "\(folder.path)/b"))
    #expect(built.needsBuild)
  }

  @Test("What cannot be run is refused, each form with its own code")
  func refused() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path
    try write("", "empty-file", in: folder, mode: 0o755)
    try write("x", "not-executable", in: folder)
    try write("x", "plain/run", in: folder)
    try write("", "hollow/run", in: folder, mode: 0o755)
    try write("x", "other/server.py", in: folder)
    try write("x", "deep/run/x", in: folder)
    try FileManager.default.createDirectory(
      at: folder.appending(path: "nothing"),
      withIntermediateDirectories: true
    )
    #expect(code("\(path)/missing") == "submission-missing")
    #expect(code("\(path)/empty-file") == "submission-empty")
    #expect(code("\(path)/nothing") == "submission-empty")
    #expect(code("\(path)/hollow") == "submission-empty")
    #expect(code("\(path)/not-executable") == "submission-not-executable")
    #expect(code("\(path)/plain") == "submission-not-executable")
    #expect(code("\(path)/other") == "submission-no-program")
    #expect(code("\(path)/deep") == "submission-no-program")
  }

  @Test("Links, FIFOs, sockets and devices are refused, at the top and within; none is opened")
  func special() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path
    try write("#!/bin/sh\n", "good/run", in: folder, mode: 0o755)
    symlink("good", "\(path)/link")
    mkfifo("\(path)/fifo", 0o600)
    for name in ["with-link", "with-fifo"] {
      try write("#!/bin/sh\n", "\(name)/run", in: folder, mode: 0o755)
    }
    symlink("/etc/passwd", "\(path)/with-link/secret")
    mkfifo("\(path)/with-fifo/pipe", 0o600)
    #expect(code("\(path)/link") == "submission-link")
    // Nobody writes into it: whoever opened it to read would wait for ever.
    #expect(code("\(path)/fifo") == "submission-special-file")
    #expect(code("\(path)/with-link") == "submission-link")
    #expect(code("\(path)/with-fifo") == "submission-special-file")
    #expect(code("/dev/zero") == "submission-special-file")
  }

  @Test("Files, bytes and depth are bounded; version control does not count")
  func bounded() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path
    for number in 0..<20 { try write("x", "many/\(number)", in: folder) }
    try write(String(repeating: "x", count: 5000), "large/run", in: folder, mode: 0o755)
    try write("#!/bin/sh\n", "nested/a/b/c/d/run", in: folder, mode: 0o755)
    try write("#!/bin/sh\n", "clone/run", in: folder, mode: 0o755)
    for number in 0..<20 { try write("x", "clone/.git/\(number)", in: folder) }
    var limits = UntrustedTree.Limits()
    limits.entries = 10
    limits.bytes = 4096
    limits.depth = 3
    #expect(code("\(path)/many", limits) == "submission-too-many-files")
    #expect(code("\(path)/large", limits) == "submission-too-large")
    #expect(code("\(path)/nested", limits) == "submission-too-deep")
    #expect(code("\(path)/clone", limits) == "")
  }

  @Test("A sparse file of a terabyte is refused by its size, not read")
  func sparse() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("#!/bin/sh\n", "s/run", in: folder, mode: 0o755)
    truncate("\(folder.path)/s/run", 1 << 40)
    #expect(code("\(folder.path)/s") == "submission-too-large")
  }

  @Test("The digest of one file is that of its bytes; of a folder it changes with every part")
  func digests() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    func digest(_ name: String) throws -> String {
      try SubmissionFiles(SubmissionSource(id: "x", path: "\(folder.path)/\(name)")).sha256
    }
    try write("#!/bin/sh\n", "abc", in: folder, mode: 0o755)
    #expect(
      try digest("abc") == "a8076d3d28d21e02012b20eaf7dbf75409a6277134439025f282e368e3305abf"
    )
    try write("#!/bin/sh\n", "f/run", in: folder, mode: 0o755)
    let first = try digest("f")
    try write("", "f/other", in: folder)
    let second = try digest("f")
    try write("", "f/other", in: folder, mode: 0o755)
    let third = try digest("f")
    try write("#!/bin/sh\n\n", "f/run", in: folder, mode: 0o755)
    #expect(Set([first, second, third, try digest("f")]).count == 4)
  }

  @Test("Names of files say nothing to a file system, and stay apart")
  func names() {
    func name(_ id: String) -> String { SubmissionSource(id: id, path: "").fileName }
    #expect(name("s042") == "s042")
    #expect(name("../etc/passwd") == "%2E./etc/passwd".replacing("/", with: "%2F"))
    #expect(name(".hidden") == "%2Ehidden")
    #expect(name("a b\n") == "a%20b%0A")
    let ids = SubmissionSource.named(["class/a/echo", "class/b/echo", "class/c/"]).map(\.id)
    #expect(ids == ["class/a/echo", "class/b/echo", "c"])
    // Two that look the same are not twins.
    let (composed, decomposed) = ("\u{e9}", "e\u{301}")
    let same = SubmissionSource.named(["a/\(composed)", "a/\(decomposed)"])
    #expect(same.map { Array($0.id.utf8) } == [Array(composed.utf8), Array(decomposed.utf8)])
    #expect(SubmissionSource.twins(in: same).map(\.one.id) == nil)
  }
}
