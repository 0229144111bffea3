import LabDiagnostics

/// Why a line is no record of an event.
package enum EventRecordError: Error, Equatable {
  case notJSON(offset: Int)
  /// A member that its kind needs is missing, or is of another type or out of its range.
  case badMember(String)
  /// A version that this reader doesn't know.
  case version(Int)
}

/// Reads the JSON Lines of `Documentation/events.md` back into events, line by line.
///
/// What a newer writer adds (kinds, members) is passed over. Labels that point outside the sources
/// of the `runStarted` are dropped, so a reporter can trust every span.
package struct EventRecordReader {
  private var sources = SourceMap()

  package init() {}

  /// The event of one line without its line end; `nil` for a kind that this reader doesn't know.
  package mutating func event(from line: ArraySlice<UInt8>) throws(EventRecordError) -> Event? {
    let json: JSONValue
    do {
      json = try JSONReader.value(of: line)
    } catch {
      throw .notJSON(offset: error.offset)
    }
    let record = RecordMembers(json: json)
    let version = try record.integer("version")
    guard version == EventRecordWriter.version else { throw .version(version) }
    guard let kind = try kind(of: record) else { return nil }
    let elapsed = Int64(try record.integer("elapsed"))
    let event = Event(kind, actor: try record.actor(), elapsed: elapsed)
    // A line that is refused leaves nothing: this is behind all that may be wrong with it.
    if case .runStarted(let start) = kind { sources = start.sources }
    return event
  }

  private func kind(of record: RecordMembers) throws(EventRecordError) -> Event.Kind? {
    switch try record.text("kind") {
    case "runStarted": .runStarted(try record.runStart())
    case "sectionStarted": .sectionStarted(try record.section())
    case "statement": .statement(try record.statement())
    case "blockOpened": .blockOpened(try record.block())
    case "blockClosed": .blockClosed(try record.block())
    case "note": .note(try record.note())
    case "waiting": .waiting(try record.waits("waiting"))
    case "actorStarted": .actorStarted
    case "actorEnded": .actorEnded
    case "portChosen": try record.portChosen()
    case "finding": .finding(try record.diagnostic(sources))
    case "sectionEnded":
      .sectionEnded(SectionEnd(section: try record.section(), verdict: try record.verdict()))
    case "programEnded": .programEnded(try record.program())
    case "runEnded": .runEnded(try record.summary())
    default: nil
    }
  }
}
