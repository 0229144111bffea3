import CLab

/// The end of this process by abort(3): Swift's runtime makes it when an allocation fails.
package enum Abort {
  /// From now on an abort is told by a text on standard error, and ends with a status.
  ///
  /// - Parameters:
  ///   - text: What is written behind the runtime's own words, as it is.
  ///   - status: The exit status, instead of death by SIGABRT.
  package static func tell(_ text: String, status: Int32) { clab_tell_abort(text, status) }
}
