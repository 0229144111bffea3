/// Members of a record: what is empty is left out.
extension JSONWriter {
  mutating func member(_ name: String, _ value: Int) {
    key(name)
    integer(value)
  }

  mutating func member(_ name: String, _ value: Bool) {
    key(name)
    bool(value)
  }

  mutating func member(_ name: String, _ text: String) {
    guard !text.isEmpty else { return }
    key(name)
    string(text)
  }

  mutating func member(_ name: String, _ texts: [String]) {
    guard !texts.isEmpty else { return }
    key(name)
    array(texts) { $0.string($1) }
  }

  mutating func member<Element>(
    _ name: String,
    _ elements: [Element],
    _ members: (inout JSONWriter, Element) -> Void
  ) {
    guard !elements.isEmpty else { return }
    key(name)
    array(elements) { json, element in json.object { members(&$0, element) } }
  }

  mutating func member(_ actor: ActorLabel?) {
    guard let actor else { return }
    key("actor")
    object { json in
      json.member("name", actor.name)
      json.member("number", actor.number)
    }
  }

  mutating func place(line: Int, depth: Int, text: String) {
    member("line", line)
    if depth != 0 { member("depth", depth) }
    member("text", text)
  }
}
