import LabDiagnostics
import Testing

/// The renderers that give one line for each diagnostic.
@Suite struct LineRendererTests {
  private let map: SourceMap
  private let placed: Diagnostic
  private let placeless: Diagnostic

  init() {
    var map = SourceMap()
    map.add(path: "my \"x\".sock", bytes: Array("one\ntwö bad\n".utf8))
    self.map = map
    placed = Diagnostic(
      "some-id",
      "'bad' is \u{1B} bad",
      at: .init(.init(start: 9, end: 12), "here"),
      secondary: [.init(.init(start: 0, end: 3))],
      notes: [.init("try", "good\n\"two\"")]
    )
    placeless = Diagnostic("environment", severity: .warning, "no network")
  }

  @Test func `concise`() {
    #expect(
      ConciseRenderer(map: map).render([placed, placeless]) == #"""
        my "x".sock:2:5: error[some-id]: 'bad' is \x1b bad
        warning[environment]: no network

        """#
    )
  }

  @Test func `JSON Lines`() {
    #expect(
      JSONRenderer(map: map).render([placed, placeless]) == #"""
        {"id":"some-id","severity":"error","message":"'bad' is \u001b bad","file":"my \"x\".sock",\#
        "line":2,"column":5,"endLine":2,"endColumn":8,"label":"here",\#
        "secondary":[{"file":"my \"x\".sock","line":1,"column":1,"endLine":1,"endColumn":4}],\#
        "notes":[{"title":"try","text":"good\n\"two\""}]}
        {"id":"environment","severity":"warning","message":"no network"}

        """#
    )
  }
}
