/// Members of a record about an exercise: its terms and what a handed-in program did.
extension JSONWriter {
  mutating func members(of exercise: ExerciseTerms) {
    member("submission", exercise.submission.rawValue)
    if let total = exercise.total { member("total", total) }
    member("limits", exercise.limits) { json, limit in
      json.member("name", limit.name)
      json.member("value", limit.value)
    }
  }

  mutating func members(of terms: CheckTerms) {
    if let points = terms.points { member("points", points) }
    member("needs", terms.needs)
    member("hints", terms.hints)
    member("visibility", terms.visibility.rawValue)
  }

  mutating func members(of program: ProgramReport) {
    member("name", program.name)
    if program.isSubmission { member("submission", true) }
    switch program.end {
    case .running: member("end", "running")
    case .ended: member("end", "ended")
    case .exited(let status):
      member("end", "exited")
      member("status", status)
    case .signaled(let signal):
      member("end", "signaled")
      member("signal", signal)
    case .limit(let name):
      member("end", "limit")
      member("limit", name)
    }
    member("output", program.output)
    member("errors", program.errors)
    if program.dropped > 0 { member("dropped", program.dropped) }
  }
}
