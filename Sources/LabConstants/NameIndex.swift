/// Finds names of a table by their text.
///
/// Open addressing over FNV-1a. The tables of names are made at every start, and a `Dictionary` of
/// two thousand strings costs some 1,500 instructions for each of them; this costs a tenth.
package struct NameIndex: Sendable {
  package private(set) var names: [String] = []
  private var hashes: [UInt32] = []
  /// Positions in `names`; -1: free.
  ///
  /// Their number is a power of two.
  private var slots: [Int32]

  /// - Parameter capacity: How many names are expected.
  package init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: -1, count: size)
    names.reserveCapacity(capacity)
    hashes.reserveCapacity(capacity)
  }

  /// The positions of a table's names; of equal names, the first.
  package init(_ names: [String]) {
    self.init(capacity: names.count)
    for name in names {
      let hash = Self.hash(name)
      let slot = slot(of: name, hash)
      if slots[slot] < 0 { slots[slot] = Int32(self.names.count) }
      self.names.append(name)
      hashes.append(hash)
    }
  }

  package var count: Int { names.count }

  /// Where a name stands; `nil` when it is none of them.
  package func position(of name: String) -> Int? {
    let found = slots[slot(of: name, Self.hash(name))]
    return found < 0 ? nil : Int(found)
  }

  /// Where the name of these bytes stands; `nil` when it is none of them.
  package func position(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    let hash = Self.hash(name)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let position = Int(slots[slot])
      if hashes[position] == hash, names[position].utf8.elementsEqual(name) { return position }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Where a name stands; a new one is put behind the others.
  package mutating func position(inserting name: String) -> Int {
    let hash = Self.hash(name)
    let slot = slot(of: name, hash)
    if slots[slot] >= 0 { return Int(slots[slot]) }
    slots[slot] = Int32(names.count)
    names.append(name)
    hashes.append(hash)
    if names.count * 2 > slots.count { grow() }
    return names.count - 1
  }

  /// The slot that holds the name, or the free one where it would stand.
  private func slot(of name: String, _ hash: UInt32) -> Int {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let position = Int(slots[slot])
      if hashes[position] == hash, names[position] == name { break }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for position in names.indices {
      slots[slot(of: names[position], hashes[position])] = Int32(position)
    }
  }

  private static func hash(_ name: String) -> UInt32 {
    var name = name
    return name.withUTF8 { hash($0) }
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash
  }
}
