import LabConstants
import Testing

struct NameIndexTests {
  @Test func findsEachNameWhereItStands() {
    let names = Constants.all.map(\.name)
    let index = NameIndex(names)
    #expect(index.count == names.count)
    for name in Set(names) { #expect(index.position(of: name) == names.firstIndex(of: name)) }
    #expect(index.position(of: "EWHATEVER") == nil)
    #expect(index.position(of: "") == nil)
  }

  @Test func growsAndKeepsWhatItHas() {
    var index = NameIndex(capacity: 1)
    for number in 0..<1_000 { #expect(index.position(inserting: "name\(number)") == number) }
    for number in 0..<1_000 { #expect(index.position(inserting: "name\(number)") == number) }
    #expect(index.count == 1_000)
    #expect(index.position(of: "name1000") == nil)
  }

  /// The checker looks a constant up only behind a capital.
  @Test func constantsBeginWithACapital() {
    for constant in Constants.all {
      #expect(constant.name.utf8.first.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 } == true)
    }
  }
}
