import CLab

/// Where bytes occur in others; memmem(3), so that long outputs are searched at its speed.
package enum BytesSearch {
  /// Finds the first occurrence at or behind an offset; an empty part is found at once.
  package static func range(of part: [UInt8], in all: [UInt8], from start: Int = 0) -> Range<Int>? {
    guard start >= 0, start <= all.count else { return nil }
    let place = all.withUnsafeBytes { all in
      part.withUnsafeBytes { part in
        clab_find(all.baseAddress, all.count, start, part.baseAddress, part.count)
      }
    }
    return place < 0 ? nil : place..<place + part.count
  }
}
