import Foundation
import LabDiagnostics
import LabTestSupport
import Testing

/// The tools of the other tests: a comparison that can't fail proves nothing.
@Suite struct TestSupportTests {
  @Test func `markers are taken out and their offsets kept`() {
    let marked = MarkedText("aé1️⃣ 1 2️⃣b")
    #expect(marked.text == "aé 1 b")
    #expect(marked.markers == ["1️⃣": 3, "2️⃣": 6])
  }

  @Test func `every difference of diagnostics is told`() {
    let marked = MarkedText("a 1️⃣bc")
    let right = Diagnostic("id", "headline", at: .init(.init(start: 2, end: 4), "label"))
    func told(_ found: [Diagnostic], _ specs: DiagnosticSpec...) -> Int {
      differences(of: found, from: specs, in: marked).count
    }
    #expect(told([right], DiagnosticSpec("1️⃣", "id", "label", marks: "bc")) == 0)
    #expect(told([right], DiagnosticSpec("1️⃣", "other")) == 1)
    #expect(told([right], DiagnosticSpec("2️⃣", "id")) == 1)
    #expect(told([right], DiagnosticSpec("1️⃣", "id", "nonsense")) == 1)
    #expect(told([right], DiagnosticSpec("1️⃣", "id", marks: "b")) == 1)
    #expect(told([right]) == 1)
    #expect(told([], DiagnosticSpec("1️⃣", "id")) == 1)
  }

  @Test func `a golden file is compared, rewritten on demand, and tells what differs`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "golden-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appending(path: "case.out")
    func outcome(_ text: String, isUpdating: Bool) -> String {
      switch Golden.check(text, against: url, isUpdating: isUpdating) {
      case .same: "same"
      case .different(let text): text
      }
    }
    #expect(outcome("one\ntwo\n", isUpdating: false).contains("does not exist"))
    #expect(outcome("one\ntwo\n", isUpdating: true).contains("rewritten"))
    #expect(outcome("one\ntwo\n", isUpdating: true) == "same")
    #expect(outcome("one\nzwei\n", isUpdating: false).contains("- two\n+ zwei\n"))
    #expect(Golden.check("e\u{301}", against: url, isUpdating: true) != .same)
    #expect(Golden.check("\u{E9}", against: url, isUpdating: false) != .same)
  }

  @Test func `a difference shows its neighbourhood only`() {
    let old = (1...9).map(String.init).joined(separator: "\n")
    let new = old.replacingOccurrences(of: "5", with: "five")
    #expect(lineDifference(from: old, to: new) == "  ⋮\n  3\n  4\n- 5\n+ five\n  6\n  7\n")
  }
}
