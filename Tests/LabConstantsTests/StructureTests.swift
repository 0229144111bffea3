import LabConstants
import LabLayouts
import Testing

/// The tables of structures against the C headers.
@Suite struct StructureTests {
  private struct Row {
    let structure: String
    let field: String
    let offset: Int
    let size: Int
  }

  /// What the C compiler says of every structure and field that the tables name.
  private static let rows: [Row] = {
    var rows: [Row] = []
    guard var next = lab_layouts() else { return [] }
    while let structure = next.pointee.structure, let field = next.pointee.field {
      rows.append(
        Row(
          structure: String(cString: structure),
          field: String(cString: field),
          offset: Int(next.pointee.offset),
          size: Int(next.pointee.size)
        )
      )
      next += 1
    }
    return rows
  }()

  @Test func sizesAreThoseOfC() {
    // An array of numbers that the kernel gives; C has no structure for it.
    for layout in Structures.all where layout.name != "sk_meminfo" {
      let row = Self.rows.first { $0.structure == layout.name && $0.field.isEmpty }
      #expect(row?.size == layout.size, "\(layout.name)")
    }
  }

  @Test func fieldsLieWhereCPutsThem() {
    for layout in Structures.all {
      for field in layout.fields where !field.cName.isEmpty {
        let row = Self.rows.first { $0.structure == layout.name && $0.field == field.cName }
        #expect(row?.offset == field.offset, "\(layout.name).\(field.cName)")
        #expect(row?.size == field.form.size, "\(layout.name).\(field.cName)")
      }
    }
  }

  @Test func everyFieldHasANameOfItsOwn() {
    for layout in Structures.all {
      #expect(Set(layout.fields.map(\.name)).count == layout.fields.count, "\(layout.name)")
      #expect(Structures.index(named: layout.name) != nil)
    }
  }

  @Test func everyOptionKnowsItsStructures() {
    for option in SocketOptions.all {
      guard case .structures(let names) = option.type else { continue }
      #expect(option.type.layouts.map(\.name) == names, "\(option.name)")
    }
  }
}

/// The tables of control messages.
@Suite struct ControlMessageTests {
  @Test func aMessageIsFoundByItsNumbers() {
    for message in ControlMessages.all where message.direction != .sent {
      let index = ControlMessages.index(level: message.level, type: message.type)
      #expect(index.map { ControlMessages.all[$0].name } == message.name)
    }
  }

  @Test func aNameStandsOnceAndHasItsNumber() {
    let names = ControlMessages.all.map(\.name)
    #expect(Set(names).count == names.count)
    for message in ControlMessages.all {
      guard let constant = Constants.named(message.name) else {
        Issue.record("no constant \(message.name)")
        continue
      }
      #expect(constant.value == Int64(message.type), "\(message.name)")
    }
  }

  @Test func payloadsNameStructuresThatThereAre() {
    for message in ControlMessages.all where message.payload == .bytes {
      #expect(
        ["OPT", "DEVMEM"].contains { message.name.contains($0) }
          || message.summary.contains("ption") || message.summary.contains("header")
      )
    }
  }

  @Test func theOptionsThatAskForThemExist() {
    for message in ControlMessages.all where !message.option.isEmpty {
      #expect(SocketOptions.index(named: message.option) != nil, "\(message.option)")
    }
  }
}
