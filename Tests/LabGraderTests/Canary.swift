import Foundation
import Testing

/// A socket of this machine that must hear nothing.
final class Canary {
  let descriptor: Int32
  private let isStream: Bool

  private init(_ family: Int32, _ kind: __socket_type) throws {
    descriptor = socket(family, Int32(kind.rawValue), 0)
    isStream = kind == SOCK_STREAM
    try #require(descriptor >= 0)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  deinit { close(descriptor) }

  static func tcp(_ family: Int32) throws -> Canary {
    try Canary(family, SOCK_STREAM).onLoopback(family)
  }
  static func udp() throws -> Canary { try Canary(AF_INET, SOCK_DGRAM).onLoopback(AF_INET) }

  /// A Unix listener; a name that begins with NUL is abstract.
  static func unix(_ name: [UInt8]) throws -> Canary {
    let canary = try Canary(AF_UNIX, SOCK_STREAM)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name.prefix(107)) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(canary.descriptor, $0, length) + listen(canary.descriptor, 8)
      }
    }
    try #require(status == 0)
    return canary
  }

  private func onLoopback(_ family: Int32) throws -> Canary {
    var storage = sockaddr_storage()
    let size = family == AF_INET ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
    withUnsafeMutableBytes(of: &storage) { bytes in
      if family == AF_INET {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        withUnsafeBytes(of: &address) { bytes.copyMemory(from: $0) }
      } else {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_addr = in6addr_loopback
        withUnsafeBytes(of: &address) { bytes.copyMemory(from: $0) }
      }
    }
    let status = withUnsafePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(size)) + (isStream ? listen(descriptor, 8) : 0)
      }
    }
    try #require(status == 0)
    return self
  }

  /// The port, which both families have at one place.
  var port: UInt16 {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    _ = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &length)
      }
    }
    return withUnsafeBytes(of: &storage) { UInt16($0[2]) << 8 | UInt16($0[3]) }
  }

  var hasHeardNothing: Bool {
    var byte: UInt8 = 0
    let heard =
      isStream ? Int(accept(descriptor, nil, nil)) : recv(descriptor, &byte, 1, 0)
    return heard == -1 && errno == EAGAIN
  }
}
