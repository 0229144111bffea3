import Foundation
import Glibc
import LabTestSupport
import Testing

/// What becomes of programs that a script starts, seen from outside.
struct ProgramTests {
  /// A daemon has left its parent, its group and its session.
  @Test func nothingSurvivesTheRun() async throws {
    let mark = UUID().uuidString
    let daemon = "setsid sh -c 'sleep 1000 & exec sleep 1000 \(mark)' & echo started"
    let script = """
      spawn "sh" "-c" "\(daemon)" env "MARK=\(mark)" as app
      expect app output "started"
      expect app exit 0
      run "sh" "-c" "\(daemon)"
      """
    let run = try await runSocklab(["run", "-"], input: script)
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
    #expect(processes(with: mark).isEmpty)
  }

  /// A check's end is the end of its programs; the file's go on.
  @Test func aProgramEndsWithItsOwner() async throws {
    let script = """
      spawn "sleep" "1000" as outer
      check "one" {
        socket tcp as l
        bind l 127.0.0.1:7000
        listen l
        spawn "sleep" "1000" keep l as inner
        close l
        expect inner listening 127.0.0.1:7000
      }
      socket tcp as c
      connect c 127.0.0.1:7000 expect ECONNREFUSED
      kill outer SIGTERM
      expect outer exit SIGTERM
      """
    let run = try await runSocklab(["run", "--quiet", "--timeout", "60s", "-"], input: script)
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
  }

  /// What an attempt of `retry` started ends with it; what an actor returns is its starter's.
  @Test func anAttemptEndsItsProgramsAndAnActorGivesThemAway() async throws {
    let script = """
      let attempts = []
      retry within 5s {
        spawn "sleep" "1000" as nap
        let attempts = attempts + [nap]
        expect len(attempts) == 3
      }
      expect nap.descriptors == 3
      actor starter {
        spawn "sleep" "1000" as other
        return other
      }
      wait starter as mine
      kill mine SIGTERM
      expect mine exit SIGTERM
      for old in slice(attempts, 0, 2) { kill old SIGTERM }
      """
    let run = try await runSocklab(["run", "--quiet", "--timeout", "60s", "-"], input: script)
    #expect(run.status == 1)
    #expect(
      run.stdout.contains("error[program-gone]: this program was ended"),
      "\(run.stdout)\(run.stderr)"
    )
  }

  /// Who writes without end keeps nobody waiting, and fills no memory.
  @Test func outputIsBounded() async throws {
    let script = """
      spawn "yes" as noise
      spawn "sh" "-c" "echo here" as quiet
      expect quiet output "here"
      expect noise output "y\\n"
      expect len(noise.output) == 1000
      kill noise SIGKILL
      expect noise exit SIGKILL
      expect noise output "never"
      """
    let run = try await runSocklab(
      ["run", "--quiet", "--limit", "bytes=1000", "-"],
      input: script
    )
    #expect(run.status == 1)
    #expect(run.stdout.contains("noise ended without writing this to its output"), "\(run.stdout)")
    #expect(run.stdout.contains("bytes dropped: the limit 'bytes'"), "\(run.stdout)")
  }

  /// `expect app output` waits through the whole of a slow program, and wakes for each piece.
  @Test func outputComesInPieces() async throws {
    let script = """
      socketpair unix stream as ours, theirs
      spawn "sh" "-c" "read line <&4; echo one $line; read line <&4; echo two $line >&2" keep theirs as app
      actor reader {
        expect app output /one (?<what>\\w+)\\n/ as m
        ready got
        return m.what
      }
      send ours "x\\n"
      wait got
      send ours "y\\n"
      expect app errors "two y\\n"
      wait reader as what
      expect what == "x"
      wait app as status
      expect status == 0
      close theirs
      """
    let run = try await runSocklab(["run", "--quiet", "--timeout", "60s", "-"], input: script)
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
  }

  /// A late answer is no silence: through threads, and through a row of processes.
  @Test func nothingIsProvedOnlyWhenNothingComes() async throws {
    let script = """
      write "late.py" (
        "import queue, socket, threading\\n"
        + "work = queue.Queue()\\n"
        + "def answer():\\n"
        + "  while True:\\n"
        + "    person, data = work.get()\\n"
        + "    for _ in range(100000): pass\\n"
        + "    person.sendall(data)\\n"
        + "threading.Thread(target=answer, daemon=True).start()\\n"
        + "listener = socket.create_server(('127.0.0.1', 7000))\\n"
        + "while True:\\n"
        + "  person, _ = listener.accept()\\n"
        + "  work.put((person, person.recv(100)))\\n")
      spawn "python3" "late.py" as late
      expect late listening 127.0.0.1:7000
      for i in 1..20 {
        check "threads ${i}" {
          socket tcp as c
          connect c 127.0.0.1:7000
          send c "x"
          expect c nothing
        }
        check "processes ${i}" {
          socketpair unix stream as ours, theirs
          spawn "sh" "-c" "cat <&4 | cat | cat >&4" keep theirs as row
          close theirs
          send ours "x"
          expect ours nothing
        }
        check "nothing ${i}" {
          socketpair unix stream as ours, theirs
          spawn "sh" "-c" "cat <&4 | cat | cat > /dev/null" keep theirs as row
          close theirs
          send ours "x"
          expect ours nothing
        }
      }
      """
    let run = try await runSocklab(["run", "--quiet", "--timeout", "60s", "-"], input: script)
    #expect(run.status == 1)
    #expect(run.stdout.contains("40 failed, 20 passed"), "\(run.stdout.suffix(2000))")
    let count = run.stdout.components(separatedBy: "error[not-silent]").count - 1
    #expect(count == 40, "\(run.stdout.suffix(2000))")
  }

  /// Who sleeps for a while and answers then has not kept silent.
  @Test func aProgramThatPausesIsNotAtRest() async throws {
    let script = """
      write "slow.py" (
        "import socket, time\\n"
        + "listener = socket.create_server(('127.0.0.1', 7000))\\n"
        + "person, _ = listener.accept()\\n"
        + "data = person.recv(100)\\n"
        + "time.sleep(0.2)\\n"
        + "person.sendall(data)\\n"
        + "person.recv(100)\\n")
      spawn "python3" "slow.py" as slow
      expect slow listening 127.0.0.1:7000
      socket tcp as c
      connect c 127.0.0.1:7000
      send c "hel"
      expect slow read c
      expect c nothing
      """
    let run = try await runSocklab(["run", "--quiet", "--timeout", "60s", "-"], input: script)
    #expect(run.status == 1)
    #expect(run.stdout.contains("error[not-silent]"), "\(run.stdout)")
  }

  /// The script's folder, not the one that socklab was started in.
  @Test func aRelativeProgramLiesBesideTheScript() async throws {
    let folder = try ScriptFolder()
    // Written by a program of its own: one that is started meanwhile would have it open for writing.
    let text = try folder.write("server.sh", "#!/bin/sh\necho beside\n")
    let server = folder.url.appending(path: "server").path(percentEncoded: false)
    _ = try await runProgram(program: "/usr/bin/install", ["-m", "755", text, server])
    let path = try folder.write(
      "x.sock",
      """
      spawn "./server" as app
      expect app output "beside\\n"
      run "./server" as r
      expect r.data == "beside\\n"
      spawn "./other" expect ENOENT
      """
    )
    let run = try await runSocklab(["run", "--quiet", path])
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
  }

  /// Processes whose command line or environment holds a text.
  private func processes(with mark: String) -> [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return entries.filter { entry in
      guard Int32(entry) != nil else { return false }
      return ["cmdline", "environ"].contains { name in
        let data = FileManager.default.contents(atPath: "/proc/\(entry)/\(name)") ?? Data()
        return String(decoding: data, as: UTF8.self).contains(mark)
      }
    }
  }
}
