/// One object of a record, asked for its members by name and type.
struct RecordMembers {
  let json: JSONValue

  /// A number that must be there.
  func integer(_ name: String) throws(EventRecordError) -> Int {
    guard let value = json[name]?.integer else { throw .badMember(name) }
    return value
  }

  /// A number that is 0 when it isn't there.
  func count(_ name: String) throws(EventRecordError) -> Int {
    guard let value = json[name] else { return 0 }
    guard let count = value.integer, count >= 0 else { throw .badMember(name) }
    return count
  }

  /// A text that must be there.
  func text(_ name: String) throws(EventRecordError) -> String {
    guard let value = json[name]?.string else { throw .badMember(name) }
    return value
  }

  /// A text that is empty when it isn't there.
  func string(_ name: String) throws(EventRecordError) -> String {
    guard let value = json[name] else { return "" }
    guard let text = value.string else { throw .badMember(name) }
    return text
  }

  func strings(_ name: String) throws(EventRecordError) -> [String] {
    var strings: [String] = []
    for value in try values(name) {
      guard let text = value.string else { throw .badMember(name) }
      strings.append(text)
    }
    return strings
  }

  func values(_ name: String) throws(EventRecordError) -> [JSONValue] {
    guard let value = json[name] else { return [] }
    guard let values = value.array else { throw .badMember(name) }
    return values
  }

  func objects<Element>(
    _ name: String,
    _ read: (RecordMembers) throws(EventRecordError) -> Element
  ) throws(EventRecordError) -> [Element] {
    var elements: [Element] = []
    for value in try values(name) { elements.append(try read(RecordMembers(json: value))) }
    return elements
  }

  func actor() throws(EventRecordError) -> ActorLabel? {
    guard let json = json["actor"] else { return nil }
    let members = RecordMembers(json: json)
    return ActorLabel(name: try members.text("name"), number: try members.integer("number"))
  }
}
