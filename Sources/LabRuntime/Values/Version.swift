/// `6.15` as numbers, to be compared part by part.
struct Version: Comparable {
  let parts: [Int]

  init(_ text: String) {
    parts =
      text.split { !$0.isNumber && $0 != "." }.first.map { head in
        head.split(separator: ".").compactMap { Int($0) }
      } ?? []
  }

  static func < (left: Version, right: Version) -> Bool {
    left.parts.lexicographicallyPrecedes(right.parts)
  }
}
