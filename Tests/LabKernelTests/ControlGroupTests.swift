import Foundation
import LabKernel
import Testing

/// Control groups: where they are found, what they bound, and that nothing is left of them.
@Suite("Control groups", .serialized)
struct ControlGroupTests {
  /// Whether this machine lets us bound memory and processes.
  static let isUsable = Set(ControlGroupPlaces(root: "").uses) == Set(ControlGroupUse.allCases)

  // MARK: - Finding them

  /// A machine as files: paths and what is in them.
  private func places(_ files: [String: String], _ test: (ControlGroupPlaces, String) -> Void)
    throws
  {
    let root = FileManager.default.temporaryDirectory.appending(path: "groups-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for (path, text) in files {
      let file = root.appending(path: path)
      let folder = file.deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let path = root.path(percentEncoded: false)
    let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
    test(ControlGroupPlaces(root: trimmed), trimmed)
  }

  private static let unified = "30 23 0:26 / /sys/fs/cgroup rw shared:4 - cgroup2 cgroup2 rw\n"

  @Test func theNearestGroupThatHandsControllersOnIsTaken() throws {
    try places([
      "proc/self/cgroup": "0::/user/ada.service/shell.scope\n",
      "proc/self/mountinfo": Self.unified,
      "sys/fs/cgroup/cgroup.subtree_control": "cpu memory pids\n",
      "sys/fs/cgroup/user/cgroup.subtree_control": "cpu memory pids\n",
      "sys/fs/cgroup/user/ada.service/cgroup.subtree_control": "memory pids\n",
      "sys/fs/cgroup/user/ada.service/shell.scope/cgroup.subtree_control": "\n",
      "sys/fs/cgroup/user/ada.service/shell.scope/cgroup.type": "domain\n",
    ]) { places, root in
      let folder = "\(root)/sys/fs/cgroup/user/ada.service"
      #expect(places.all.map(\.folder) == [folder])
      #expect(places.all.first?.isUnified == true)
      #expect(Set(places.uses) == Set(ControlGroupUse.allCases))
      #expect(places.reasons == [])
    }
  }

  @Test func whoIsNotAloneInItsGroupIsToldSo() throws {
    try places([
      "proc/self/cgroup": "0::/shell.scope\n",
      "proc/self/mountinfo": Self.unified,
      "sys/fs/cgroup/cgroup.subtree_control": "\n",
      "sys/fs/cgroup/shell.scope/cgroup.subtree_control": "\n",
      "sys/fs/cgroup/shell.scope/cgroup.controllers": "memory pids\n",
      "sys/fs/cgroup/shell.scope/cgroup.type": "domain\n",
      "sys/fs/cgroup/shell.scope/cgroup.procs": "1\n2\n",
    ]) { places, root in
      #expect(places.uses == [.processor])
      #expect(places.reasons.contains { $0.contains("shell.scope has other processes") })
    }
  }

  @Test func hierarchiesOfVersion1AreFoundEachForItself() throws {
    try places([
      "proc/self/cgroup": "5:memory:/box/one\n4:cpu,cpuacct:/box\n3:pids:/\n1:name=systemd:/\n",
      "proc/self/mountinfo": """
      31 29 0:30 /box /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
      32 29 0:31 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
      33 29 0:32 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids

      """,
      "sys/fs/cgroup/memory/one/tasks": "",
      "sys/fs/cgroup/cpu,cpuacct/box/tasks": "",
      "sys/fs/cgroup/pids/tasks": "",
    ]) { places, root in
      let folders = ["memory/one", "pids", "cpu,cpuacct/box"].map { "\(root)/sys/fs/cgroup/\($0)" }
      #expect(places.all.map(\.folder) == folders)
      #expect(places.all.map(\.uses) == [[.memory], [.processes], [.processor]])
    }
  }

  @Test func whereNothingIsMountedThereIsNone() throws {
    try places(["proc/self/cgroup": "", "proc/self/mountinfo": ""]) { places, _ in
      #expect(places.all == [])
      #expect(places.reasons.contains("no control groups are mounted"))
    }
  }

  // MARK: - Using them

  /// Runs a program of Python in a new group, to its end; what it wrote, and what was used.
  private func run(
    _ text: String,
    in groups: ControlGroups,
    _ limits: ControlGroup.Limits
  ) throws -> (exit: ProcessExit?, output: String, use: ControlGroup.Use, group: ControlGroup) {
    let group = try groups.make(limits)
    var request = ChildProcess.Request(arguments: ["/usr/bin/python3", "-c", text])
    request.groups = group.entrances
    let child = try ChildProcess(request)
    let exit = child.wait()
    let bytes = InputFile.read(from: child.outputDescriptor, limit: 4096)
    return (exit, String(decoding: bytes, as: UTF8.self), group.use, group)
  }

  private static let wide = ControlGroup.Limits(memory: 256 << 20, processes: 64)

  @Test("What the kernel keeps for a process counts", .enabled(if: isUsable))
  func memory() throws {
    let groups = ControlGroups()
    let eater = """
      import os
      for n in range(8):
        d = os.memfd_create("x")
        for i in range(16): os.write(d, bytes(1 << 20))
      """
    let small = ControlGroup.Limits(memory: 48 << 20, processes: 64)
    let run = try run(eater, in: groups, small)
    defer { groups.end(run.group) }
    #expect(run.exit == .signaled(SIGKILL))
    #expect(run.use.memoryKills == 1)
    let honest = try self.run("print(1)", in: groups, small)
    defer { groups.end(honest.group) }
    #expect(honest.output == "1\n" && honest.use.memoryKills == 0)
  }

  @Test("Processes and threads are counted together", .enabled(if: isUsable))
  func processes() throws {
    let groups = ControlGroups()
    let forks = """
      import os, signal
      children = []
      for n in range(20):
        try: child = os.fork()
        except OSError: break
        if child == 0: signal.pause()
        children.append(child)
      print(len(children))
      for child in children: os.kill(child, 9)
      for child in children: os.wait()
      """
    let run = try run(forks, in: groups, ControlGroup.Limits(memory: 256 << 20, processes: 5))
    defer { groups.end(run.group) }
    #expect(run.output == "4\n" && run.use.refusedProcesses == 1)
  }

  @Test("The time of processes that are gone counts", .enabled(if: isUsable))
  func processorTime() throws {
    let groups = ControlGroups()
    let chain = """
      import os, time
      for n in range(4):
        if os.fork() == 0:
          while time.process_time() < 0.1: pass
          os._exit(0)
        os.wait()
      """
    let run = try run(chain, in: groups, Self.wide)
    defer { groups.end(run.group) }
    #expect(try #require(run.use.processorTime) > 390_000_000)
  }

  @Test("Whatever is in a group ends with it, and nothing of it is left", .enabled(if: isUsable))
  func end() throws {
    let groups = ControlGroups()
    let daemon = """
      import os, signal
      if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
          signal.signal(signal.SIGTERM, signal.SIG_IGN)
          os.close(1); os.close(2)
          while True: signal.pause()
        os._exit(0)
      """
    let run = try run(daemon, in: groups, Self.wide)
    let folders = Self.folders(of: getpid())
    #expect(!folders.isEmpty)
    let members = folders.flatMap { folder in
      (try? String(contentsOfFile: "\(folder)/cgroup.procs", encoding: .utf8))?
        .split(separator: "\n").compactMap { Int32($0) } ?? []
    }
    let left = try #require(members.first)
    #expect(kill(left, 0) == 0)
    groups.end(run.group)
    #expect(Self.folders(of: getpid()) == [])
    #expect(ThreadActivity.of([left]) == [])
  }

  @Test("Groups of who was killed are removed, those of the living are not")
  func abandoned() throws {
    guard Self.isUsable else { return }
    let own = ControlGroups()
    let alive = try own.make(Self.wide)
    defer { own.end(alive) }
    let mine = Self.folders(of: getpid())
    // No process has this number: it is beyond what the kernel gives.
    let folders = ControlGroupPlaces(root: "").all.map { "\($0.folder)/socklab-4194400-7" }
    defer { for folder in folders { rmdir(folder) } }
    var started: ChildProcess?
    for _ in 0..<1000 where started == nil {
      // Any other grader of this machine that starts now removes them: then once more.
      for folder in folders { mkdir(folder, 0o755) }
      let entrances = folders.map { open("\($0)/cgroup.procs", O_WRONLY | O_CLOEXEC) }
      defer { for entrance in entrances { close(entrance) } }
      var request = ChildProcess.Request(arguments: ["sleep", "1000"])
      request.groups = entrances
      started = try? ChildProcess(request)
    }
    let sleeper = try #require(started)
    // Another grader that looks at the same moment has them locked; who is killed ends when it can.
    for _ in 0..<500 where folders.contains(where: { access($0, F_OK) == 0 }) {
      _ = ControlGroups()
    }
    #expect(folders.allSatisfy { access($0, F_OK) != 0 })
    #expect(sleeper.wait() == .signaled(SIGKILL))
    #expect(Self.folders(of: getpid()) == mine)
  }

  /// The folders of groups that a process has made.
  private static func folders(of process: Int32) -> [String] {
    ControlGroupPlaces(root: "").all.flatMap { place in
      FolderListing.names(in: place.folder).filter { $0.hasPrefix("socklab-\(process)-") }
        .map { "\(place.folder)/\($0)" }
    }
  }
}
