package import LabDiagnostics

/// One value of the grammar.
///
/// What `a`, `b` and `number` mean depends on the form.
package struct ValueNode: Sendable {
  package enum Form: UInt8, Sendable {
    /// A lower-case name: a variable or one of the tables' words. `name`.
    case name
    /// An upper-case name of the tables. `name`.
    case constant
    /// `number`: the integer, sizes multiplied out (`4KiB` is 4096).
    case integer
    /// `number`: nanoseconds.
    case duration
    /// `a`: index in `strings`.
    case string
    /// `number`: start in `bytes`; `a`: length; `b`: options, bits of `RegexOption`.
    case regex
    /// `a`: index in `addresses`.
    case address
    /// `_`
    case placeholder
    /// `.` alone: the last socket, at the prompt only.
    case lastSocket
    /// `name(arguments)`: `name`; `a`, `b`: start and count in `arguments`.
    case call
    /// `[values]`: `a`, `b`: start and count in `arguments`.
    case list
    /// `base.FIELD`: `a`: index of the base in `values`; `name`: the field.
    case field
    /// `left OP right`: `a`, `b`: indices in `values`; `number`: raw value of `ValueOperator`.
    case binary
  }

  package var form: Form
  package var a: Int32
  package var b: Int32
  package var name: Name
  package var span: SourceSpan

  /// No form needs all of these: a large number lies in `a` and `b`, a small one in place of a name.
  package var number: Int64 {
    switch form {
    case .integer, .duration: Int64(b) << 32 | Int64(UInt32(bitPattern: a))
    default: Int64(name.index)
    }
  }

  package init(
    _ form: Form,
    a: Int32 = -1,
    b: Int32 = 0,
    name: Name = Name(index: -1),
    number: Int64 = 0,
    span: SourceSpan
  ) {
    self.form = form
    self.a = a
    self.b = b
    self.name = name
    self.span = span
    switch form {
    case .integer, .duration:
      self.a = Int32(truncatingIfNeeded: number)
      self.b = Int32(truncatingIfNeeded: number >> 32)
    case .regex, .binary: self.name = Name(index: Int32(truncatingIfNeeded: number))
    default: break
    }
  }
}

/// `+ - | ..` between two atoms.
package enum ValueOperator: Int64, CaseIterable, Sendable {
  case plus
  case minus
  case or
  case range

  /// As it is written in a script.
  package var spelling: String {
    switch self {
    case .plus: "+"
    case .minus: "-"
    case .or: "|"
    case .range: ".."
    }
  }
}

/// The letters behind a regular expression, as bits.
package struct RegexOption: OptionSet, Sendable {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  package static let caseless = RegexOption(rawValue: 1)
  package static let multiline = RegexOption(rawValue: 2)
  package static let dotMatchesAll = RegexOption(rawValue: 4)
  package static let extended = RegexOption(rawValue: 8)
}

/// `[ NAME "=" ] value`: an argument of a call, or an element of a list.
package struct ArgumentNode: Sendable {
  /// The parameter's name, or index -1.
  package var label: Name
  /// Index in `values`.
  package var value: Int32
  package var span: SourceSpan

  package init(label: Name = Name(index: -1), value: Int32, span: SourceSpan) {
    self.label = label
    self.value = value
    self.span = span
  }
}

/// The pieces of a string: bytes and holes in their order.
package struct StringNode: Sendable {
  /// In `SyntaxTree.parts`.
  package var parts: NodeRange

  package init(parts: NodeRange) { self.parts = parts }
}

package struct StringPart: Sendable {
  /// -1: bytes `start ..< start + count` of `SyntaxTree.bytes`; else index of the hole's value.
  package var hole: Int32
  package var start: Int32
  package var count: Int32

  package init(hole: Int32 = -1, start: Int32 = 0, count: Int32 = 0) {
    self.hole = hole
    self.start = start
    self.count = count
  }
}

/// An ADDRESS token, taken apart but not judged: port 65536 is the checker's to refuse.
package struct AddressNode: Sendable {
  package enum Host: Equatable, Sendable {
    /// In network order: 127.0.0.1 is 0x7f000001.
    case ipv4(UInt32)
    /// The two halves of the 16 bytes, and the zone's text in `SyntaxTree.bytes` (count 0: none).
    case ipv6(UInt64, UInt64, zone: NodeRange)
    /// `*`
    case any
    /// Text in `SyntaxTree.bytes`.
    case name(NodeRange)
    /// Index of the hole's value.
    case hole(Int32)
    /// `unix:`, `unix:path`, `unix:@abstract`, `unix:"…"`: index in `strings`; no part: unnamed.
    case unix(Int32)
  }

  package enum Port: Equatable, Sendable {
    /// An `ip` alone, or a Unix address.
    case none
    /// May be more than 65535; what does not fit `Int32` is `Int32.max`.
    case number(Int32)
    case service(Name)
    /// Index of the hole's value.
    case hole(Int32)
  }

  package var host: Host
  package var port: Port
  package var hostSpan: SourceSpan
  package var portSpan: SourceSpan

  package init(host: Host, port: Port, hostSpan: SourceSpan, portSpan: SourceSpan) {
    self.host = host
    self.port = port
    self.hostSpan = hostSpan
    self.portSpan = portSpan
  }
}
