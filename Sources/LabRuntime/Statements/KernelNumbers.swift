/// Numbers of send(2) and recv(2) that the machine itself uses.
enum MessageFlag {
  static let peek: Int32 = 0x02
  static let truncate: Int32 = 0x20
  static let dontWait: Int32 = 0x40
  static let waitAll: Int32 = 0x100
  static let errorQueue: Int32 = 0x2000
  static let noSignal: Int32 = 0x4000
  static let waitForOne: Int32 = 0x1_0000
  static let zeroCopy: Int32 = 0x400_0000
  static let fastOpen: Int32 = 0x2000_0000
}

/// Numbers of socket(2) that the machine itself uses.
enum AddressFamily {
  static let unspecified: Int32 = 0
  static let unix: Int32 = 1
  static let inet: Int32 = 2
  static let inet6: Int32 = 10
  static let netlink: Int32 = 16
  static let packet: Int32 = 17
}

enum SocketType {
  static let stream: Int32 = 1
  static let datagram: Int32 = 2
  static let raw: Int32 = 3
  static let sequentialPacket: Int32 = 5
  static let nonblocking: Int32 = 0x800
}

/// Numbers of setsockopt(2) that the machine itself uses.
enum SocketLevel {
  static let ipv6: Int32 = 41
  static let socket: Int32 = 1
  static let linger: Int32 = 13
  static let lowWaterMark: Int32 = 18
  static let type: Int32 = 3
  static let receiveTimeout: Int32 = 20
  static let sendTimeout: Int32 = 21
  static let acceptsConnections: Int32 = 30
  static let lockFilter: Int32 = 44
  static let protocolNumber: Int32 = 38
  static let domain: Int32 = 39
  /// Options that change how the machine makes a call.
  static let remembered = [linger, lowWaterMark, receiveTimeout, sendTimeout]
}

/// Bits of poll(2).
enum PollEvent {
  static let input: Int16 = 0x1
  static let priority: Int16 = 0x2
  static let output: Int16 = 0x4
  static let error: Int16 = 0x8
  static let hangUp: Int16 = 0x10
  static let invalid: Int16 = 0x20
  static let readHangUp: Int16 = 0x2000
}

/// Operations of fcntl(2) that the machine must know of.
enum FileControl {
  static let duplicate = 0
  static let setFlags = 4
  static let setLockWait = 7
  static let setOwner = 8
  static let setSignal = 10
  static let openFileSetLockWait = 38
  static let duplicateCloseOnExec = 1030
}

/// Numbers of other calls.
enum CallNumber {
  /// `FIONBIO` of ioctl(2).
  static let ioctlNonblocking = 0x5421
  /// `CLONE_NEWNET` of unshare(2).
  static let newNetwork = 0x4000_0000
  /// `O_NONBLOCK` and `O_PATH` of open(2), which then never waits.
  static let openAtOnce = 0x20_0800
}

/// Types of control messages at SOL_SOCKET; unix(7).
enum ControlType {
  static let rights: Int32 = 1
  static let credentials: Int32 = 2
}
