import LabTestSupport

extension DiagnosticCase {
  private static let head = "exercise \"E\"\nsubmission program\n"

  static let exercises = [
    DiagnosticCase(
      "the header of an exercise in a file that is none",
      "1️⃣submission program\n2️⃣total 3\ncheck \"a\" {\n  3️⃣points 2\n  note \"x\"\n}\n",
      DiagnosticSpec("1️⃣", "no-exercise", "'submission' belongs to an exercise"),
      DiagnosticSpec("2️⃣", "no-exercise"),
      DiagnosticSpec("3️⃣", "no-exercise", "exercise \"TITLE\"")
    ),
    DiagnosticCase(
      "an exercise says what is handed in",
      "1️⃣exercise \"E\"\ncheck a \"a\" { expect 1 == 1 }\n",
      DiagnosticSpec("1️⃣", "missing-header", "submission program")
    ),
    DiagnosticCase(
      "two rows that say what is handed in, and words that are none",
      """
      exercise "E"
      submission 1️⃣programme
      2️⃣submission program
      limit wall 1s 3️⃣ram 5
      4️⃣limit cpu 5️⃣3
      6️⃣total 0
      check a "a" { expect 1 == 1 }
      """,
      DiagnosticSpec("1️⃣", "unknown-word", "did you mean 'program'?", "program or scenario"),
      DiagnosticSpec("2️⃣", "duplicate-header", "line 2"),
      DiagnosticSpec("3️⃣", "unknown-word", "'ram' is no limit", "wall, cpu, memory"),
      DiagnosticSpec("4️⃣", "duplicate-header"),
      DiagnosticSpec("5️⃣", "wrong-kind", "'cpu' takes a duration", "as: cpu 5s"),
      DiagnosticSpec("6️⃣", "wrong-kind", "a number from 1 up")
    ),
    DiagnosticCase(
      "limits twice, and without a value",
      head + "limit wall 1s 1️⃣wall 2s\ncheck a \"a\" { expect 1 == 1 }\n",
      DiagnosticSpec("1️⃣", "duplicate-clause")
    ),
    DiagnosticCase(
      "a limit without its value",
      head + "limit 1️⃣memory\ncheck a \"a\" { expect 1 == 1 }\n",
      DiagnosticSpec("1️⃣", "wrong-kind", "as: memory 64MiB")
    ),
    DiagnosticCase(
      "needs",
      head + """
        check echo "a" { expect 1 == 1 }
        check pieces "b" {
          needs echo 1️⃣ecko 2️⃣pieces 3️⃣later 4️⃣echo 5️⃣3
          expect 1 == 1
        }
        check later "c" { expect 1 == 1 }
        """,
      DiagnosticSpec("1️⃣", "unknown-check", "no check has the ID 'ecko'; did you mean 'echo'?"),
      DiagnosticSpec("2️⃣", "needs-order", "'pieces' is this check itself"),
      DiagnosticSpec("3️⃣", "needs-order", "'later' comes later, in line 8"),
      DiagnosticSpec("4️⃣", "name-twice"),
      DiagnosticSpec("5️⃣", "wrong-kind")
    ),
    DiagnosticCase(
      "terms twice, in a wrong form, and behind other statements",
      head + """
        check a "a" {
          points 1
          1️⃣points 2
          2️⃣points -1
          3️⃣hint "x${tmp}"
          visibility 4️⃣hiden
          expect 1 == 1
          5️⃣points 3
          if 1 == 1 { 6️⃣needs a }
        }
        7️⃣visibility hidden
        """,
      DiagnosticSpec("1️⃣", "duplicate-term", "line 4"),
      DiagnosticSpec("2️⃣", "duplicate-term"),
      DiagnosticSpec("2️⃣", "wrong-kind", "a number from 0 up"),
      DiagnosticSpec("3️⃣", "wrong-kind", "a text without holes"),
      DiagnosticSpec("4️⃣", "unknown-word", "did you mean 'hidden'?"),
      DiagnosticSpec("5️⃣", "misplaced-statement", "the head of a check"),
      DiagnosticSpec("6️⃣", "misplaced-statement"),
      DiagnosticSpec("7️⃣", "misplaced-statement")
    ),
    DiagnosticCase(
      "identifiers of checks name results",
      head + """
        1️⃣check "a" { expect 1 == 1 }
        check 2️⃣bigPieces "b" { expect 1 == 1 }
        repeat 2 { 3️⃣check c "c" { expect 1 == 1 } }
        """,
      DiagnosticSpec("1️⃣", "missing-check-id", "as: check echo"),
      DiagnosticSpec("2️⃣", "check-id", "'bigPieces'", "small letters"),
      DiagnosticSpec("3️⃣", "misplaced-statement", "stands in no loop")
    ),
    DiagnosticCase(
      "one check has more points than all together",
      head + "total 3\ncheck a \"a\" {\n  points 1️⃣5\n  expect 1 == 1\n}\n",
      DiagnosticSpec("1️⃣", "points-total", "the points are 5", "the exercise, 3")
    ),
    DiagnosticCase(
      "all checks have more points than the total",
      head + """
        1️⃣total 3
        check a "a" { points 2; expect 1 == 1 }
        check b "b" { points 2; expect 1 == 1 }
        """,
      DiagnosticSpec("1️⃣", "points-total", "the points are 4")
    ),
    DiagnosticCase(
      "a check in which nothing can fail",
      head + """
        setup { spawn submission as app }
        1️⃣check a "a" {
          points 1
          note "x"
          socket tcp as s
        }
        """,
      DiagnosticSpec("1️⃣", "cannot-fail", "nothing in this check can fail")
    ),
    DiagnosticCase(
      "nothing is handed in",
      "spawn 1️⃣submission as app\n",
      DiagnosticSpec("1️⃣", "unknown-name", "nothing is handed in", "submission program")
    ),
    DiagnosticCase(
      "a scenario is no program, and a program no scenario",
      "exercise \"E\"\nsubmission scenario\ncheck a \"a\" { spawn 1️⃣submission; expect 1 == 1 }\n",
      DiagnosticSpec("1️⃣", "wrong-kind", "there is no program to spawn")
    ),
    DiagnosticCase(
      "the calls of a program",
      head + "check a \"a\" { expect 1️⃣submission.calls has \"bind ok\" }\n",
      DiagnosticSpec("1️⃣", "no-such-field", "whose calls nobody sees")
    ),
  ]
}
