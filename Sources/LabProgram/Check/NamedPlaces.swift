import LabSyntax

/// Which names actors, counters, procs and checks have, by the number of the name.
///
/// The file and each check are domains of their own: what a check's actors are called is no
/// business of another's. Names inside procs belong to whoever calls them, so to every domain.
struct NamedPlaces {
  /// The last domain in which an actor, or a counter, has the name.
  private var actorDomain: [Int32] = []
  private var counterDomain: [Int32] = []
  /// Some actor or counter anywhere has it; and: inside a proc.
  private var flags: [Flags] = []
  private var procs: [Int32] = []
  private var checks: [Int32] = []

  struct Flags: OptionSet {
    let rawValue: UInt8
    static let actor = Flags(rawValue: 1)
    static let counter = Flags(rawValue: 2)
    static let procActor = Flags(rawValue: 4)
    static let procCounter = Flags(rawValue: 8)
  }

  mutating func grow(to count: Int) {
    let missing = count - flags.count
    actorDomain.append(contentsOf: repeatElement(-1, count: missing))
    counterDomain.append(contentsOf: repeatElement(-1, count: missing))
    flags.append(contentsOf: repeatElement([], count: missing))
    procs.append(contentsOf: repeatElement(-1, count: missing))
    checks.append(contentsOf: repeatElement(-1, count: missing))
  }

  mutating func mark(_ name: Name, _ flag: Flags) { flags[Int(name.index)].formUnion(flag) }

  mutating func mark(_ name: Name, isActor: Bool, domain: Int32) {
    if isActor {
      actorDomain[Int(name.index)] = domain
    } else {
      counterDomain[Int(name.index)] = domain
    }
  }

  func isActor(_ name: Name, domain: Int32, insideProc: Bool) -> Bool {
    let flags = flags[Int(name.index)]
    return actorDomain[Int(name.index)] == domain || flags.contains(.procActor)
      || (insideProc && flags.contains(.actor))
  }

  func isCounter(_ name: Name, domain: Int32, insideProc: Bool) -> Bool {
    let flags = flags[Int(name.index)]
    return counterDomain[Int(name.index)] == domain || flags.contains(.procCounter)
      || (insideProc && flags.contains(.counter))
  }

  /// Whether an actor or counter of some other domain has the name.
  func isElsewhere(_ name: Name) -> Bool { !flags[Int(name.index)].isEmpty }

  /// Index in `Checker.procs`; -1.
  func proc(_ name: Name) -> Int32 { procs[Int(name.index)] }

  mutating func setProc(_ name: Name, _ index: Int32) { procs[Int(name.index)] = index }

  /// Where a check of that ID stands; -1.
  func check(_ name: Name) -> Int32 { checks[Int(name.index)] }

  mutating func setCheck(_ name: Name, at position: Int32) { checks[Int(name.index)] = position }
}
