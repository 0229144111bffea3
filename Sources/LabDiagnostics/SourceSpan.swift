/// A half-open range of positions in a `SourceMap`.
///
/// Positions count bytes through all files of one run, one file behind the other, so a span is
/// two numbers and still knows its file.
package struct SourceSpan: Equatable, Sendable {
  package var start: Int32
  package var end: Int32

  package init(start: Int32, end: Int32) {
    self.start = start
    self.end = end
  }

  /// The smallest span that covers both.
  package func union(_ other: SourceSpan) -> SourceSpan {
    SourceSpan(start: min(start, other.start), end: max(end, other.end))
  }
}
