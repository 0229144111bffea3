/// Every verb of the catalogue, spelled as in a script.
package enum Verb: String, CaseIterable, Sendable {
  // Header.
  case lesson, exercise, goal, network, timeout, param, include
  case submission, limit, total
  // Structure.
  case note, ask, predict, step, check, setup, actor, cleanup, proc
  case `repeat`, retry, refused, privileged
  case `return`, `break`
  case ready, wait, kill, sleep, require
  // The head of an exercise's check.
  case points, needs, hint, visibility
  // Calls.
  case socket, socketpair, pair, bind, listen, accept, connect, send, recv
  case shutdown, close, reset, setsockopt, getsockopt, getsockname, getpeername, poll
  case fill, drain, call
  // Environment.
  case sysctl, address, run, write
  // Programs.
  case spawn
  /// Not a row: the grammar's own word. Its forms are `ExpectForm`.
  case expect
}

/// What can be expected of a subject, as a statement: the table in the language page.
package enum ExpectForm: UInt8, CaseIterable, Sendable {
  /// A condition: `expect client.port in ephemeral`.
  case relation
  /// `expect c "hello\n"`
  case bytes
  /// `expect c /welcome (?<n>\d+)\n/ as m`
  case regex
  /// `expect c line as m`: up to and with the next `\n`.
  case line
  /// `expect c eof`
  case eof
  /// `expect c reset`: the connection was reset; nothing is read.
  case reset
  /// `expect c silence 200ms`
  case silence
  /// `expect c exactly "hello\n"`: these bytes and then nothing, no FIN either.
  case exactly
  /// `expect c bytes 16 as m`
  case count
  /// `expect c nothing`: nothing has come, and the program at the other end is at rest.
  case nothing
  /// `expect app output "ready\n"`, `expect app errors /warning: (?<what>.*)/ as m`
  case output, errors
  /// `expect app exit 0`, `expect app exit SIGKILL`
  case exit
  /// `expect app listening 127.0.0.1:8080`
  case listening
  /// `expect app read c`: all that was sent on c was read by that program.
  case read
  /// `expect reader blocked 50ms`: the actor's `blocking` call sleeps in the kernel.
  case blocked
}
