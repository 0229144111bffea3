import Foundation
import Glibc
import LabKernel
import Testing

@Suite struct FileTests {
  @Test func whatIsWrittenIsRead() throws {
    let folder = try RunFolder(prefix: "file-test-")
    let path = folder.path + "/out"
    do {
      var file = try OutputFile(path: path, bufferSize: 8)
      file.write("hello ")
      file.write([0, 255, 10])
      #expect(file.failure == nil)
    }
    #expect(try FileReading.bytes(of: path, limit: 100) == Array("hello ".utf8) + [0, 255, 10])
    #expect(try FileReading.bytes(of: path, limit: 9).count == 9)
    #expect(throws: FileReadingError.tooLarge(limit: 8)) {
      try FileReading.bytes(of: path, limit: 8)
    }
  }

  @Test func reasonsAreTold() throws {
    #expect(throws: FileReadingError.missing) {
      try FileReading.bytes(of: "/nowhere/file", limit: 1)
    }
    #expect(throws: FileReadingError.isDirectory) { try FileReading.bytes(of: "/", limit: 1) }
    #expect(throws: FileReadingError.tooLarge(limit: 10)) {
      try FileReading.bytes(of: "/dev/zero", limit: 10)
    }
    #expect(throws: Errno.noSuchFile) { _ = try OutputFile(path: "/nowhere/file") }
  }

  @Test func aFileWithoutASizeIsReadWhole() throws {
    #expect(try FileReading.bytes(of: "/proc/self/status", limit: 1 << 20).count > 100)
  }

  /// The pipe is full and non-blocking, so that each write is short or refused.
  @Test func shortWritesAreFinished() throws {
    let data = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
    let child = try ChildProcess(ChildProcess.Request(arguments: ["true"]))
    _ = child.wait()
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    let (reader, writer) = (ends[0], ends[1])
    _ = fcntl(writer, F_SETFL, O_NONBLOCK)
    let writing = Thread {
      var file = OutputFile(descriptor: writer)
      file.write(data)
      file.flush()
      close(writer)
    }
    writing.start()
    #expect(try FileReading.bytes(from: reader, limit: 1 << 20) == data)
    close(reader)
  }

  @Test func theFolderGoesWithAllThatIsInIt() throws {
    let outside = try RunFolder(prefix: "outside-")
    try "kept".write(toFile: outside.path + "/kept", atomically: false, encoding: .utf8)
    let path: String
    do {
      let folder = try RunFolder()
      path = folder.path
      try FileManager.default.createDirectory(
        atPath: path + "/a/b",
        withIntermediateDirectories: true
      )
      try "x".write(toFile: path + "/a/b/file", atomically: false, encoding: .utf8)
      try FileManager.default.createSymbolicLink(
        atPath: path + "/a/link",
        withDestinationPath: outside.path
      )
      let status = try FileManager.default.attributesOfItem(atPath: path)
      #expect(status[.posixPermissions] as? Int == 0o700)
    }
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(FileManager.default.fileExists(atPath: outside.path + "/kept"))
  }

  @Test func aPipeIsNoTerminal() {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    #expect(!Terminal.isTerminal(ends[0]) && Terminal.width(ends[0]) == nil)
    close(ends[0])
    close(ends[1])
  }
}

@Suite struct CapabilitySetTests {
  @Test func namesAndNumbersMeet() {
    #expect(CapabilitySet(name: "CAP_NET_RAW") == .netRaw)
    #expect(CapabilitySet(name: "ECONNREFUSED") == nil)
    #expect(CapabilitySet([.netAdmin, .netRaw]).names == ["CAP_NET_ADMIN", "CAP_NET_RAW"])
  }

  @Test func whatIsNotPermittedCannotBeRaised() {
    #expect(Capabilities.raise(CapabilitySet(rawValue: 1 << 63)).errno == .notPermitted)
  }
}
