/// What came of one attempt to match.
package enum Match: Equatable, Sendable {
  /// The pattern matched these bytes of the subject.
  ///
  /// `groups[n]` is group n + 1, nil when it took no part; a group that the pattern ends without
  /// is there too.
  case matched(Range<Int>, groups: [Range<Int>?])
  /// The subject ended before it was decided; more bytes might make it match, or match longer.
  case partial
  /// No match begins in the subject; an unanchored search may still find one in later bytes.
  case none
  /// A resource limit ended the attempt; pcre2api(3), "match limit".
  case limit
}
