/// Why PCRE2 refused a pattern.
package struct PatternError: Error, Equatable, Sendable {
  /// PCRE2's own words, such as `missing closing parenthesis`.
  package let message: String
  /// The byte of the pattern at which it stopped.
  package let offset: Int
}
