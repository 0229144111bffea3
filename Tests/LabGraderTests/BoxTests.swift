import LabGrader
import Testing

@Suite("The arguments of a box")
struct BoxTests {
  private let box = Box(
    program: "/usr/bin/bwrap",
    system: SystemFolders(
      tops: [
        SystemFolders.Top(path: "/bin", target: "usr/bin"),
        SystemFolders.Top(path: "/lib64", target: nil),
      ],
      configuration: ["/etc/ld.so.cache"]
    ),
    folder: "/tmp/g/box"
  )

  private func has(_ part: [String], _ purpose: Box.Purpose = .run) -> Bool {
    let all = box.arguments(purpose)
    return all.indices.contains { all[$0...].starts(with: part) }
  }

  @Test("Every namespace but the network's is new, and no further user namespace can be made")
  func namespaces() {
    for name in ["user", "pid", "ipc", "uts"] { #expect(has(["--unshare-\(name)"])) }
    #expect(!has(["--unshare-net"]))
    #expect(has(["--disable-userns"]))
    #expect(has(["--cap-drop", "ALL"]))
    #expect(has(["--new-session"]))
    #expect(has(["--die-with-parent"]))
  }

  @Test("The environment is cleared before the documented one is set")
  func environment() throws {
    let all = box.arguments(.run)
    let cleared = try #require(all.firstIndex(of: "--clearenv"))
    let names = all.indices.filter { all[$0] == "--setenv" }.map { all[$0 + 1] }
    #expect(names == ["HOME", "LANG", "PATH", "SOCKLAB_BOX"])
    #expect(all.firstIndex(of: "--setenv").map { $0 > cleared } == true)
  }

  @Test("The submission is read-only but for its build, and the root at last")
  func mounts() {
    #expect(has(["--ro-bind", "/tmp/g/box/submission", "/submission"]))
    #expect(has(["--bind", "/tmp/g/box/submission", "/submission"], .build))
    #expect(!has(["--bind", "/tmp/g/box/submission"]))
    #expect(has(["--remount-ro", "/", "--chdir", "/submission", "--"]))
    #expect(has(["--ro-bind", "/proc/sys", "/proc/sys"]))
    #expect(has(["--bind", "/tmp/g/box/tmp-0", "/tmp"]))
    #expect(has(["--bind", "/tmp/g/box/shm-0", "/dev/shm", "--remount-ro", "/dev"]))
  }

  @Test("What links at the root is a link in the box, what is a folder is bound")
  func tops() {
    #expect(has(["--symlink", "usr/bin", "/bin"]))
    #expect(has(["--ro-bind", "/lib64", "/lib64"]))
  }

  @Test("Only a scenario's box has our own program, and may make a network")
  func scenario() {
    let purpose = Box.Purpose.scenario(program: "/usr/bin/socklab", folders: ["/opt/lib"])
    #expect(has(["--ro-bind", "/usr/bin/socklab", "/socklab"], purpose))
    #expect(has(["--ro-bind", "/opt/lib", "/opt/lib"], purpose))
    #expect(!has(["--disable-userns"], purpose))
    #expect(!has(["--ro-bind", "/usr/bin/socklab"]))
  }

  @Test("Tiers are ordered, and a result lists all that a tier lacks")
  func tiers() {
    #expect(BoxTier.none < .uid && BoxTier.uid < .full)
    let full = BoxFacts(tier: .full, hasNetwork: true, hasUserNamespace: true, changesUser: true)
    let none = BoxFacts(tier: .none, hasNetwork: true, hasUserNamespace: true, changesUser: false)
    #expect(full.missing == ["cgroup", "landlock"])
    #expect(Set(none.missing).isSuperset(of: ["pidns", "mountns", "uid"]))
    #expect(none.mechanisms.contains("seccomp"))
    #expect(none.countsProcesses)
    #expect(Set(full.mechanisms).isDisjoint(with: full.missing))
  }
}
