/// What a student handed in: a folder, or one program.
package struct SubmissionSource: Sendable {
  /// What results, seeds and files are named by.
  package let id: String
  /// As it was given.
  package let path: String

  package init(id: String, path: String) {
    self.id = id
    self.path = path
  }

  /// Names submissions by their last component, or by the whole path where two have the same.
  package static func named(_ paths: [String]) -> [SubmissionSource] {
    let short = paths.map { lastComponent($0) }
    // By bytes: names that look the same are two folders for the kernel.
    var uses: [[UInt8]: Int] = [:]
    for name in short { uses[Array(name.utf8), default: 0] += 1 }
    var taken: Set<[UInt8]> = []
    return zip(paths, short).map { path, name in
      let whole = uses[Array(name.utf8)] == 1 ? name : wholeName(path)
      var id = whole
      var number = 2
      // One that was given twice is two submissions still.
      while !taken.insert(Array(id.utf8)).inserted {
        id = "\(whole)-\(number)"
        number += 1
      }
      return SubmissionSource(id: id, path: path)
    }
  }

  /// The id as the name of a file, without an ending: what may mean something else is `%XX`.
  ///
  /// No two ids have the same one: a long one is cut, and its digest put behind it.
  package var fileName: String {
    let digits = Array("0123456789ABCDEF".utf8)
    // A result whose name ended so would be taken for Gradescope's form of another.
    let hasPlainDots = !id.utf8.hasSuffix(".gradescope".utf8)
    var name: [UInt8] = []
    for byte in id.utf8 {
      let isPlain =
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
        || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: "-")
        || (byte == UInt8(ascii: ".") && !name.isEmpty && hasPlainDots)
      if isPlain {
        name.append(byte)
      } else {
        name += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    guard name.count > Self.longestFileName else { return String(decoding: name, as: UTF8.self) }
    let start = String(decoding: name.prefix(Self.longestFileName - 33), as: UTF8.self)
    return "\(start)-\(Digest.hexadecimal(id.utf8).prefix(32))"
  }

  /// Leaves room for what is put before and behind it in 255 bytes (NAME_MAX).
  private static let longestFileName = 200

  private static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last { $0 != "." }.map { String($0) } ?? path
  }

  /// With its slashes: `a/b-c` and `a-b/c` stay two.
  private static func wholeName(_ path: String) -> String {
    path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }
}

extension String.UTF8View {
  fileprivate func hasSuffix(_ other: String.UTF8View) -> Bool {
    suffix(other.count).elementsEqual(other)
  }
}
