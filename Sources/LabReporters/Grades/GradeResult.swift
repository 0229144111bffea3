package import LabEvents

/// What one submission got: the schema `socklab.grade/1` of `Documentation/results.md` as a value.
///
/// It is the single source: Gradescope's file, JUnit, TAP and the class table are made from it.
package struct GradeResult: Equatable, Sendable {
  package static let schema = "socklab.grade/1"

  package var toolVersion = ""
  package var exercise = Exercise()
  package var submission = Submission()
  package var outcome = Outcome.infraError
  package var score = Points.zero
  package var maximum = Points.zero
  /// One line for who reads only one; empty: none.
  package var message = ""
  package var run = Run()
  package var tests: [GradeTest] = []
  package var artifacts: [Artifact] = []

  package init() {}

  package enum Outcome: String, CaseIterable, Sendable {
    case passed
    case failed
    /// Nothing to grade: missing, does not build, is not readable.
    case ungradable
    /// The author's fault.
    case exerciseError = "exercise_error"
    /// Ours; worth a retry.
    case infraError = "infra_error"
  }

  package struct Exercise: Equatable, Sendable {
    /// Lower case letters, digits, `.`, `_` and `-`, at most 64.
    package var id = "exercise"
    package var title = ""
    /// 64 hexadecimal digits.
    package var sha256 = GradeResult.noDigest

    package init() {}
  }

  package struct Submission: Equatable, Sendable {
    package var id = ""
    package var kind = ExerciseTerms.Submission.program
    package var sha256 = GradeResult.noDigest

    package init() {}
  }

  /// Stands where there was nothing to read.
  package static let noDigest = String(repeating: "0", count: 64)

  /// A file that belongs to the result.
  package struct Artifact: Equatable, Sendable {
    package enum Kind: String, Sendable {
      case trace, pcap, stdout, stderr, state
    }

    package var path: String
    package var kind: Kind

    package init(path: String, kind: Kind) {
      self.path = path
      self.kind = kind
    }
  }

  /// The circumstances of a grading.
  package struct Run: Equatable, Sendable {
    /// RFC 3339, UTC: `2026-11-22T20:34:00Z`.
    package var started = "1970-01-01T00:00:00Z"
    package var seconds = 0.0
    package var seed = ""
    package var attempt = 1
    package var shard: Shard?
    package var sandbox = Sandbox()
    /// `wall_seconds`, `cpu_seconds`, `memory_bytes`, `pids`, `output_bytes`, in this order.
    package var limits: [Limit] = []

    package init() {}
  }

  package struct Shard: Equatable, Sendable {
    package var index: Int
    package var count: Int

    package init(index: Int, count: Int) {
      self.index = index
      self.count = count
    }
  }

  package struct Limit: Equatable, Sendable {
    package var name: String
    package var value: Double

    package init(name: String, value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// What kept a submission apart from everything else.
  package struct Sandbox: Equatable, Sendable {
    package enum Tier: String, Sendable {
      case full, uid, none
    }

    package enum Mechanism: String, CaseIterable, Sendable {
      case userns, netns, pidns, mountns, ipcns, utsns, uid, cgroup, rlimit, landlock, seccomp
      case noNewPrivileges = "no_new_privs"
      case parentDeathSignal = "pdeathsig"
      case subreaper
    }

    package var tier = Tier.none
    package var mechanisms: [Mechanism] = []
    /// What this machine did not have, in words or by name.
    package var missing: [String] = []

    package init() {}
  }
}

extension GradeResult {
  /// The limits of an exercise in the units of the result: seconds, bytes, counts.
  package static func limits(_ terms: ExerciseTerms) -> [Limit] {
    terms.limits.map { limit in
      switch limit.name {
      case "wall", "cpu":
        Limit(name: "\(limit.name)_seconds", value: Double(limit.value) / 1_000_000_000)
      case "memory", "output": Limit(name: "\(limit.name)_bytes", value: Double(limit.value))
      case "processes": Limit(name: "pids", value: Double(limit.value))
      default: Limit(name: limit.name, value: Double(limit.value))
      }
    }
  }

  /// The first check that cost points; where none is worth any, the first that did not pass.
  package var firstFailure: GradeTest? {
    tests.first { test in
      test.status != .passed && !test.isNotChosen && (test.maximum > .zero || maximum == .zero)
    }
  }

  /// Whether `--only` left checks out: its points are not those of the submission.
  package var isPartial: Bool { tests.contains { $0.isNotChosen } }

  /// Whether every check that was run has passed, be it a part only.
  package var hasPassedWhatWasRun: Bool {
    outcome == .passed || (outcome == .failed && isPartial && firstFailure == nil)
  }

  /// How often the exercise was run: a check that was never run does not say.
  package var runs: Int { tests.map { max(1, $0.attempts.count) }.max() ?? 1 }
}
