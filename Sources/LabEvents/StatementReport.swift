/// One statement that ended: what it says in the script, what was called, what the kernel answered.
package struct StatementReport: Sendable {
  package enum Mark: String, Sendable {
    case passed
    /// It failed, as the script expected: `bind … expect EADDRINUSE`.
    case expected
    case failed
    case timedOut
    /// Not ended: it has made its `rawCalls` so far and waits. Only told to who reads those.
    case waits
  }

  package let line: Int
  /// How many blocks it stands in, for indentation; a statement of a step has 0.
  package let depth: Int
  /// The statement as written, without its block; one line (line ends inside brackets are blanks).
  package let text: String
  package let verb: String
  /// The name of the socket it was about, else empty; for `--fold`.
  package let subject: String
  package let mark: Mark
  /// The calls as the script means them, mostly one: `connect(5, 127.0.0.1:8080) = 0`.
  package let calls: [CallReport]
  /// What `strace` sees, when a reader asked for it.
  package let rawCalls: [CallReport]
  /// Instead of calls, or behind them: a fact ("accept queue 0 of 4096"), a compared value ("1024").
  package let answer: String
  /// One line of explanation per item, under every errno.
  package let why: [String]
  /// Where the call left its socket, for `--fold`: "LISTEN 127.0.0.1:8082".
  package let state: String
  /// Nanoseconds from its first try to its end.
  package let duration: Int64

  package init(
    line: Int,
    depth: Int,
    text: String,
    verb: String,
    subject: String = "",
    mark: Mark,
    calls: [CallReport] = [],
    rawCalls: [CallReport] = [],
    answer: String = "",
    why: [String] = [],
    state: String = "",
    duration: Int64 = 0
  ) {
    self.line = line
    self.depth = depth
    self.text = text
    self.verb = verb
    self.subject = subject
    self.mark = mark
    self.calls = calls
    self.rawCalls = rawCalls
    self.answer = answer
    self.why = why
    self.state = state
    self.duration = duration
  }
}

/// One system call with its answer, in the spellings that `--calls` chooses from.
package struct CallReport: Sendable {
  package let name: String
  /// Arguments for people: `3`, `127.0.0.1:8080`, `9 bytes`.
  package let short: [String]
  /// Arguments as `strace` prints them: `{sa_family=AF_INET, …}`, `16`.
  package let c: [String]
  /// What the call returned: a value, or -1.
  package let result: Int
  /// `ECONNREFUSED` and "Connection refused", or empty.
  package let errno: String
  package let message: String
  /// What else came back, short: "from 127.0.0.1:35878".
  package let remark: String
  /// Made by the tool itself to learn a fact, not by the step.
  package let isOurs: Bool

  package init(
    name: String,
    short: [String],
    c: [String],
    result: Int,
    errno: String = "",
    message: String = "",
    remark: String = "",
    isOurs: Bool = false
  ) {
    self.name = name
    self.short = short
    self.c = c
    self.result = result
    self.errno = errno
    self.message = message
    self.remark = remark
    self.isOurs = isOurs
  }
}

/// A statement whose block begins or ends.
package struct BlockReport: Sendable {
  package let line: Int
  package let depth: Int
  /// `privileged {`; for an end, `}`.
  package let text: String

  package init(line: Int, depth: Int, text: String) {
    self.line = line
    self.depth = depth
    self.text = text
  }
}

package struct NoteReport: Sendable {
  package let line: Int
  package let depth: Int
  package let text: String

  package init(line: Int, depth: Int, text: String) {
    self.line = line
    self.depth = depth
    self.text = text
  }
}

/// One waiter: which statement waits, for what, since when.
package struct WaitReport: Sendable {
  package let actor: ActorLabel?
  package let line: Int
  package let depth: Int
  package let text: String
  /// "accept(3)", "wait all_in".
  package let reason: String
  /// Nanoseconds it has waited.
  package let waited: Int64

  package init(
    actor: ActorLabel?,
    line: Int,
    depth: Int,
    text: String,
    reason: String,
    waited: Int64
  ) {
    self.actor = actor
    self.line = line
    self.depth = depth
    self.text = text
    self.reason = reason
    self.waited = waited
  }
}
