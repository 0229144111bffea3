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
  private var hashes: [UInt32] = []
  /// The texts one behind the other, and where each begins and the last one ends.
  private var bytes: [UInt8] = []
  private var starts: [Int32] = [0]

  package init() {}

  package var count: Int { hashes.count }

  /// Makes room for the names of a source of so many bytes.
  mutating func reserve(forSource size: Int) {
    hashes.reserveCapacity(size / 64)
    starts.reserveCapacity(size / 64 + 1)
    bytes.reserveCapacity(size / 6)
  }

  package func text(of name: Name) -> String {
    withBytes(of: name) { String(decoding: $0, as: UTF8.self) }
  }

  /// Looks at a name's text as it lies here.
  package func withBytes<Result>(of name: Name, _ body: (UnsafeBufferPointer<UInt8>) -> Result)
    -> Result
  {
    let start = Int(starts[Int(name.index)])
    let end = Int(starts[Int(name.index) + 1])
    return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<end])) }
  }

  /// The hash of no bytes, and of some with one more behind them.
  static let emptyHash: UInt32 = 2_166_136_261

  @inline(__always)
  static func hash(_ hash: UInt32, _ byte: UInt8) -> UInt32 { (hash ^ UInt32(byte)) &* 16_777_619 }

  package mutating func intern(_ text: String) -> Name {
    var text = text
    return text.withUTF8 { intern($0) }
  }

  package mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> Name {
    var hash = Self.emptyHash
    for byte in text { hash = Self.hash(hash, byte) }
    return intern(text, hash: hash)
  }

  /// Gives the number of a text whose hash is known already.
  mutating func intern(_ text: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Name {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = slots[slot]
      if hashes[Int(index)] == hash, isText(of: index, text) { return Name(index: index) }
      slot = (slot + 1) & (slots.count - 1)
    }
    let name = Name(index: Int32(count))
    bytes.append(contentsOf: text)
    starts.append(Int32(bytes.count))
    hashes.append(hash)
    slots[slot] = name.index
    if count * 2 > slots.count { grow() }
    return name
  }

  private func isText(of index: Int32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    withBytes(of: Name(index: index)) { own in
      if own.count != text.count { return false }
      for offset in 0..<own.count where own[offset] != text[offset] { return false }
      return true
    }
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
