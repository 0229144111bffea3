import LabConstants

/// The structures and control messages of the reference.
extension Reference {
  static var structures: String {
    var text = """
      ## Structures

      Written like functions, with the fields in this order or by name; what is not said is zero, or
      what C programs write there. Their fields are read with a dot: `s.SO_LINGER.seconds`.

      | structure | bytes | manual | |
      |---|---|---|---|

      """
    for layout in Structures.all {
      text += "| `\(layout.synopsis)` | \(layout.size) | \(layout.manual) | \(layout.summary) |\n"
    }
    return text + "\n"
  }

  static var controlMessages: String {
    var text = """
      ## Control messages

      | message | level | carries | from | asked for by | manual | |
      |---|---|---|---|---|---|---|

      """
    for message in ControlMessages.all {
      let level = Constants.name(of: Int64(message.level), in: .level) ?? "\(message.level)"
      text += "| \(message.name) | \(level) | \(message.payload.words) | "
      text += "\(message.direction.words) | \(message.option) | \(message.manual) | "
      text += "\(message.summary) |\n"
    }
    return text + "\n"
  }
}

extension ControlPayload {
  /// For the reference.
  fileprivate var words: String {
    switch self {
    case .unsigned(1): "a number of 1 byte"
    case .unsigned(let size), .signed(let size), .bigEndian(let size): "a number of \(size) bytes"
    case .structure(let index): Structures.all[index].name
    case .descriptors: "descriptors"
    case .timeval, .timespec: "a duration"
    case .socketAddress: "an address"
    case .text: "text"
    case .bytes: "bytes"
    }
  }
}

extension ControlDirection {
  /// For the reference.
  fileprivate var words: String {
    switch self {
    case .sent: "the program"
    case .received: "the kernel"
    case .both: "both"
    }
  }
}
