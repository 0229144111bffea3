import LabKernel

/// What a student handed in: a folder, or one program.
package struct SubmissionSource: Sendable {
  /// What results, seeds and files are named by; bytes that are no UTF-8 stand as `\xNN`.
  package let id: String
  /// As it was given, and as `ByteText` has it.
  package let path: String

  package init(id: String, path: String) {
    self.id = id
    self.path = path
  }

  /// Names submissions by their last component, or by the whole path where two have the same.
  ///
  /// Paths of the same submission get the same name: `twins(in:)` finds them.
  package static func named(_ paths: [String]) -> [SubmissionSource] {
    let short = paths.map { ByteText.shown(lastComponent($0)) }
    // By bytes: names that look the same are two folders for the kernel.
    var uses: [[UInt8]: Int] = [:]
    for name in short { uses[Array(name.utf8), default: 0] += 1 }
    return zip(paths, short).map { path, name in
      SubmissionSource(
        id: uses[Array(name.utf8)] == 1 ? name : ByteText.shown(wholeName(path)),
        path: path
      )
    }
  }

  /// The first two with one name: their results would lie in one file.
  package static func twins(in all: [SubmissionSource])
    -> (one: SubmissionSource, other: SubmissionSource)?
  {
    var seen: [[UInt8]: SubmissionSource] = [:]
    for submission in all {
      let one = seen.updateValue(submission, forKey: Array(submission.id.utf8))
      if let one { return (one, submission) }
    }
    return nil
  }

  /// Bytes of a file's name that an id may take; there must be room for endings in 255.
  private static let nameLimit = 180
  /// How the second form of results ends: `NAME.gradescope.json`.
  private static let takenEnding = ".gradescope"

  /// The id as the name of a file, without an ending: another name for each id.
  ///
  /// What may mean something else is `%XX`. A long one is cut, and what tells it from others with
  /// this beginning stands behind `%~`, which no other name has. None ends with `.gradescope`, or
  /// it would be the name of another form of another's result.
  package var fileName: String {
    var name: [UInt8] = []
    let dot = id.hasSuffix(Self.takenEnding) ? id.utf8.count - Self.takenEnding.utf8.count : nil
    for (place, byte) in id.utf8.enumerated() {
      let written = Self.written(byte, isPlainDot: place != 0 && place != dot)
      guard name.count + written.count <= Self.nameLimit else {
        let digest = Digest.hexadecimal(id.utf8).prefix(16)
        return "\(String(decoding: name, as: UTF8.self))%~\(digest)"
      }
      name += written
    }
    return String(decoding: name, as: UTF8.self)
  }

  private static func written(_ byte: UInt8, isPlainDot: Bool) -> [UInt8] {
    let isPlain =
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
      || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
      || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-") || (byte == UInt8(ascii: ".") && isPlainDot)
    if isPlain { return [byte] }
    let digits = Array("0123456789ABCDEF".utf8)
    return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  private static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last { $0 != "." }.map { String($0) } ?? path
  }

  private static func wholeName(_ path: String) -> String {
    // No component has a "/", so two paths never get one name but for the same place.
    path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }
}
