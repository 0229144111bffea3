import CLab

/// What a descriptor has become ready for.
package struct Readiness: OptionSet, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  package static let readable = Readiness(rawValue: 0x1)
  package static let priority = Readiness(rawValue: 0x2)
  package static let writable = Readiness(rawValue: 0x4)
  package static let error = Readiness(rawValue: 0x8)
  package static let hangUp = Readiness(rawValue: 0x10)
  package static let peerClosed = Readiness(rawValue: 0x2000)
}

/// One report of `Poller.wait`.
package struct ReadyDescriptor: Sendable {
  package let fd: Int32
  /// The generation under which the descriptor was added; an older one is a stale report.
  package let generation: UInt32
  package let events: Readiness
}
