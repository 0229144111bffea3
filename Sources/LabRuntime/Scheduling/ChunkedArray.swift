/// An array that grows without moving what is in it.
///
/// An `Array` of ten thousand actors has all of them twice in memory while it doubles.
struct ChunkedArray<Element>: RandomAccessCollection, MutableCollection {
  /// The number of its bits; a chunk is as long as a power of two, because each access divides by that.
  private static var bits: Int { 8 }
  private static var chunkSize: Int { 1 << bits }

  /// All full but the last.
  private var chunks: [[Element]] = []
  private(set) var endIndex = 0

  var startIndex: Int { 0 }

  subscript(index: Int) -> Element {
    _read { yield chunks[index >> Self.bits][index & (Self.chunkSize - 1)] }
    _modify { yield &chunks[index >> Self.bits][index & (Self.chunkSize - 1)] }
  }

  mutating func append(_ element: Element) {
    if endIndex & (Self.chunkSize - 1) == 0 {
      var chunk: [Element] = []
      chunk.reserveCapacity(Self.chunkSize)
      chunks.append(chunk)
    }
    chunks[chunks.count - 1].append(element)
    endIndex += 1
  }
}
