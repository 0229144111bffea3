import LabEvents
import LabKernel

/// Where a lesson has stopped so far, so that it can be gone through again up to one of the places.
struct Lecture {
  /// A pause before a step, or behind the last one.
  struct Stop {
    /// How many statements of the lesson had run.
    let statements: Int
    /// What was entered at the prompt there.
    var entries: [Exchange] = []
  }

  var stops: [Stop] = []
  /// What was answered to `ask` and `predict`, in their order.
  var answers: [String] = []
  /// Going through it again: until then nothing is shown and nobody is asked.
  var replay: Replay?

  struct Replay {
    let formerStops: [Stop]
    let formerAnswers: [String]
    let reports: [StatementReport]
    /// The stop that somebody wants to be at again.
    let target: Int
    let pipe: ReportPipe
  }
}
