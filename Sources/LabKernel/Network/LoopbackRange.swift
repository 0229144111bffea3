import CLab

/// A run's own part of this machine's loopback, 127.A.B.0/24, in place of 127.0.0.0/24.
///
/// The whole of 127.0.0.0/8 is this machine, so 127.83.17.1 is as good an address as 127.0.0.1; a
/// port that is bound on it is free on all others, and nothing outside can reach it.
package struct LoopbackRange: Equatable, Sendable {
  /// The upper three bytes: 0x7f5311 for 127.83.17.0/24.
  private let prefix: UInt32

  package init(_ second: UInt8, _ third: UInt8) {
    prefix = 0x7f_0000 | UInt32(second) << 8 | UInt32(third)
  }

  /// 127.A.B.N for 127.0.0.N; every other address stays.
  package func renamed(_ address: UInt32) -> UInt32 {
    address >> 8 == 0x7f_0000 ? prefix << 8 | address & 0xff : address
  }

  /// What 127.0.0.1 and `localhost` mean.
  package var localhost: UInt32 { prefix << 8 | 1 }

  package func contains(_ address: UInt32) -> Bool { address >> 8 == prefix }

  /// The first three bytes: `127.83.17`.
  package var text: String { "127.\(prefix >> 8 & 0xff).\(prefix & 0xff)" }

  /// A program's argument on this range; `nil` when it stays.
  ///
  /// It is nothing but an address or `localhost`, both also with a port, or a URL with such a host.
  package func renamed(_ text: String) -> String? {
    let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return renamedHost(text[...]) }
    let end = parts[1].firstIndex { $0 == "/" || $0 == "?" } ?? parts[1].endIndex
    return renamedHost(parts[1][..<end]).map { "\(parts[0])://\($0)\(parts[1][end...])" }
  }

  private func renamedHost(_ text: Substring) -> String? {
    let end = text.firstIndex(of: ":") ?? text.endIndex
    let port = text[end...].dropFirst()
    guard end == text.endIndex || !port.isEmpty && port.utf8.allSatisfy(Self.isDigit) else {
      return nil
    }
    let host = text[..<end]
    if host == "localhost" { return "\(self.text).1\(text[end...])" }
    let first = "127.0.0."
    guard host.hasPrefix(first), let number = UInt8(host.dropFirst(first.count)) else { return nil }
    return "\(self.text).\(number)\(text[end...])"
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

/// A range that no other run on this machine has, until this is gone.
///
/// What is held is an abstract Unix name: those belong to the network namespace, as the addresses
/// do, and the kernel gives each to one socket only, and takes it back however its holder ends.
package struct LoopbackClaim: ~Copyable, Sendable {
  package let range: LoopbackRange
  private let holder: FileDescriptor

  package init() throws(Errno) {
    var kernel = Kernel()
    let made = try FileDescriptor(movingUp: kernel.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0))
    var last = Errno.addressInUse
    for _ in 0..<Self.attempts {
      // 127.0.0.x is everybody's; the low ones have uses by custom (127.0.1.1 is the host's name).
      let range = LoopbackRange(.random(in: 16...254), .random(in: 1...254))
      let name = SocketAddress(unixAbstract: Array("socklab \(range.text).0/24".utf8))
      let answer = kernel.bind(made.raw, name)
      if answer.isSuccess {
        self.range = range
        holder = made
        return
      }
      last = answer.errno ?? last
    }
    throw last
  }

  /// Gives it back; a claim lives until here, whatever the optimizer thinks of its last use.
  package consuming func release() {}

  /// Of 60,000 ranges; more tries than this find one taken each time only if nearly all are.
  private static var attempts: Int { 256 }
}
