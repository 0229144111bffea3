import LabKernel

/// What of a socket an actor waits for: the bits of `Readiness`.
///
/// A type of this module's own, because its constants and its tests are on the path of every wait.
struct SocketEvents: OptionSet {
  let rawValue: UInt32

  /// What somebody who reads or accepts can go on with: IN, PRI and RDHUP, with ERR and HUP, which
  /// epoll(7) tells unasked.
  static let input = SocketEvents(rawValue: 0x1 | 0x2 | 0x2000 | 0x8 | 0x10)
  /// What somebody who writes or connects can go on with: OUT, with ERR and HUP.
  static let output = SocketEvents(rawValue: 0x4 | 0x8 | 0x10)
  static let anything = SocketEvents(rawValue: 0x1 | 0x2 | 0x2000 | 0x4 | 0x8 | 0x10)
  /// There is room to write in.
  static let room = SocketEvents(rawValue: 0x4)
  /// A listener: there is somebody to accept.
  static let arrival = SocketEvents(rawValue: 0x1)

  var readiness: Readiness { Readiness(rawValue: rawValue) }
}
