import CLab
import LabConstants

/// A set of capabilities, by the bit numbers of capabilities(7).
package struct CapabilitySet: OptionSet, Hashable, Sendable {
  package let rawValue: UInt64

  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  package init(number: Int) {
    rawValue = 1 << UInt64(number)
  }

  /// The capability of a C name such as `CAP_NET_RAW`; nil for another word.
  package init?(name: String) {
    guard let constant = Constants.named(name), constant.group == .capability else { return nil }
    self.init(number: Int(constant.value))
  }

  /// The C names of what is in it, by number.
  package var names: [String] {
    (0..<64).filter { rawValue >> UInt64($0) & 1 != 0 }.map {
      Constants.name(of: Int64($0), in: .capability) ?? "CAP_\($0)"
    }
  }

  package static let setPermittedCapabilities = CapabilitySet(number: 8)
  package static let netBindService = CapabilitySet(number: 10)
  package static let netAdmin = CapabilitySet(number: 12)
  package static let netRaw = CapabilitySet(number: 13)
  package static let sysAdmin = CapabilitySet(number: 21)
  package static let all = CapabilitySet(rawValue: .max)
}

/// What this process may do; capabilities(7).
///
/// The effective set is empty in the ordinary case, so that a script is an ordinary user also
/// when root runs it; the permitted set is kept, and a capability is raised around an act that
/// needs it.
package enum Capabilities {
  package static var effective: CapabilitySet { CapabilitySet(rawValue: sets.effective) }
  package static var permitted: CapabilitySet { CapabilitySet(rawValue: sets.permitted) }

  package static func hasPermitted(_ capabilities: CapabilitySet) -> Bool {
    permitted.isSuperset(of: capabilities)
  }

  /// Adds to the effective set; EPERM when one of them isn't permitted.
  @discardableResult
  package static func raise(_ capabilities: CapabilitySet) -> Answer {
    var sets = sets
    guard CapabilitySet(rawValue: sets.permitted).isSuperset(of: capabilities) else {
      return Answer(.notPermitted)
    }
    sets.effective |= capabilities.rawValue
    return Answer(raw: clab_capabilities_set(&sets))
  }

  /// Adds whatever of these is permitted to the effective set.
  @discardableResult
  package static func raisePermitted(among capabilities: CapabilitySet = .all) -> Answer {
    raise(capabilities.intersection(permitted))
  }

  /// Empties the effective set; the permitted set stays.
  @discardableResult
  package static func drop() -> Answer {
    setEffective([])
  }

  /// Makes the effective set exactly this.
  @discardableResult
  package static func setEffective(_ capabilities: CapabilitySet) -> Answer {
    var sets = sets
    sets.effective = capabilities.rawValue
    return Answer(raw: clab_capabilities_set(&sets))
  }

  /// Raises capabilities for one act of our own; without them the act is tried all the same.
  package static func raised<Value: ~Copyable, Failure: Error>(
    _ capabilities: CapabilitySet,
    _ act: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let before = effective
    raisePermitted(among: capabilities)
    defer { setEffective(before) }
    return try act()
  }

  private static var sets: clab_capabilities {
    var sets = clab_capabilities()
    _ = clab_capabilities_get(&sets)
    return sets
  }
}
