/// The structures that socket calls and options take and give.
///
/// Offsets are Linux's on 64-bit machines; a test compares them with the C headers.
package enum Structures {
  /// All structures; an index into this list is stable for the life of a build.
  package static let all: [StructureLayout] =
    [
      timeLayouts, addressLayouts, membershipLayouts, messageLayouts, optionLayouts, packetLayouts,
      otherLayouts,
    ].flatMap(\.self)

  /// Finds a structure by its C name without `struct`.
  package static func index(named name: String) -> Int? {
    indexByName.position(of: name)
  }

  private static let indexByName = NameIndex(all.map(\.name))

  /// A field as the tables spell it: name, C name, offset, form.
  typealias FieldRow = (name: String, cName: String, offset: Int, form: FieldForm)

  static func layout(
    _ name: String,
    size: Int,
    _ manual: String,
    _ summary: String,
    _ rows: [FieldRow],
    initial: [String: Int64] = [:]
  ) -> StructureLayout {
    StructureLayout(
      name: name,
      size: size,
      fields: rows.map { row in
        StructureField(
          name: row.name,
          cName: row.cName,
          offset: row.offset,
          form: row.form,
          initial: initial[row.name] ?? 0,
          isTrailing: row.offset >= size
        )
      },
      manual: manual,
      summary: summary
    )
  }
}
