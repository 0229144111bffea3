/// What a system call returned, as the kernel itself says it.
///
/// An errno is an answer here and no Swift error: a lab asks for refusals on purpose.
package struct Answer: Equatable, Sendable {
  /// The value when 0 or more, else the error number negated.
  package let raw: Int

  package init(raw: Int) {
    self.raw = raw
  }

  package init(_ errno: Errno) {
    raw = -Int(errno.code)
  }

  package var isSuccess: Bool { raw >= 0 }

  package var errno: Errno? {
    raw < 0 ? Errno(code: Int32(truncatingIfNeeded: -raw)) : nil
  }

  /// The value, for calls whose failure is an error for us and no answer to the script.
  @discardableResult
  package func get() throws(Errno) -> Int {
    if let errno { throw errno }
    return raw
  }
}
