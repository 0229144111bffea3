import Foundation
import LabKernel
import Testing

@Suite struct StraceTests {
  /// The records say what strace saw, to the letter.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")))
  func everyRecordIsStracesLine() throws {
    let folder = try RunFolder(prefix: "strace-test-")
    let trace = folder.path + "/trace"
    let run = try ProbeRun(
      "calls",
      under: [
        "/usr/bin/strace", "-a1", "-s32", "-o", trace,
        "-e", "trace=network,poll,fcntl,ioctl,close,dup",
      ]
    )
    let text = try FileReading.bytes(of: trace, limit: 1 << 20)
    let seen = text.split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
    #expect(between(run.lines) == between(seen))
    #expect(between(run.lines).count > 80)
  }

  /// The lines between the two marks.
  private func between(_ lines: [String]) -> [String] {
    let parts = lines.split(omittingEmptySubsequences: false) { $0.hasPrefix("close(-77)") }
    return parts.count == 3 ? Array(parts[1]) : ["\(parts.count - 1) marks"] + lines
  }
}

@Suite struct CallRecordTests {
  @Test func peopleReadTheShortForm() {
    var kernel = Kernel()
    kernel.records = true
    _ = kernel.connect(-1, SocketAddress(ipv4: 0x7f00_0001, port: 8080))
    _ = kernel.accept(-1)
    let records = kernel.takeRecords()
    #expect(records.map(\.short) == ["connect(-1, 127.0.0.1:8080)", "accept(-1)"])
    #expect(records.first?.answer.errno == .badFileDescriptor)
    #expect(kernel.takeRecords().isEmpty)
  }

  @Test func nothingIsRecordedUnasked() {
    var kernel = Kernel()
    _ = kernel.close(-1)
    #expect(kernel.takeRecords().isEmpty)
  }

  @Test func ourOwnCallsAreMarked() {
    var kernel = Kernel()
    kernel.records = true
    _ = SocketFacts.tcpState(-1, kernel: &kernel)
    _ = kernel.close(-1)
    #expect(kernel.takeRecords().map(\.isOurs) == [true, false])
  }
}
