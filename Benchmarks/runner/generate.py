"""Scripts that are too long to keep: written into the build folder when they are wanted."""


BLOCK = """\
step "Visit {n}" {{
  # A server of its own for each visit.
  socket tcp as server_{n}
  bind server_{n} 127.0.0.1:8080
  listen server_{n}
  let greeting_{n} = "hello {n}\\n"

  actor visitor_{n} {{
    socket tcp as client
    connect client server_{n} within 2s
    send client "${{greeting_{n}}}"
    expect client /(?<word>\\w+) {n}\\n/ as answer
    return answer.word
  }}
  accept server_{n} as conn_{n}
  expect conn_{n} "hello {n}\\n" within 500ms
  send conn_{n} "welcome {n}\\n"
  wait visitor_{n} as word_{n}
  expect word_{n} == "welcome"
  close server_{n}
}}
"""
BLOCK_LINES = BLOCK.count("\n")

CHECK = """\
check "case {n}" {{
  socket tcp as server
  bind server 127.0.0.1:8080
  expect server.port == 8080
}}
"""

FILE = """\
socket tcp as server
bind server 127.0.0.1:8080
listen server
socket tcp as client
connect client 127.0.0.1:8080
accept server as conn
send client "hello\\n"
expect conn "hello\\n"
close client
expect conn eof
"""


def script(path, lines):
    """A valid script of just so many lines."""
    blocks, rest = divmod(lines, BLOCK_LINES)
    with open(path, "w") as file:
        for n in range(blocks):
            file.write(BLOCK.format(n=n))
        file.write("# the rest\n" * rest)


def checks(path, count):
    """A script of so many checks."""
    with open(path, "w") as file:
        for n in range(count):
            file.write(CHECK.format(n=n))


def files(folder, count):
    """So many small scripts in a folder, of which nothing else is left there."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.sock"):
        old.unlink()
    for n in range(count):
        (folder / f"{n:04}.sock").write_text(FILE)
