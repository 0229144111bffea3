import Foundation
import Glibc
import LabTestSupport
import Testing

/// The examples with real servers run: as whoever runs the tests, and as an ordinary user.
///
/// `make test` installs the servers; where one is missing the test says so, instead of passing
/// because the script was skipped.
@Suite(.serialized)
struct ServerTests {
  static let folder = DocumentationTests.root.appending(path: "examples/servers")

  static let scripts: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path())
    return (names ?? []).filter { $0.hasSuffix(".sock") }.sorted()
  }()

  @Test func examplesAreFound() {
    #expect(Self.scripts == ["chat.sock", "dnsmasq.sock", "nginx.sock", "redis.sock", "smtp.sock"])
  }

  @Test(arguments: scripts)
  func runs(_ name: String) async throws {
    let path = Self.folder.appending(path: name).path()
    let run = try await runSocklab(["run", "--quiet", "--strict", "--timeout", "60s", path])
    #expect(run.status == 0, "\(name):\n\(run.stdout)\(run.stderr)")
    #expect(!run.stdout.contains("skipped"), "\(run.stdout)")
  }

  /// Root without capabilities and a user in a namespace of his own: servers see two worlds.
  @Test(.enabled(if: geteuid() == 0), arguments: scripts)
  func runsAsAnOrdinaryUser(_ name: String) async throws {
    let folder = try ScriptFolder()
    let copy = folder.url.appending(path: "servers").path()
    try FileManager.default.copyItem(atPath: Self.folder.path(), toPath: copy)
    let user = try await OrdinaryUser(folder)
    let run = try await user.run(
      ["run", "--quiet", "--strict", "--timeout", "60s", "servers/\(name)"],
      in: folder.url
    )
    #expect(run.status == 0, "\(name):\n\(run.stdout)\(run.stderr)")
    #expect(!run.stdout.contains("skipped"), "\(run.stdout)")
  }
}
