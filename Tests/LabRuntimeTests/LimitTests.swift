import LabTestSupport
import Testing

/// Waiting has a limit: the statement's, the file's, else the command line's.
struct LimitTests {
  private static let listener = "socket tcp as l\nbind l localhost:0\nlisten l\n"

  @Test(arguments: [
    Scenario.fails(
      "within",
      listener + "accept l within 5ms\n",
      says: ["nobody connected to l", "its limit"]
    ),
    .fails(
      "the file's timeout",
      "timeout 5ms\n" + listener + "accept l\n",
      says: ["default of this file: timeout 5ms (line 1)"]
    ),
    .fails(
      "--timeout",
      listener + "accept l\n",
      says: ["error[timeout]"],
      options: ["--timeout", "5ms"]
    ),
    .fails(
      "a counter",
      "wait go within 5ms\nready go\n",
      says: ["error[timeout]: go is 0 of 1"]
    ),
    .fails(
      "an actor",
      "actor a { wait go }\nwait a within 5ms\nready go\n",
      says: ["error[timeout]: actor a has not ended"]
    ),
    .fails(
      "a program",
      "run \"sleep\" \"1000\" within 20ms\n",
      says: ["error[timeout]: sleep has not ended", "it was killed"]
    ),
    .fails(
      "a Unix connect without room",
      """
      socket unix stream as l
      bind l unix:x
      listen l 0
      socket unix stream as a
      connect a unix:x
      socket unix stream as b
      connect b unix:x within 5ms
      """,
      says: ["error[timeout]"]
    ),
    .passes(
      "within of a call goes before the file's",
      "timeout 1ms\n" + listener
        + """
        actor a { accept l within 10s }
        actor b { pair tcp as p, q; poll p POLLIN 5ms expect 0; socket tcp as c; connect c l }
        """
    ),
  ])
  func ends(_ scenario: Scenario) async throws { try await scenario.test() }
}
