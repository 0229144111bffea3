import Foundation
import LabEvents
import LabTestSupport
import Testing

/// Names that students choose: whatever they are, they are names and nothing else.
@Suite("Names of submissions")
struct NameTests {
  /// A shell makes names that no Swift text has, and hands them on as they are.
  private func shell(_ script: String, _ arguments: [String], in folder: URL) async throws
    -> EndedProgram
  {
    try await runProgram(program: "/bin/sh", ["-c", script, "sh"] + arguments, in: folder)
  }

  private static let exercise = """
    exercise "One answer"
    submission program
    limit wall 60s
    check answers "prints what it was asked for" {
      points 2
      spawn submission "42" as app
      expect app output "42\\n"
    }
    """

  private func runs() throws -> GradeRuns {
    let runs = try GradeRuns()
    try Data(Self.exercise.utf8).write(to: runs.folder.appending(path: "exercise.sock"))
    return runs
  }

  private static let socklab = socklabExecutable().path(percentEncoded: false)

  @Test("A folder in Latin-1 is graded, with its bytes in its name; one in UTF-8 is another")
  func latin1() async throws {
    let runs = try runs()
    let run = try await shell(
      """
      mkdir class && cd class
      latin=$(printf 'm\\374ller')
      for name in "$latin" müller; do
        mkdir "$name" && printf '#!/bin/sh\\necho "$1"\\n' > "$name/run" && chmod +x "$name/run"
      done
      printf '#!/bin/sh\\necho 41\\n' > "$(printf 'b\\377d')" && chmod +x b*
      "$1" grade ../exercise.sock * --out ../out
      status=$?
      ls > ../list
      "$1" grade merge ../out --expect ../list
      exit $status
      """,
      [Self.socklab],
      in: runs.folder
    )
    #expect(run.status == 1, "\(run.stdout)\(run.stderr)")
    #expect(!run.stdout.contains("missing"), "\(run.stdout)")
    #expect(run.stdout.contains("m\\xfcller  2 of 2"), "\(run.stdout)")
    #expect(run.stdout.contains("müller     2 of 2"), "\(run.stdout)")
    #expect(run.stdout.contains("b\\xffd     0 of 2"), "\(run.stdout)")
    #expect(try runs.result("m%5Cxfcller")["submission"]?["id"]?.string == "m\\xfcller")
    // The command that repeats it finds it again; students don't have our folders.
    #expect(
      try runs.result("b%5Cxffd")["tests"]?.array?.first?["output"]?.string?
        .contains("again     socklab grade exercise.sock $'b\\xffd' --only answers\n") == true
    )
  }

  @Test("Any other argument that is no UTF-8 is refused, and said to be that")
  func otherArguments() async throws {
    let runs = try runs()
    for command in ["run \"$bad\"", "grade \"$bad\" x", "grade exercise.sock . --out \"$bad\""] {
      let run = try await shell(
        "bad=$(printf 'sch\\366n.sock'); cp exercise.sock \"$bad\"; \"$1\" \(command)",
        [Self.socklab],
        in: runs.folder
      )
      #expect(run.status == 2)
      #expect(
        run.stderr.hasPrefix("error[no-text]: the argument 'sch\\xf6n.sock' is no UTF-8\n"),
        "\(run.stderr)"
      )
      #expect(run.stderr.contains(#"mv $'sch\xf6n.sock' another-name"#))
    }
  }

  /// Lines that GitHub, Azure or TeamCity would take for commands.
  private func commands(in text: String) -> [Substring] {
    text.split(whereSeparator: \.isNewline).filter { line in
      line.contains(/##[a-z]*\[/) || line.drop { $0.isWhitespace }.contains(/^::.*::/)
    }
  }

  @Test("Neither a name nor what a program writes commands the job that grades")
  func jobCommands() async throws {
    let runs = try runs()
    let echo = "#!/bin/sh\n"
    let names = [
      "::error::owned", " ::warning file=x::y", "##[error]z", "##vso[task.x]", "a\n::b::c",
    ]
    var folders: [String] = []
    for name in names {
      folders.append(
        try runs.submission(
          name,
          [
            "run": echo + "echo '::set-output name=a::b'; echo '##[group]x' >&2; exit 1\n"
          ]
        )
      )
    }
    folders.append(
      try runs.submission(
        "builds",
        ["Makefile": "run:\n\t@echo '::error::built'; echo ' ##[error]x' >&2; exit 1\n"]
      )
    )
    let exercise = runs.folder.appending(path: "exercise.sock").path
    let all = try await runSocklab(
      ["grade", exercise] + folders + ["--out", runs.out, "--format", "tap,junit,csv"]
    )
    #expect(all.status == 4, "\(all.stdout)\(all.stderr)")
    #expect(commands(in: all.stdout) == [] && commands(in: all.stderr) == [])
    #expect(all.stdout.contains("\\x3a:error::owned"), "\(all.stdout)")
    for name in ["results.tap", "results.xml", "results.csv"] {
      #expect(commands(in: try runs.text(name)) == [], "\(name)")
    }
    for folder in folders {
      let one = try await runSocklab(["grade", exercise, folder])
      #expect(commands(in: one.stdout) == [], "\(one.stdout)")
      #expect(one.stdout.contains("set-output") || one.stdout.contains("built"), "\(one.stdout)")
    }
    // Errors of the command line quote arguments.
    let twice = try await runSocklab(["grade", exercise, folders[4], folders[4]])
    #expect(twice.status == 2 && commands(in: twice.stderr) == [], "\(twice.stderr)")
  }
}
