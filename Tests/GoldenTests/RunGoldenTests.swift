import Foundation
import Glibc
import LabTestSupport
import Testing

/// What `socklab run --stable` shows, script by script; the folder says how the run ends.
///
/// The scripts run in private networks, so they show the same as root and as an ordinary user.
struct RunGoldenTests {
  static let passing = Golden.cases(in: "Fixtures/run/ok")
  static let failing = Golden.cases(in: "Fixtures/run/failed")

  @Test func fixturesAreFound() {
    #expect(Self.passing.count >= 8)
    #expect(Self.failing.count >= 40)
  }

  @Test(arguments: passing)
  func passes(_ test: Golden.Case) async throws {
    try await expect(test, status: 0)
  }

  @Test(arguments: failing)
  func fails(_ test: Golden.Case) async throws {
    try await expect(test, status: 1)
  }

  /// How much a socket's queues hold is the kernel's affair: no golden.
  @Test func sendInVainNamesWhoShouldRead() async throws {
    let script = """
      pair tcp as a, b
      send a repeat(64MiB, "x") within 50ms
      """
    let run = try await runSocklab(["run", "--stable", "-"], input: script)
    #expect(run.status == 1)
    for text in ["error[timeout]: ", "67,108,864 bytes were taken", "unread at b", "who reads b"] {
      #expect(run.stdout.contains(text), "\(text) is not in:\n\(run.stdout)")
    }
  }

  /// F2: a port of the host that is taken; which one, the kernel says.
  @Test func portOfAnotherProgramIsNamedInTheHostNetwork() async throws {
    let listener = try #require(HostListener())
    let script = """
      network host
      socket tcp as web
      bind web 127.0.0.1:\(listener.port)
      """
    let run = try await runSocklab(["run", "-"], input: script)
    #expect(run.status == 1)
    let texts = [
      "bind failed: EADDRINUSE", "127.0.0.1:\(listener.port) is in LISTEN; it belongs to ",
      "network private",
    ]
    for text in texts { #expect(run.stdout.contains(text), "\(text) is not in:\n\(run.stdout)") }
  }

  private static let hasFirewall =
    ["/usr/sbin/nft", "/sbin/nft", "/usr/bin/nft"]
    .contains { FileManager.default.isExecutableFile(atPath: $0) }

  /// A firewall is told from a full queue and from a port where nobody listens.
  @Test(.enabled(if: hasFirewall, "needs nft"))
  func whyOfFirewallsSaysWhoListensAllTheSame() async throws {
    let script = """
      socket tcp as web
      bind web 127.0.0.1:8080
      listen web
      privileged {
        run "nft" "add table inet fw"
        run "nft" "add chain inet fw in { type filter hook input priority 0 ; }"
        run "nft" "add rule inet fw in tcp dport { 8080, 8081 } drop"
        run "nft" "add rule inet fw in tcp dport 8082 reject with icmpx type admin-prohibited"
      }
      socket tcp as c
      connect c web expect unanswered within 50ms
      socket tcp as d
      connect d 127.0.0.1:8081 expect unanswered within 50ms
      socket tcp as e
      connect e 127.0.0.1:8082 expect EHOSTUNREACH
      """
    let path = "/usr/sbin:/sbin:/usr/bin:/bin"
    let run = try await runSocklab(
      ["run", "-"],
      input: script,
      environment: ["COLUMNS": "100", "PATH": path]
    )
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
    let texts = [
      "web LISTENs on 127.0.0.1:8080 and has room: a firewall rule drops the packets",
      "127.0.0.1 is this machine, which would answer RST: a firewall rule drops",
      "an ICMP message said so; 127.0.0.1 is this machine, so a firewall rule rejects it",
    ]
    for text in texts { #expect(run.stdout.contains(text), "\(text) is not in:\n\(run.stdout)") }
  }

  private static let descriptors = Task { try await DescriptorsAtEnd() }

  private func expect(_ test: Golden.Case, status: Int32) async throws {
    let descriptors = try await Self.descriptors.value
    let variables = [
      "NO_COLOR": "1", "COLUMNS": "100", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin",
    ]
    let running = try RunningProgram(
      socklabExecutable().path(percentEncoded: false),
      ["run", "--stable", test.url.lastPathComponent],
      in: test.url.deletingLastPathComponent(),
      environment: variables.merging(descriptors.environment) { $1 }
    )
    let run = await running.ended()
    #expect(run.status == status, "\(test.name): \(run.stderr)")
    if case .different(let text) = Golden.check(run.stdout, against: test.facet("out")) {
      Issue.record("\(text)")
    }
    #expect(descriptors.left(by: running.id) == "", "\(test.name) left these open")
  }
}

/// A listener of the test itself on a port that the kernel chose; closed at its end.
private final class HostListener: Sendable {
  let port: UInt16
  private let descriptor: Int32

  init?() {
    let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        Glibc.bind(descriptor, generic, length) == 0 && Glibc.listen(descriptor, 1) == 0
          && Glibc.getsockname(descriptor, generic, &length) == 0
      }
    }
    guard isListening else {
      Glibc.close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { Glibc.close(descriptor) }
}
