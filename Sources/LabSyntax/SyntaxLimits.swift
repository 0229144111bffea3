/// What a script may ask of the lexer and the parser; each limit has its own diagnostic.
package struct SyntaxLimits: Equatable, Sendable {
  /// Bytes of one file; a lesson has some 20 KiB.
  package var maximumFileSize = 8 << 20
  /// Bytes of one line.
  package var maximumLineLength = 1 << 20
  /// Braces, parentheses and brackets open at once; bounds the recursion of every later stage.
  package var maximumNesting = 64
  /// Errors of one file before the parser gives up on it.
  package var maximumErrors = 20

  package init() {}
}
