/// Names and texts of the errors of errno(3).
///
/// Our own table, because the C library's `strerrorname_np` can't be reached from Swift and its
/// texts depend on the locale.
package enum ErrnoNames {
  /// Returns the name of an error number: `ECONNREFUSED` of 111.
  package static func name(_ errno: Int32) -> String? {
    row(errno)?.name
  }

  /// Returns the C library's text: `Connection refused` of 111, `Unknown error 999` of 999.
  package static func message(_ errno: Int32) -> String {
    row(errno)?.message ?? "Unknown error \(errno)"
  }

  /// Returns the number of an error name, second names such as `EWOULDBLOCK` included.
  package static func number(_ name: String) -> Int32? {
    rows.first { $0.name == name }?.number ?? aliases.first { $0.name == name }?.number
  }

  /// Second names of the same number.
  static let aliases: [(number: Int32, name: String)] = [
    (11, "EWOULDBLOCK"),
    (35, "EDEADLOCK"),
    (95, "ENOTSUP"),
  ]

  /// The row of a number; the numbers run from 1 to 133 with two gaps (41 and 58).
  private static func row(
    _ errno: Int32
  ) -> (number: Int32, name: String, message: String)? {
    guard errno > 0, errno < 134 else { return nil }
    var index = Int(errno) - 1
    if errno > 58 { index -= 1 }
    if errno > 41 { index -= 1 }
    let row = rows[index]
    return row.number == errno ? row : nil
  }
}
