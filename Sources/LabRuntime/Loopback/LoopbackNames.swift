import LabProgram

/// What a step makes, or needs, by which it hangs together with others.
struct LoopbackNames {
  /// Slots of the file's frame.
  var slots: Set<Int32> = []
  /// Actors and counters, in `Program.labels`.
  var labels: Set<Int32> = []
  /// IPv4 addresses with their ports, as `place` makes them.
  var places: Set<UInt64> = []

  static func place(_ host: UInt32, _ port: UInt16) -> UInt64 { UInt64(host) << 16 | UInt64(port) }

  mutating func formUnion(_ other: Self) {
    slots.formUnion(other.slots)
    labels.formUnion(other.labels)
    places.formUnion(other.places)
  }
}

/// What skipped steps would have made, and the number of the step for the reason of the next.
struct LoopbackLosses {
  private var slots: [Int32: Int32] = [:]
  private var labels: [Int32: Int32] = [:]
  private var places: [UInt64: Int32] = [:]

  /// The step of that number is skipped, or left.
  mutating func add(_ names: LoopbackNames, step: Int32) {
    for slot in names.slots where slots[slot] == nil { slots[slot] = step }
    for label in names.labels where labels[label] == nil { labels[label] = step }
    for place in names.places where places[place] == nil { places[place] = step }
  }

  /// A step that runs makes these anew.
  mutating func remove(_ names: LoopbackNames) {
    for slot in names.slots { slots[slot] = nil }
    for label in names.labels { labels[label] = nil }
    for place in names.places { places[place] = nil }
  }

  /// Why whoever uses these has to be skipped; `nil`: nothing of it is lost.
  func reason(_ uses: LoopbackNames, in program: Program) -> String? {
    if let slot = uses.slots.filter({ slots[$0] != nil }).min(), let step = slots[slot] {
      let label = program.slotLabels[Int(Program.fileRoutine)][Int(slot)]
      let name = label >= 0 ? program.labels[Int(label)] : "what it uses"
      return "uses \(name), which step \(step) would have set up"
    }
    if let label = uses.labels.filter({ labels[$0] != nil }).min(), let step = labels[label] {
      return "waits for \(program.labels[Int(label)]) of step \(step), which did not run to its end"
    }
    if let place = uses.places.filter({ places[$0] != nil }).min(), let step = places[place] {
      let host = UInt32(place >> 16)
      let text = [24, 16, 8, 0].map { "\(host >> UInt32($0) & 0xff)" }.joined(separator: ".")
      return "uses \(text):\(place & 0xffff), which step \(step) would have bound"
    }
    return nil
  }
}
