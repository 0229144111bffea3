import Foundation
import Glibc
import LabTestSupport
import Testing

/// `examples/grading`: the scripts that hand a class to a job engine.
@Suite(.serialized, .timeLimit(.minutes(Sanitizer.patience)))
struct GradeJobEngineTests {
  private static let tasks = 8

  private static let hasSlurm = access("/usr/sbin/slurmctld", X_OK) == 0

  /// A Slurm of one node, in a network of its own.
  @Test(.enabled(if: hasSlurm && geteuid() == 0, "Debian's slurm-wlm, and slurmd runs as root"))
  func slurmGradesAnArray() async throws {
    let graded = try GradeScaleTests.handedIn(40)
    let slurm = graded.path("slurm")
    #expect(mkdir(slurm, 0o755) == 0)
    let node = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/slurm/one-node.sh").path(percentEncoded: false)
    let run = try await runProgram(
      program: "/usr/bin/unshare",
      [
        "--net", "/bin/sh", node, slurm, "sbatch", "--wait", "--output", "\(slurm)/task-%a.log",
        GradeScaleTests.script("slurm-array.sh"), graded.exercise, graded.submissions,
        graded.path("results"),
      ],
      environment: GradeScaleTests.environment
    )
    let logs = (0..<Self.tasks).map { (try? graded.text("slurm/task-\($0).log")) ?? "none\n" }
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)\(logs.joined())")
    try await expectWhole(graded)
  }

  /// The environment that sbatch(1) gives a task, of an array that does not begin at 0.
  @Test func anyEngineThatNumbersItsTasks() async throws {
    let graded = try GradeScaleTests.handedIn(40)
    for task in 0..<Self.tasks {
      let run = try await runProgram(
        program: "/bin/sh",
        [
          GradeScaleTests.script("slurm-array.sh"), graded.exercise, graded.submissions,
          graded.path("results"),
        ],
        environment: GradeScaleTests.environment.merging([
          "SLURM_ARRAY_TASK_ID": "\(task + 1)", "SLURM_ARRAY_TASK_MIN": "1",
          "SLURM_ARRAY_TASK_MAX": "\(Self.tasks)", "SLURM_ARRAY_TASK_COUNT": "\(Self.tasks)",
          "SLURM_CPUS_PER_TASK": "2",
        ]) { $1 }
      )
      #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
    }
    try await expectWhole(graded)
  }

  @Test func parallelTellsWhoIsMissingAndGoesOn() async throws {
    let graded = try GradeScaleTests.handedIn(12)
    try graded.folder.write("list", try graded.text("list") + "nobody\n")
    let arguments = [
      GradeScaleTests.script("parallel.sh"), graded.exercise, graded.submissions,
      graded.path("results"), graded.path("list"),
    ]
    let environment = GradeScaleTests.environment
    let first = try await runProgram(program: "/bin/sh", arguments, environment: environment)
    #expect(first.status == 3)
    #expect(first.stdout.hasSuffix("missing: nobody\n"), "\(first.stdout)\(first.stderr)")
    let before = try graded.results("results").mapValues(\.bytes)
    #expect(before.count == 12)
    try graded.handIn("nobody", "echo 42")
    let second = try await runProgram(program: "/bin/sh", arguments, environment: environment)
    #expect(second.status == 0, "\(second.stdout)\(second.stderr)")
    let after = try graded.results("results").mapValues(\.bytes)
    #expect(after.count == 13)
    #expect(before.allSatisfy { after[$0.key] == $0.value })
  }

  /// Joined, the tasks' results are those of one grading.
  private func expectWhole(_ graded: GradedClass) async throws {
    let whole = try await graded.grade(
      ["--jobs", "2", "--stable", "--exit", "graded", "--out", graded.path("whole")]
    )
    #expect(whole.status == 0)
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: graded.path("results")))
    #expect(folders?.count == Self.tasks)
    let merged = try await graded.merge(
      (folders ?? []).map { graded.path("results/\($0)") }
        + ["--expect", graded.path("list"), "--stable", "--out", graded.path("merged")]
    )
    #expect(merged.status == 0, "\(merged.stdout)\(merged.stderr)")
    #expect(try graded.text("merged/results.csv") == graded.text("whole/results.csv"))
  }
}
