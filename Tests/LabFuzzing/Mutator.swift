/// Changes inputs as chance has it, the same for the same seed.
package struct Mutator {
  private var state: UInt64
  private let words: [[UInt8]]

  package init(seed: UInt64, words: [String]) {
    state = seed
    self.words = words.map { Array($0.utf8) }
  }

  /// An input that came of one seed, or of two.
  package mutating func input(of seeds: [[UInt8]], limit: Int) -> [UInt8] {
    guard !seeds.isEmpty else { return [] }
    var bytes = seeds[below(seeds.count)]
    for _ in 0...below(4) { change(&bytes, seeds) }
    return Array(bytes.prefix(limit))
  }

  private mutating func change(_ bytes: inout [UInt8], _ seeds: [[UInt8]]) {
    guard !bytes.isEmpty else {
      bytes = seeds[below(seeds.count)]
      return
    }
    let place = below(bytes.count)
    let end = min(bytes.count, place + 1 + below(16))
    switch below(8) {
    case 0: bytes[place] = UInt8(truncatingIfNeeded: next())
    case 1: bytes[place] ^= 1 << UInt8(below(8))
    case 2: bytes.removeSubrange(place..<end)
    case 3: bytes.insert(contentsOf: bytes[place..<end], at: below(bytes.count))
    case 4, 5: bytes.insert(contentsOf: words[below(words.count)], at: place)
    case 6: bytes.replaceSubrange(place..<end, with: words[below(words.count)])
    default:
      let other = seeds[below(seeds.count)]
      bytes.replaceSubrange(place..., with: other[below(max(1, other.count))...])
    }
  }

  private mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// SplitMix64.
  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
