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
    var uses: [String: Int] = [:]
    for name in short { uses[name, default: 0] += 1 }
    var taken: Set<String> = []
    return zip(paths, short).map { path, name in
      let whole = uses[name] == 1 ? name : wholeName(path)
      var id = whole
      var number = 2
      // `a/b` and `a-b` are two submissions still.
      while !taken.insert(id).inserted {
        id = "\(whole)-\(number)"
        number += 1
      }
      return SubmissionSource(id: id, path: path)
    }
  }

  /// The id as the name of a file, without an ending: what may mean something else is `%XX`.
  package var fileName: String {
    let digits = Array("0123456789ABCDEF".utf8)
    var name: [UInt8] = []
    for byte in id.utf8.prefix(200) {
      let isPlain =
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
        || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: "-") || (byte == UInt8(ascii: ".") && !name.isEmpty)
      if isPlain {
        name.append(byte)
      } else {
        name += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: name, as: UTF8.self)
  }

  private static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last { $0 != "." }.map { String($0) } ?? path
  }

  private static func wholeName(_ path: String) -> String {
    path.split(separator: "/").filter { $0 != "." }.joined(separator: "-")
  }
}
