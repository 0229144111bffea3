import LabDiagnostics
import LabProgram
import LabTestSupport
import Testing

/// Included files and values from outside.
@Suite struct IncludeTests {
  private func compile(
    _ files: [String: String],
    options: CompileOptions = CompileOptions()
  ) -> Compilation {
    Compiler.compile(
      path: "a/main.sock",
      bytes: Array((files["a/main.sock"] ?? "").utf8),
      options: options
    ) { path in
      guard let text = files[path] else { return .failure(LoadFailure("No such file")) }
      return .success(Array(text.utf8))
    }
  }

  @Test func namesAndProcsOfAnIncludedFileAreKnown() {
    let compilation = compile([
      "a/main.sock": "include \"lib/b.sock\"\nserve a_port as s\nlisten s\n",
      "a/lib/b.sock": "include \"../c.sock\"\nlet a_port = 80\n",
      "a/lib/../c.sock":
        "proc serve port { socket tcp as s; bind s 127.0.0.1:${port}; return s }\n",
    ])
    #expect(compilation.diagnostics == [])
    let paths = compilation.map.files.map(\.path)
    #expect(paths == ["a/main.sock", "a/lib/b.sock", "a/lib/../c.sock"])
  }

  @Test func aMissingFileIsNamedWithItsIncluder() {
    let compilation = compile(["a/main.sock": "include \"no.sock\"\nbind s 127.0.0.1:80\n"])
    #expect(compilation.diagnostics.map(\.id) == ["cannot-include"])
    #expect(compilation.diagnostics.first?.message.contains("'a/no.sock'") ?? false)
    #expect(compilation.diagnostics.first?.primary?.text == "included by a/main.sock")
  }

  @Test func aCycleNamesAllFiles() {
    let compilation = compile([
      "a/main.sock": "include \"b.sock\"\n", "a/b.sock": "include \"main.sock\"\n",
    ])
    #expect(compilation.diagnostics.map(\.id) == ["include-cycle"])
    #expect(
      compilation.diagnostics.first?.primary?.text == "a/main.sock → a/b.sock → a/main.sock"
    )
  }

  @Test func aFileThatIsIncludedTwiceAddsNothing() {
    let compilation = compile([
      "a/main.sock": "include \"b.sock\"\ninclude \"c.sock\"\nlet z = x + y\n",
      "a/b.sock": "include \"c.sock\"\nlet y = 1\n", "a/c.sock": "let x = 1\n",
    ])
    #expect(compilation.diagnostics == [])
  }

  @Test func filesAreLimited() {
    var options = CompileOptions()
    options.limits.files = 2
    let compilation = compile(
      [
        "a/main.sock": "include \"b.sock\"\n", "a/b.sock": "include \"c.sock\"\n",
        "a/c.sock": "let x = 1\n",
      ],
      options: options
    )
    #expect(compilation.diagnostics.map(\.id) == ["limit-files"])
  }

  @Test func anIncludedFileHasNoHeaderOfItsOwn() {
    let compilation = compile([
      "a/main.sock": "include \"b.sock\"\n", "a/b.sock": "lesson \"x\"\nparam n 5\n",
    ])
    #expect(compilation.diagnostics.map(\.id) == ["misplaced-header"])
  }

  @Test func settingsHaveTheKindOfTheDefault() throws {
    var options = CompileOptions()
    options.check.settings = [
      "n": Array("12".utf8), "text": Array("12".utf8), "d": Array("3ms".utf8),
    ]
    let source = "param n 5\nparam text\nparam d 1s\nparam a 127.0.0.1:80\nlet b = n + 1\n"
    let compilation = compile(["a/main.sock": source], options: options)
    #expect(compilation.diagnostics == [])
    let header = try #require(compilation.program?.header)
    #expect(header.parameters.map(\.name) == ["n", "text", "d"])
    guard case .integer(12) = header.parameters[0].value,
      case .bytes([0x31, 0x32]) = header.parameters[1].value,
      case .duration(3_000_000) = header.parameters[2].value
    else {
      Issue.record("\(header.parameters)")
      return
    }
  }

  @Test func wrongSettingsAreTold() {
    var options = CompileOptions()
    options.check.settings = ["n": Array("3ms".utf8), "clinets": [0x31]]
    let source = "param n 5\nparam clients 3\nparam must\n"
    let compilation = compile(["a/main.sock": source], options: options)
    #expect(
      compilation.diagnostics.map(\.id) == ["unknown-setting", "bad-setting", "missing-setting"]
    )
    #expect(compilation.diagnostics.first?.message.contains("'clients'") ?? false)
  }
}
