/// What `random` of an exercise begins with: its own for every student, and the same tomorrow.
package struct Seed: Equatable, Sendable {
  /// As results print it and `--seed` takes it: `echo-server/s042`.
  package let text: String

  package init(text: String) { self.text = text }

  package init(exercise: String, student: String) { text = "\(exercise)/\(student)" }

  /// The machine's number.
  package var number: UInt64 {
    var digest = Digest()
    digest.add(text.utf8)
    return digest.finish().prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
