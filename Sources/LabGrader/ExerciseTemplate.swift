/// The exercise that `socklab exercise new` writes.
package enum ExerciseTemplate {
  package struct File: Sendable {
    package let name: String
    package let text: String
    package let isProgram: Bool
  }

  /// In the order in which they have to be made.
  package static let folders = [
    "", "/starter", "/solution", "/mutants", "/mutants/says-more", "/mutants/one-client",
    "/mutants/wrong-port",
  ]

  package static let files: [File] = [
    File(name: "exercise.sock", text: script, isProgram: false),
    program("starter", server(port: "PORT", answer: "pass  # send the answer here")),
    program("solution", server(port: "PORT", answer: #"c.sendall(b"hello\n")"#, loops: true)),
    program(
      "mutants/says-more",
      server(port: "PORT", answer: #"c.sendall(b"hello\n\0")"#, loops: true)
    ),
    File(name: "mutants/says-more/expected.txt", text: "score 3\nfails hello\n", isProgram: false),
    program("mutants/one-client", server(port: "PORT", answer: #"c.sendall(b"hello\n")"#)),
    File(name: "mutants/one-client/expected.txt", text: "score 2\nfails again\n", isProgram: false),
    program(
      "mutants/wrong-port",
      server(port: "PORT + 1", answer: #"c.sendall(b"hello\n")"#, loops: true)
    ),
    File(
      name: "mutants/wrong-port/expected.txt",
      text: "score 0\nfails listens\nskips hello\nskips again\n",
      isProgram: false
    ),
  ]

  private static func program(_ folder: String, _ text: String) -> File {
    File(name: "\(folder)/run", text: text, isProgram: true)
  }

  private static let script = #"""
    exercise "Hello server"
    goal "A TCP server that greets each client with a line, and closes. Its only argument is the port."
    submission program
    limit wall 10s cpu 5s memory 256MiB processes 64 output 64KiB

    # Before every check, in a network and a box of its own.
    setup {
      spawn submission "7000" as server
    }

    check listens "listens on the port it was given" {
      points 1
      expect server listening 127.0.0.1:7000 within 5s
    }
    check hello "greets, closes, and says nothing else" {
      points 1
      needs listens
      hint "hello is five letters; the line ends with \\n, and there is no NUL behind it"
      expect server listening 127.0.0.1:7000 within 5s
      socket tcp as c
      connect c 127.0.0.1:7000
      expect c "hello\n"
      expect c eof
    }
    check again "greets the next client too" {
      points 2
      needs listens
      hint "accept again, in a loop"
      expect server listening 127.0.0.1:7000 within 5s
      repeat 3 {
        socket tcp as c
        connect c 127.0.0.1:7000
        expect c "hello\n"
        close c
      }
    }

    """#

  private static func server(port: String, answer: String, loops: Bool = false) -> String {
    var lines = [
      "#!/usr/bin/env python3", "import socket, sys", "", "PORT = int(sys.argv[1])",
      "s = socket.socket()", "s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)",
      "s.bind((\"127.0.0.1\", \(port)))", "s.listen()",
    ]
    let body = ["c, address = s.accept()", answer, "c.close()"]
    lines += loops ? ["while True:"] + body.map { "    \($0)" } : body
    return lines.joined(separator: "\n") + "\n"
  }
}
