/// Where a reporter's text goes; the only way out that a reporter has.
package protocol TextOutput: AnyObject {
  func write(_ text: String)
  /// Hands on what a buffer may still hold.
  func flush()
}
