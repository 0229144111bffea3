import LabConstants

// The short form, as scripts write it.
extension SocketAddress: CustomStringConvertible {
  /// `127.0.0.1:8080`, `[::1]:80`, `[fe80::1%2]:80`, `unix:s1`, `unix:@name`, `unix:`.
  package var description: String {
    if let ipv4, let port { return "\(Self.text(ipv4: ipv4)):\(port)" }
    if let ipv6, let port {
      let zone = scope.flatMap { $0 == 0 ? nil : "%\($0)" } ?? ""
      return "[\(Self.text(ipv6: ipv6))\(zone)]:\(port)"
    }
    if let unixPath { return "unix:" + Self.printable(unixPath) }
    if let unixAbstract { return "unix:@" + Self.printable(unixAbstract) }
    return isUnix
      ? "unix:" : Constants.name(of: Int64(family), in: .addressFamily) ?? "family \(family)"
  }

  /// The host's part alone: `127.0.0.1`, `::1`, `fe80::1%2`.
  package var hostText: String? {
    if let ipv4 { return Self.text(ipv4: ipv4) }
    guard let ipv6 else { return nil }
    return Self.text(ipv6: ipv6) + (scope.flatMap { $0 == 0 ? nil : "%\($0)" } ?? "")
  }

  /// A dotted quad.
  package static func text(ipv4: UInt32) -> String {
    "\(ipv4 >> 24).\(ipv4 >> 16 & 255).\(ipv4 >> 8 & 255).\(ipv4 & 255)"
  }

  /// The canonical text of RFC 5952, with dotted quads for mapped addresses (its section 5).
  package static func text(ipv6: (UInt64, UInt64)) -> String {
    let groups = [ipv6.0, ipv6.1].flatMap { half in
      stride(from: UInt64(48), through: 0, by: -16).map { half >> $0 & 0xffff }
    }
    if ipv6.0 == 0, ipv6.1 >> 32 == 0xffff {
      return "::ffff:" + text(ipv4: UInt32(truncatingIfNeeded: ipv6.1))
    }
    func joined(_ range: Range<Int>) -> String {
      range.map { String(groups[$0], radix: 16) }.joined(separator: ":")
    }
    guard let zeros = longestZeroRun(groups) else { return joined(0..<8) }
    return joined(0..<zeros.lowerBound) + "::" + joined(zeros.upperBound..<8)
  }

  /// The first of the longest runs of zero groups; one group alone is not shortened.
  private static func longestZeroRun(_ groups: [UInt64]) -> Range<Int>? {
    var best: Range<Int>?
    var start = 0
    while start < groups.count {
      var end = start
      while end < groups.count, groups[end] == 0 { end += 1 }
      if end - start >= 2, end - start > best?.count ?? 0 { best = start..<end }
      start = max(end, start + 1)
    }
    return best
  }

  /// A name of a Unix socket; what no terminal should get is escaped.
  private static func printable(_ name: [UInt8]) -> String {
    let isPlain = name.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x5c }
    return isPlain
      ? String(decoding: name, as: UTF8.self) : CallText.quoted(name, count: name.count)
  }
}
