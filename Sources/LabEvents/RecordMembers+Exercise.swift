/// What records say of an exercise, read back.
extension RecordMembers {
  func exercise() throws(EventRecordError) -> ExerciseTerms? {
    guard let json = json["exercise"] else { return nil }
    let members = RecordMembers(json: json)
    guard let submission = ExerciseTerms.Submission(rawValue: try members.text("submission"))
    else { throw .badMember("submission") }
    return ExerciseTerms(
      submission: submission,
      total: members.json["total"] == nil ? nil : try members.count("total"),
      limits: try members.objects("limits") { (item) throws(EventRecordError) in
        ExerciseTerms.Limit(name: try item.text("name"), value: try item.count("value"))
      }
    )
  }

  func terms() throws(EventRecordError) -> CheckTerms? {
    guard let json = json["terms"] else { return nil }
    let members = RecordMembers(json: json)
    guard let visibility = CheckTerms.Visibility(rawValue: try members.text("visibility")) else {
      throw .badMember("visibility")
    }
    return CheckTerms(
      points: members.json["points"] == nil ? nil : try members.count("points"),
      needs: try members.strings("needs"),
      hints: try members.strings("hints"),
      visibility: visibility
    )
  }

  func program() throws(EventRecordError) -> ProgramReport {
    let end: ProgramReport.End =
      switch try text("end") {
      case "running": .running
      case "ended": .ended
      case "exited": .exited(try count("status"))
      case "signaled": .signaled(try text("signal"))
      case "limit": .limit(try text("limit"))
      default: throw .badMember("end")
      }
    return ProgramReport(
      name: try string("name"),
      isSubmission: json["submission"]?.bool ?? false,
      end: end,
      output: try string("output"),
      errors: try string("errors"),
      dropped: try count("dropped")
    )
  }
}
