/// An interned identifier: a small number that stands for a name's text.
package struct Name: Hashable, Sendable {
  package let index: Int32

  package init(index: Int32) { self.index = index }
}

/// Gives every distinct name of a run a small number, so that the checker compares numbers.
///
/// Open addressing over FNV-1a; names are ASCII by the grammar.
package struct NameTable: Sendable {
  private var slots: [Int32] = Array(repeating: -1, count: 256)
  private var texts: [String] = []
  private var hashes: [UInt32] = []
  /// The texts' bytes one behind the other, and where each ends: comparing them needs no `String`.
  private var bytes: [UInt8] = []
  private var ends: [Int32] = []

  package init() {}

  package var count: Int { texts.count }

  package func text(of name: Name) -> String { texts[Int(name.index)] }

  package mutating func intern(_ text: String) -> Name {
    var text = text
    return text.withUTF8 { intern($0) }
  }

  package mutating func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> Name {
    var hash: UInt32 = 2_166_136_261
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if hashes[index] == hash, isText(of: index, bytes) {
        return Name(index: Int32(index))
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let name = Name(index: Int32(texts.count))
    texts.append(String(decoding: bytes, as: UTF8.self))
    self.bytes.append(contentsOf: bytes)
    ends.append(Int32(self.bytes.count))
    hashes.append(hash)
    slots[slot] = name.index
    if texts.count * 2 > slots.count { grow() }
    return name
  }

  private func isText(of index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = index == 0 ? 0 : Int(ends[index - 1])
    if Int(ends[index]) - start != text.count { return false }
    for offset in 0..<text.count where bytes[start + offset] != text[offset] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for (index, hash) in hashes.enumerated() {
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index)
    }
  }
}
