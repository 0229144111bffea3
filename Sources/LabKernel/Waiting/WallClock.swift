import CLab
import Glibc

/// The time of day, for records of when something was done; nothing is ever decided by it.
package enum WallClock {
  /// Now, in UTC, as RFC 3339 writes it: `2026-11-22T20:34:00Z`.
  package static var text: String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    let date = [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday].map { digits($0) }
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { digits($0) }
    return "\(date.joined(separator: "-"))T\(clock.joined(separator: ":"))Z"
  }

  private static func digits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
