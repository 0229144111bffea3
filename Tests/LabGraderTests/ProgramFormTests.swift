import Foundation
import LabGrader
import Testing

/// Programs that no kernel starts: what their students are told.
@Suite("First lines")
struct ProgramFormTests {
  /// A file header of 64 bits with one program header, for a machine and a loader.
  private static func elf(machine: UInt8, type: UInt8 = 2, loader: String? = nil) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 120)
    bytes.replaceSubrange(0..<7, with: [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
    bytes[16] = type
    bytes[18] = machine
    guard let loader else { return bytes }
    bytes[32] = 64
    bytes[54] = 56
    bytes[56] = 1
    bytes[64] = 3
    bytes[72] = 120
    return bytes + Array(loader.utf8) + [0]
  }

  #if arch(arm64)
    private static let (here, other): (UInt8, UInt8) = (183, 62)
    private static let otherName = "x86-64"
  #else
    private static let (here, other): (UInt8, UInt8) = (62, 183)
    private static let otherName = "ARM (64 bits)"
  #endif

  /// What the student is told of a file `run` with these bytes; nil when it is taken.
  private func told(_ bytes: [UInt8]) throws -> String? {
    let folder = FileManager.default.temporaryDirectory.appending(path: "form-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let run = folder.appending(path: "run").path
    try Data(bytes).write(to: URL(filePath: run))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: run)
    do throws(Ungradable) {
      _ = try SubmissionFiles(SubmissionSource(id: "x", path: folder.path))
      return nil
    } catch {
      return "\(error.message). \(error.hint)"
    }
  }

  @Test(
    "What can be started is taken",
    arguments: [
      "#!/bin/sh\n", "#! /bin/sh -e\n", "#!/bin/sh", "#!/usr/bin/env sh\n",
      "#!/usr/bin/env -S LANG=C sh -e\n", "#!run.sh\n",
    ]
  )
  func taken(_ text: String) throws {
    #expect(try told(Array(text.utf8)) == nil)
  }

  @Test("Programs for this machine are taken, with their loader, or without one")
  func takenPrograms() throws {
    #expect(try told(Self.elf(machine: Self.here)) == nil)
    #expect(try told(Self.elf(machine: Self.here, type: 3, loader: "/bin/sh")) == nil)
    let own = try Data(contentsOf: URL(filePath: "/proc/self/exe")).prefix(100_000)
    #expect(try told(Array(own)) == nil)
  }

  @Test(
    "A first line that leads nowhere is told in words",
    arguments: [
      ("#!/no/such/interp\n", "asks for \"/no/such/interp\", which this machine does not have"),
      ("#!/usr/bin/env pyhton3\n", "asks for \"pyhton3\", which this machine does not have"),
      ("#!/bin/sh\r\nexit\r\n", "ends with a carriage return"),
      ("#!\n", "is #! and names no program"),
      ("#!", "is #! and names no program"),
      ("import socket\n", "no script: a script begins with #!"),
      ("\n#!/bin/sh\n", "no script: a script begins with #!"),
      ("\u{feff}#!/bin/sh\n", "begins with a byte order mark"),
      ("MZ\u{90}", "is a program for Windows; this machine is Linux"),
    ]
  )
  func lines(_ text: String, _ words: String) throws {
    let told = try told(Array(text.utf8)) ?? ""
    #expect(told.contains(words), "\(told)")
  }

  @Test("A program for another machine, or without its loader, is told in words")
  func foreign() throws {
    func expect(_ bytes: [UInt8], _ words: String) throws {
      let told = try told(bytes) ?? ""
      #expect(told.contains(words), "\(told)")
    }
    try expect(Self.elf(machine: Self.other), "is a program for \(Self.otherName)")
    try expect(Self.elf(machine: Self.here, type: 1), "an object file, which has not been linked")
    let loader = "/lib/ld-nowhere.so.1"
    try expect(
      Self.elf(machine: Self.here, loader: loader),
      "needs the loader \"\(loader)\", which this machine does not have"
    )
    try expect([0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1], "is a program for macOS")
  }

  @Test("Headers that lie about their places are read without harm")
  func lyingHeaders() throws {
    for offset in [32, 40, 54, 56, 64, 72, 79] {
      for value: UInt8 in [0x7f, 0x80, 0xff] {
        var bytes = Self.elf(machine: Self.here, loader: "/bin/sh")
        bytes.replaceSubrange(offset..<offset + 2, with: [value, value])
        _ = try told(bytes)
      }
      _ = try told(Array(Self.elf(machine: Self.here, loader: "/bin/sh").prefix(offset)))
    }
  }
}
