import LabConstants
import LabDiagnostics
import LabProgram

/// What goes wrong with structures while a script runs.
extension Diagnostic {
  static func fieldTooLong(
    _ count: Int,
    _ field: StructureField,
    _ layout: StructureLayout,
    at site: Site
  ) -> Diagnostic {
    failure(
      "outside",
      "'\(field.name)' of \(layout.name) has room for \(field.form.size) bytes, not for \(count)",
      site
    )
  }

  static func fieldValue(
    _ field: StructureField,
    _ layout: StructureLayout,
    got value: String,
    at site: Site
  ) -> Diagnostic {
    failure("wrong-kind", "\(value) cannot be '\(field.name)' of \(layout.name)", site)
  }

  static func memberMissing(
    _ field: StructureField,
    _ layout: StructureLayout,
    bytes: Int,
    at site: Site
  ) -> Diagnostic {
    failure(
      "no-field",
      "the kernel gave \(bytes) of the \(layout.size) bytes of \(layout.name), "
        + "which end before '\(field.name)'",
      site
    )
  }

  static func neverFull(
    _ name: String,
    _ limits: Limits,
    _ bytes: Int,
    isUDP: Bool,
    at site: Site
  ) -> Diagnostic {
    let isBytes = bytes > limits.bytes
    return .limitReached(
      isBytes ? .bytes : .elements,
      "\(name) is not full after "
        + (isBytes ? "\(limits.bytes) bytes" : "\(limits.elements) calls"),
      at: Label(site.span),
      enough: isUDP ? nil : "\(2 * (isBytes ? limits.bytes : limits.elements))",
      notes: isUDP
        ? [
          Note("kernel", "UDP is never full: what finds no room is dropped at the receiver"),
          Note("try", "fill a connected TCP or Unix socket whose peer does not read"),
        ]
        : []
    )
  }

  static func noInterface(_ name: String, at site: Site) -> Diagnostic {
    failure(
      "no-interface",
      "there is no network interface \(name)",
      site,
      notes: [Note("try", "ifindex(\"lo\")      a private network has nothing else at first")]
    )
  }

  static func noLayout(_ name: String, bytes: Int, at site: Site) -> Diagnostic {
    failure(
      "no-field",
      "of this structure of \(bytes) bytes no fields are known, so no '\(name)'",
      site,
      notes: [Note("try", "slice(r.value, 0, 4)      its bytes; le32(…) reads a number")]
    )
  }

  static func noMember(_ name: String, _ layout: StructureLayout, at site: Site) -> Diagnostic {
    failure(
      "no-field",
      "\(layout.name) has no '\(name)'",
      site,
      notes: [Note("note", "it has: \(layout.fields.map(\.name).joined(separator: " "))")]
    )
  }

  static func outsideField(
    _ number: Int64,
    _ field: StructureField,
    _ layout: StructureLayout,
    at site: Site
  ) -> Diagnostic {
    failure(
      "outside",
      "'\(field.name)' of \(layout.name) has \(8 * field.form.size) bits; \(number) does not fit",
      site
    )
  }
}
