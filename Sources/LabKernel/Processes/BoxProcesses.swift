/// The processes that make a box of namespaces, told apart from those in it by what a program
/// cannot choose.
///
/// Not by a name, which prctl(2) and exec(2) set, but by the `NSpid` of /proc/PID/status, which
/// needs no permission: as many numbers as there are pid namespaces around a process.
package struct BoxProcesses: Equatable, Sendable {
  /// Those in our own pid namespace, from the outermost in.
  package private(set) var outer: [Int32]
  /// The first process of the box's pid namespace: what makes the box stays as that.
  package private(set) var first: Int32?

  /// Looks from the started process down; who cannot be looked at is not of the box.
  package init(below root: Int32) {
    outer = [root]
    let depth = Self.numbers(of: Environment.processID)?.count ?? 1
    var position = 0
    while position < outer.count {
      for child in ProcessTree.children(of: outer[position]) {
        guard let numbers = Self.numbers(of: child) else { continue }
        if numbers.count == depth, !outer.contains(child) {
          outer.append(child)
        } else if first == nil, numbers.count == depth + 1, numbers.last == 1 {
          first = child
        }
      }
      position += 1
    }
  }

  /// The numbers of a process in each pid namespace from ours inward; nil when it is gone.
  private static func numbers(of process: Int32) -> [Int32]? {
    guard let text = try? FileReading.bytes(of: "/proc/\(process)/status", limit: 1 << 16)
    else { return nil }
    // `Name:` escapes line ends, so no name can look like this line.
    for line in text.split(separator: UInt8(ascii: "\n")) where line.starts(with: "NSpid:".utf8) {
      return line.dropFirst(6).split(separator: UInt8(ascii: "\t")).compactMap {
        Int32(String(decoding: $0, as: UTF8.self))
      }
    }
    return nil
  }
}
