import LabConstants
import LabDiagnostics
import LabProgram

/// Failures whose words need nothing but their own facts; those that ask the kernel are in `Explain`.
extension Diagnostic {
  static func addressNotOurs(_ address: String, at site: Site) -> Diagnostic {
    failure(
      "host-network",
      "\(address) can only be added to a private network",
      site,
      notes: [Note("try", "network private      at the top: there lo is this file's own")]
    )
  }

  static func cannotCombine(_ operation: String, _ left: String, _ right: String, at site: Site)
    -> Diagnostic
  {
    failure("wrong-kind", "'\(operation)' cannot join \(left) and \(right)", site)
  }

  static func cannotCompare(_ left: String, _ right: String, at site: Site) -> Diagnostic {
    failure(
      "wrong-kind",
      "\(left) cannot be compared with \(right)",
      site,
      notes: [Note("note", "two values are compared only when both are of one kind")]
    )
  }

  static func cannotContain(_ container: String, _ value: String, at site: Site) -> Diagnostic {
    failure("wrong-kind", "\(container) cannot hold \(value)", site)
  }

  static func cannotSearch(_ kind: String, at site: Site) -> Diagnostic {
    failure(
      "wrong-kind",
      "'~' searches in text for text or a regular expression, not \(kind)",
      site
    )
  }

  static func capabilityMissing(_ names: [String], at site: Site) -> Diagnostic {
    let what = names.isEmpty ? "any capability" : names.joined(separator: ", ")
    return failure(
      "capability-missing",
      "this run cannot have \(what)",
      site,
      notes: [
        Note("kernel", "socklab was started without it, so 'privileged' cannot raise it"),
        Note("try", "network private      where an ordinary user has all of them"),
      ]
    )
  }

  static func leftover(
    _ name: String,
    _ entry: SocketEntry,
    count: Int,
    isQueue: Bool,
    opened: Site
  ) -> Diagnostic {
    let were = count == 1 ? "was" : "were"
    let amount =
      isQueue
      ? Machine.counted(count, "connection", "connections")
      : Machine.counted(count, "byte", "bytes")
    let what =
      isQueue
      ? "\(amount) in the queue of \(name) \(were) never accepted"
      : "\(amount) on \(name) \(were) never read"
    let consequence =
      isQueue
      ? "who closes a listener resets the connections in its queue"
      : entry.type != SocketType.stream
        ? "a datagram that nobody has read is lost with its socket"
        : entry.domain == AddressFamily.unix
          ? "who closes a Unix stream with unread bytes lets its peer see ECONNRESET"
          : "who closes a TCP socket with unread bytes sends RST instead of FIN"
    return Diagnostic(
      "leftover",
      severity: .warning,
      what,
      at: Label(opened.span, "opened here"),
      notes: [
        Note("kernel", consequence),
        Note(
          "try",
          isQueue ? "accept \(name) as conn" : "expect \(name) \"…\"      or: recv \(name)"
        ),
      ]
    )
  }

  static func negativeCount(_ count: Int64, at site: Site) -> Diagnostic {
    failure("negative-count", "\(count) times is no number of times", site)
  }

  static func noControlMessage(
    _ name: String,
    came: [String],
    _ option: String,
    at site: Site
  ) -> Diagnostic {
    var notes = [
      Note(
        "kernel",
        came.isEmpty
          ? "no control message came" : "what came: \(came.joined(separator: ", "))"
      )
    ]
    if !option.isEmpty {
      notes.append(Note("try", "setsockopt SOCKET \(option) 1      before the message comes"))
    }
    return failure("no-control-message", "no \(name) came with it", site, notes: notes)
  }

  static func noFlags(at site: Site) -> Diagnostic {
    failure(
      "no-field",
      "this call gives no message flags",
      site,
      notes: [Note("try", "call recvmsg(SOCKET, _, 0) as m      m.flags are its msg_flags")]
    )
  }

  static func ownDescriptor(_ number: Int32, at site: Site) -> Diagnostic {
    failure(
      "own-descriptor",
      "descriptor \(number) is none of the script's",
      site,
      notes: [
        Note("kernel", "socklab itself needs it: its own are 0 to 2 and those from 1000 on"),
        Note("try", "a number that is free, as 999, for EBADF"),
      ]
    )
  }

  static func noFamily(_ word: String, at site: Site) -> Diagnostic {
    failure(
      "wrong-kind",
      "'\(word)' is no family, type or protocol here",
      site,
      notes: [Note("try", "tcp, tcp6, udp, udp6, or: inet stream, unix dgram, inet raw icmp")]
    )
  }

  static func noField(_ field: String, of kind: String, at site: Site) -> Diagnostic {
    failure("no-field", "\(kind) has no '\(field)'", site)
  }

  static func otherNetwork(at site: Site) -> Diagnostic {
    failure(
      "other-network",
      "this connection is in another network than the one asked now",
      site,
      notes: [Note("try", "SOCKET.state          a socket tells of itself, wherever it is")]
    )
  }

  static func noHex(_ text: String, at site: Site) -> Diagnostic {
    failure(
      "no-hex",
      "\(text) is not pairs of hex digits",
      site,
      notes: [Note("try", "hex(\"0f ee\")      two digits for each byte")]
    )
  }

  static func noHost(_ text: String, at site: Site) -> Diagnostic {
    failure(
      "no-host",
      "\(text) is no IP address",
      site,
      notes: [Note("try", "127.0.0.1, [::1], * or localhost: names are not looked up")]
    )
  }

  static func noNumber(_ text: String, at site: Site) -> Diagnostic {
    failure("no-number", "\(text) is no number", site)
  }

  static func noPort(_ text: String, at site: Site) -> Diagnostic {
    failure("port-range", "\(text) is no port: a port is 16 bits, 0 to 65535", site)
  }

  static func noRelation(_ text: String, at site: Site) -> Diagnostic {
    failure(
      "no-relation",
      "\(text) alone is no condition",
      site,
      notes: [Note("try", "compare it: == != < <= > >= in has ~")]
    )
  }

  static func noThread(_ errno: String, at site: Site) -> Diagnostic {
    failure(
      "no-thread",
      "no thread could be started for the blocking call: \(errno)",
      site,
      notes: [Note("try", "fewer blocking calls at a time; 'ulimit -u' bounds threads")]
    )
  }

  static func noWaiting(at site: Site) -> Diagnostic {
    failure("wrong-kind", "only counters and actors can be waited for", site)
  }

  static func notRefused(at site: Site) -> Diagnostic {
    failure(
      "not-refused",
      "'socklab check' has nothing against these lines",
      site,
      label: "every line in 'refused' must be a mistake"
    )
  }

  static func optionValue(_ option: SocketOption, got kind: String, at site: Site) -> Diagnostic {
    failure("wrong-kind", "\(option.name) takes \(option.type.words), not \(kind)", site)
  }

  static func outsideSlice(start: Int64, count: Int64?, of length: Int, at site: Site)
    -> Diagnostic
  {
    let part = count.map { "\($0) from \(start)" } ?? "what begins at \(start)"
    return failure("outside", "slice: \(part) is outside a length of \(length)", site)
  }

  static func outsideWidth(_ number: Int64, bits: Int, at site: Site) -> Diagnostic {
    failure("outside", "\(number) does not fit \(bits) bits", site)
  }

  static func overflow(at site: Site) -> Diagnostic {
    failure("outside", "the sum does not fit 64 bits", site)
  }

  static func partsDiffer(wanted: Int, got: String, at site: Site) -> Diagnostic {
    failure("parts-differ", "\(wanted) names cannot take \(got)", site)
  }

  static func pathNotOurs(_ path: String, at site: Site) -> Diagnostic {
    failure(
      "path-outside",
      "'\(path)' is not in this run's own folder",
      site,
      notes: [Note("try", "a relative path without '..'; ${tmp} is the folder")]
    )
  }

  static func patternLimit(_ limit: Int, at site: Site) -> Diagnostic {
    .limitReached(
      .pattern,
      "the regular expression took more than \(limit) steps and was stopped",
      at: Label(site.span),
      enough: "\(limit * 10)",
      notes: [Note("try", "without nested repeats such as (a+)+, which make it explode")]
    )
  }

  static func patternTooLong(_ limit: Int, at site: Site) -> Diagnostic {
    .limitReached(
      .peek,
      "nothing matched in the first \(limit) unread bytes",
      at: Label(site.span),
      enough: "\(limit * 2)",
      notes: [Note("try", "read what comes before it first: expect SOCKET \"…\", drain SOCKET")]
    )
  }

  static func requirement(_ reason: String, at site: Site) -> Diagnostic {
    failure("requirement", reason, site)
  }

  static func settingNotOurs(_ name: String, isPrivate: Bool, at site: Site) -> Diagnostic {
    isPrivate
      ? failure(
        "setting-outside",
        "'\(name)' does not belong to this network",
        site,
        notes: [Note("kernel", "only settings under net. are a network's own")]
      )
      : failure(
        "host-network",
        "'\(name)' of this machine is not changed by a script",
        site,
        notes: [Note("try", "network private      where every setting under net. is yours")]
      )
  }

  static func setupNeedsPrivateNetwork(at site: Site) -> Diagnostic {
    failure(
      "host-network",
      "'setup' gives every check a fresh network, which needs a private one",
      site,
      notes: [Note("try", "network private")]
    )
  }

  static func tooManyActors(limit: Int, at site: Site) -> Diagnostic {
    limitReached(.actors, "\(limit) actors are alive", limit, site)
  }

  static func endsRun(_ what: String, _ others: String, at site: Site) -> Diagnostic {
    failure(
      "ends-run",
      "\(what) would end socklab itself",
      site,
      notes: [Note("try", others)]
    )
  }

  static func negativeSize(_ size: Int64, at site: Site) -> Diagnostic {
    failure(
      "negative-size",
      "\(size) is no number of bytes",
      site,
      notes: [Note("try", "call recv(SOCKET, _, \(size), 0)      asks the kernel all the same")]
    )
  }

  static func tooManyBytes(limit: Int, at site: Site) -> Diagnostic {
    limitReached(.bytes, "a value may have \(limit) bytes", limit, site)
  }

  static func tooManyElements(limit: Int, at site: Site) -> Diagnostic {
    limitReached(.elements, "a list may have \(limit) elements", limit, site)
  }

  static func tooManySockets(limit: Int, at site: Site) -> Diagnostic {
    limitReached(.sockets, "more than \(limit) sockets are open", limit, site)
  }

  static func tooManyStatements(limit: Int, at site: Site) -> Diagnostic {
    limitReached(.statements, "\(limit) statements were executed", limit, site)
  }

  static func tooMuchTime(limit: String, twice: String, at site: Site) -> Diagnostic {
    .limitReached(
      .time,
      "the file is not over after \(limit)",
      at: Label(site.span, "here it was"),
      enough: twice
    )
  }

  static func wrongKind(wanted: String, got: String, at site: Site) -> Diagnostic {
    failure("wrong-kind", "\(wanted) was needed here, and this is \(got)", site)
  }

  static func wrongWidth(_ count: Int, wanted: Int, at site: Site) -> Diagnostic {
    failure(
      "outside",
      "\(wanted) bytes were needed to read the number, and here are \(count)",
      site
    )
  }

  /// A failure of the statement at `site`, which is marked.
  static func failure(
    _ id: String,
    _ message: String,
    _ site: Site,
    label: String = "",
    notes: [Note] = []
  ) -> Diagnostic {
    Diagnostic(id, message, at: Label(site.span, label), notes: notes)
  }

  private static func limitReached(_ limit: Limit, _ text: String, _ value: Int, _ site: Site)
    -> Diagnostic
  {
    .limitReached(limit, text, at: Label(site.span), enough: "\(value * 2)")
  }
}
