import Foundation
import Glibc
import LabTestSupport
import Testing

/// The same script, the same screen: as root and as an ordinary user, beside other programs, twice.
struct ParityTests {
  static let script = """
    lesson "Privileges"
    timeout 1min
    step "Ports below 1024" {
      socket tcp as p80
      bind p80 127.0.0.1:80 expect EACCES
      socket inet raw icmp expect EPERM
      sysctl "net.ipv4.ip_unprivileged_port_start" expect "1024"
      run "sh" "-c" "exec 2>/dev/null; python3 -c 'import socket; socket.create_server((\\"\\", 80))'" expect 1
      run "grep" "CapEff" "/proc/self/status" as caps
      expect caps.data == "CapEff:\\t0000000000000000\\n"
    }
    step "With them" {
      privileged {
        bind p80 127.0.0.1:80
        socket inet raw icmp as pinger
        address 192.0.2.10
        run "sh" "-c" "exec 2>/dev/null; python3 -c 'import socket; socket.create_server((\\"127.0.0.2\\", 80))'"
      }
      sysctl "net.ipv4.ip_unprivileged_port_start" "80"
      socket tcp as p81
      bind p81 192.0.2.10:81
    }
    step "A connection" {
      socket tcp as l
      bind l 127.0.0.1:8080
      listen l
      socket tcp as c
      connect c l
      accept l as k
      expect k.peer == c.local
      socket unix stream as u
      bind u unix:here
      connect c 127.0.0.1:1 expect EISCONN
    }
    """

  @Test(.enabled(if: geteuid() == 0)) func rootAndUserSeeTheSame() async throws {
    let folder = try ScriptFolder()
    try folder.write("x.sock", Self.script)
    let user = try await OrdinaryUser(folder)
    let arguments = ["run", "--stable", "x.sock"]
    let asRoot = try await runSocklab(arguments, in: folder.url)
    let asUser = try await user.run(arguments, in: folder.url)
    #expect(asRoot.status == 0, "\(asRoot.stdout)\(asRoot.stderr)")
    #expect(asUser.status == 0, "\(asUser.stdout)\(asUser.stderr)")
    #expect(
      asRoot.stdout == asUser.stdout,
      "\(lineDifference(from: asRoot.stdout, to: asUser.stdout))"
    )
  }

  /// In their own networks four runs at once have the same port, whoever has it on the host.
  @Test func severalAtOnceBesideAnotherProgram() async throws {
    let folder = try ScriptFolder()
    try folder.write("x.sock", Self.script)
    let alone = try await runSocklab(["run", "--stable", "x.sock"], in: folder.url)
    let outside = try await runSocklab(
      ["run", "-"],
      input: "network host\nsocket tcp as s\nbind s 127.0.0.1:8080 expect ok or EADDRINUSE\n"
    )
    #expect(outside.status == 0)
    let results = try await withThrowingTaskGroup(of: ProgramRun.self) { group in
      for _ in 0..<4 {
        group.addTask { try await runSocklab(["run", "--stable", "x.sock"], in: folder.url) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for run in results {
      #expect(run.status == 0)
      #expect(run.stdout == alone.stdout)
    }
  }

  /// 8080 is held while the run goes on: by another run, in the host's network.
  @Test func aTakenPortOfTheHostIsNoMatter() async throws {
    let folder = try ScriptFolder()
    let holder = try folder.write(
      "holder.sock",
      """
      network host
      socket tcp as s
      setsockopt s SO_REUSEADDR 1
      bind s 127.0.0.1:8080 expect ok or EADDRINUSE
      note "held"
      wait go within 1h
      ready go
      """
    )
    let holding = try RunningProgram(
      socklabExecutable().path(percentEncoded: false),
      ["run", "--events", "-", holder]
    )
    #expect(await holding.prints("\"held\""))
    let run = try await runSocklab(["run", "-"], input: Self.script)
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
    holding.send(signal: SIGTERM)
    #expect(await holding.ended().status == 130)
  }

  @Test func nineThousandActors() async throws {
    let script = """
      socket tcp as l
      bind l 127.0.0.1:9000
      listen l
      repeat 9000 as i {
        actor visitor {
          ready arrived
          wait all_in
          return i
        }
      }
      wait arrived 9000
      ready all_in
      wait visitor as numbers
      expect len(unique(numbers)) == 9000
      """
    let run = try await runSocklab(["run", "--quiet", "-"], input: script)
    #expect(run.status == 0, "\(run.stdout.prefix(2000))\(run.stderr)")
  }
}
