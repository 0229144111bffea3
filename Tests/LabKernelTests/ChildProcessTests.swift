import Foundation
import Glibc
import LabKernel
import Testing

@Suite struct ChildProcessTests {
  private func request(_ arguments: String...) -> ChildProcess.Request {
    ChildProcess.Request(arguments: arguments)
  }

  @Test func aProgramIsAnOrdinaryUserWithNothingInherited() throws {
    let leak = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(leak) }
    var request = request(ProbeRun.path, "status")
    request.openFiles = 100
    let run = try ProbeRun(request)
    #expect(
      run.lines == [
        "soft: 100", "open: [0, 1, 2]", "effective: []", "permitted: []", "blocked: []",
        "SIGPIPE by default: true", "group leader: true", "input empty: true",
      ]
    )
  }

  @Test(.enabled(if: Capabilities.hasPermitted(.netBindService)))
  func aPrivilegedProgramGetsWhatWasAskedFor() throws {
    var request = request(ProbeRun.path, "status")
    request.capabilities = .netBindService
    let run = try ProbeRun(request)
    #expect(run.fact("effective") == #"["CAP_NET_BIND_SERVICE"]"#)
    #expect(run.fact("permitted") == #"["CAP_NET_BIND_SERVICE"]"#)
  }

  @Test func aKeptDescriptorHasItsNumber() throws {
    let kept = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(kept) }
    var request = request(ProbeRun.path, "status")
    request.kept = [kept]
    #expect(try ProbeRun(request).fact("open") == "[0, 1, 2, \(kept)]")
  }

  @Test func folderAndEnvironmentAreItsOwn() throws {
    var request = request("/bin/sh", "-c", "pwd; echo \"$WORD\"; echo oops >&2; exit 7")
    request.folder = "/usr"
    request.environment = ["WORD=a b"]
    let child = try ChildProcess(request)
    #expect(ProbeRun.readLines(child.outputDescriptor) == ["/usr", "a b"])
    #expect(ProbeRun.readLines(child.errorsDescriptor) == ["oops"])
    #expect(child.wait() == .exited(7))
    #expect(child.exit == .exited(7))
  }

  @Test func aProgramStartsUnderItsLimits() throws {
    let script = "ulimit -St; ulimit -Ht; ulimit -n; ulimit -f; ulimit -v; ulimit -c; ulimit -u"
    var request = request("/bin/bash", "-c", script)
    request.limits = [
      ResourceLimit(.cpu, soft: 5, hard: 6), ResourceLimit(.openFiles, 64),
      ResourceLimit(.fileSize, 1 << 20), ResourceLimit(.addressSpace, 1 << 30),
      ResourceLimit(.core, 0), ResourceLimit(.processes, 77),
    ]
    let child = try ChildProcess(request)
    let lines = ProbeRun.readLines(child.outputDescriptor)
    #expect(child.wait() == .exited(0))
    #expect(lines == ["5", "6", "64", "1024", "1048576", "0", "77"])
  }

  @Test func aSignalEndsIt() throws {
    let child = try ChildProcess(request("sleep", "1000"))
    #expect(child.exit == nil)
    #expect(child.send(signal: SIGTERM).isSuccess)
    #expect(child.wait() == .signaled(SIGTERM))
  }

  @Test func lettingGoOfItKillsTheGroup() throws {
    let output: Int32
    do {
      let child = try ChildProcess(request("/bin/sh", "-c", "sleep 1000 & echo up; wait"))
      #expect(ProbeRun.readLines(child.outputDescriptor, count: 1) == ["up"])
      output = dup(child.outputDescriptor)
    }
    // The pipe's end comes only when the last of them is gone.
    #expect(ProbeRun.readLines(output) == [])
    close(output)
  }

  @Test func whatCannotBeStartedIsToldWithItsStep() {
    #expect(throws: SpawnFailure(step: .exec, errno: .noSuchFile)) {
      _ = try ChildProcess(request("/nowhere/program"))
    }
    var wrong = request("true")
    wrong.folder = "/nowhere"
    #expect(throws: SpawnFailure(step: .folder, errno: .noSuchFile)) {
      _ = try ChildProcess(wrong)
    }
    var closed = request("true")
    closed.kept = [99_999]
    #expect(throws: SpawnFailure(step: .descriptors, errno: .badFileDescriptor)) {
      _ = try ChildProcess(closed)
    }
  }

  @Test func theScriptsFirstSocketIsThree() throws {
    #expect(
      try ProbeRun("inherited").lines == [
        "first socket: 3", "ours live: true", "above 1000: true",
      ]
    )
  }

  @Test func signalsAreReadAndABrokenPipeIsTold() throws {
    #expect(
      try ProbeRun("signals").lines == [
        "send: EPIPE", "broken pipe: true false", "nothing yet: true", "then: true",
      ]
    )
  }
}
