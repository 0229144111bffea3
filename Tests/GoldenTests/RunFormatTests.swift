import Foundation
import Glibc
import LabTestSupport
import Testing

/// `run --format`, folders and `--jobs`.
struct RunFormatTests {
  private func folder() throws -> ScriptFolder {
    let folder = try ScriptFolder()
    for name in ["b", "a/deep", ".hidden"] {
      try FileManager.default.createDirectory(
        at: folder.url.appending(path: name),
        withIntermediateDirectories: true
      )
    }
    try folder.write("b/z.sock", "note \"ninth\"\n")
    try folder.write("a/deep/one.sock", "check x \"first # TODO\" { expect 1 == 1 }\n")
    try folder.write("a/two.sock", "step \"fails\" {\n  expect 1 == 2\n}\nstep \"later\" {\n}\n")
    try folder.write("c.sock", "let x =\n")
    try folder.write("notes.txt", "no script\n")
    try folder.write(".hidden/no.sock", "expect 1 == 3\n")
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "a/round"),
      withDestinationURL: folder.url
    )
    return folder
  }

  private func lines(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  /// All scripts below the folder, once, by their paths; links do not lead round in circles.
  @Test(arguments: [1, 4])
  func folderIsItsScripts(_ jobs: Int) async throws {
    let folder = try folder()
    let run = try await runSocklab(
      ["run", "--format", "json", "--jobs", "\(jobs)", "."],
      in: folder.url
    )
    #expect(run.status == 2)
    let results = try lines(run.stdout)
    #expect(
      results.map { $0["file"] as? String } == [
        "./a/deep/one.sock", "./a/two.sock", "./b/z.sock", "./c.sock",
      ]
    )
    #expect(results.map { $0["outcome"] as? String } == ["passed", "failed", "passed", "invalid"])
    let tests = results.compactMap { $0["tests"] as? [[String: Any]] }
    #expect(tests[1].map { $0["status"] as? String } == ["failed", "skipped"])
    #expect(tests[2].map { $0["id"] as? String } == ["file"])
    #expect((tests[3][0]["output"] as? String)?.contains("c.sock:1") == true)
    // What is wrong with a script goes to standard error all the same.
    #expect(run.stderr.contains("c.sock:1"))
  }

  @Test func emptyFolderIsTold() async throws {
    let folder = try ScriptFolder()
    let run = try await runSocklab(["run", "."], in: folder.url)
    #expect(run.status == 2 && run.stderr.contains("no file NAME.sock"))
  }

  @Test func tapIsOneDocument() async throws {
    let folder = try folder()
    let run = try await runSocklab(["run", "--format", "tap", "a"], in: folder.url)
    #expect(run.status == 1)
    #expect(
      run.stdout == """
        TAP version 14
        1..2
            # Subtest: a/deep/one.sock
            1..1
            # file: a/deep/one.sock
            ok 1 - x: first \\# TODO
        ok 1 - a/deep/one.sock
            # Subtest: a/two.sock
            1..2
            # file: a/two.sock
            not ok 1 - step-1: fails
              ---
              message: '1 is not 2'
              severity: fail
              cause: 'relation'
              at:
                file: 'a/two.sock'
                line: 2
                column: 10
              ...
            # error[relation]: 1 is not 2
            #   --> a/two.sock:2:10
            #    |
            #  2 |   expect 1 == 2
            #    |          ^^^^^^
            ok 2 - step-2: later # SKIP not run: an earlier step failed
        not ok 2 - a/two.sock

        """
    )
    let one = try await runSocklab(
      ["run", "--format", "tap", "--tap", "13", "a/deep/one.sock"],
      in: folder.url
    )
    #expect(one.stdout.hasPrefix("TAP version 13\n1..1\n") && one.status == 0)
  }

  @Test func junitHasASuiteForEachFile() async throws {
    let folder = try folder()
    let run = try await runSocklab(["run", "--format", "junit", "-j2", "."], in: folder.url)
    let document = XMLCounter.counts(run.stdout)
    #expect(document == ["testsuite": 4, "testcase": 5, "failure": 2, "skipped": 1])
    #expect(run.stdout.contains("<failure type=\"relation\" message=\"1 is not 2\">"))
  }

  /// What the files write is not mixed, whichever is ready first.
  @Test func outputStaysInOrder() async throws {
    let folder = try ScriptFolder()
    for number in 1...8 {
      let lines = (1...40).map { "note \"file \(number) line \($0)\"" }.joined(separator: "\n")
      try folder.write("f\(number).sock", "lesson \"Lesson \(number)\"\n\(lines)\n")
    }
    let alone = try await runSocklab(["run", "--stable", "."], in: folder.url)
    let together = try await runSocklab(["run", "--stable", "-j8", "."], in: folder.url)
    #expect(alone.status == 0 && together.status == 0)
    #expect(alone.stdout == together.stdout)
    #expect(together.stdout.hasSuffix("\n8 files: 8 passed\n"))
  }

  /// A signal ends the files that run, and no other is begun.
  @Test func signalEndsAll() async throws {
    let folder = try ScriptFolder()
    let script = """
      socket tcp as s
      bind s 127.0.0.1:7000
      listen s
      run "touch" "FOLDER/begun-NAME"
      accept s within 300s
      """
    for name in ["a", "b", "c"] {
      let text = script.replacingOccurrences(of: "FOLDER", with: folder.url.path())
        .replacingOccurrences(of: "NAME", with: name)
      try folder.write("\(name).sock", text)
    }
    let program = try RunningProgram(
      socklabExecutable().path(percentEncoded: false),
      ["run", "--format", "tap", "--jobs", "2", "a.sock", "b.sock", "c.sock"],
      in: folder.url
    )
    // What they print is held back: the files that they make say that they wait.
    let haveBegun = await becomes(while: program) {
      (try? folder.names().count { $0.hasPrefix("begun") }) == 2
    }
    #expect(haveBegun)
    kill(program.id, SIGTERM)
    let ended = await program.ended()
    #expect(ended.status == 130, "\(ended.stdout)\(ended.stderr)")
    #expect(
      ended.stdout.contains("not ok 1 - a.sock\n") && ended.stdout.contains("not ok 2 - b.sock\n")
    )
    #expect(ended.stdout.hasSuffix("Bail out! interrupted\n"))
    #expect(!(try folder.names().contains("begun-c")))
  }

  @Test(arguments: [
    ["run", "--format", "xml", "-"], ["run", "--jobs", "0", "-"], ["run", "--tap", "12", "-"],
    ["run", "--format", "tap", "--pause", "-"], ["run", "--format", "tap", "--events", "-", "-"],
    ["run", "--events", "x", "."],
  ])
  func usage(_ arguments: [String]) async throws {
    let folder = try folder()
    let run = try await runSocklab(arguments, input: "note \"x\"\n", in: folder.url)
    #expect(run.status == 2 && run.stdout.isEmpty && !run.stderr.isEmpty, "\(arguments)")
  }
}

/// How often each element stands in a document.
private enum XMLCounter {
  static func counts(_ text: String) -> [String: Int] {
    var counts: [String: Int] = [:]
    for name in ["testsuite", "testcase", "failure", "error", "skipped"] {
      let count = text.components(separatedBy: "<\(name) ").count - 1
      if count > 0 { counts[name] = count }
    }
    return counts
  }
}
