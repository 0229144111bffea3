import LabPattern

extension FuzzTarget {
  /// A regular expression on a stream, which arrives in pieces: the options in a byte, the pattern
  /// to the end of its line, what arrives.
  ///
  /// What is decided while more may come stays decided.
  package static let pattern = FuzzTarget(
    name: "pattern",
    maximumLength: 512,
    shortRun: 3_000
  ) { bytes in
    guard let options = bytes.first, let end = bytes.firstIndex(of: 0x0a), end > 0 else { return }
    let source = Array(bytes[1..<end])
    let stream = Array(bytes[(end + 1)...])
    let pattern: Pattern
    do throws(PatternError) {
      pattern = try Pattern(
        source,
        caseless: options & 1 != 0,
        multiline: options & 2 != 0,
        dotAll: options & 4 != 0,
        extended: options & 8 != 0
      )
    } catch {
      try hold((0...source.count).contains(error.offset), "the mistake is at \(error.offset)")
      return
    }
    for name in pattern.groupNames {
      try hold((1...pattern.groupCount).contains(name.number), "group \(name.number) is none")
    }
    let isAnchored = options & 16 == 0
    let whole = pattern.match(stream, anchored: isAnchored)
    try holdsInside(whole, stream.count, pattern)
    try hold(whole != .partial, "more is waited for behind the end")
    guard isAnchored, whole != .limit else { return }
    for count in Set([1, stream.count / 2, stream.count - 1])
    where count > 0 && count < stream.count {
      let early = pattern.match(Array(stream[..<count]), anchored: true, partial: true)
      try holdsInside(early, count, pattern)
      guard early != .partial, early != .limit else { continue }
      try hold(early == whole, "\(early) of \(count) bytes, \(whole) of \(stream.count)")
    }
  }

  private static func holdsInside(_ match: Match, _ count: Int, _ pattern: Pattern) throws {
    guard case .matched(let range, let groups) = match else { return }
    try hold(range.upperBound <= count, "\(range) is outside of \(count) bytes")
    try hold(groups.count == pattern.groupCount, "\(groups.count) groups")
    for group in groups.compactMap({ $0 }) {
      try hold(group.upperBound <= count, "group \(group) is outside of \(count) bytes")
    }
  }
}
