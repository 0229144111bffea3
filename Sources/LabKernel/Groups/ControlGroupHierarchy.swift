/// A mounted hierarchy of control groups, and our own group in it; cgroups(7).
package struct ControlGroupHierarchy: Equatable, Sendable {
  /// Version 2, which has all controllers in one hierarchy.
  package let isUnified: Bool
  /// Version 1: what is bound to it.
  package let controllers: [String]
  package let mountPoint: String
  /// The folder of the group that this process is in.
  package let folder: String

  /// Our own group, and those around it, from the inside out.
  var around: [String] {
    var found = [folder]
    while let last = found.last, last.utf8.count > mountPoint.utf8.count,
      let slash = last.lastIndex(of: "/")
    {
      found.append(String(last[..<slash]))
    }
    return found
  }

  /// All that this process sees.
  ///
  /// - Parameter root: What stands before each path; empty but for tests.
  /// - Returns: One for each mount, in their order.
  package static func all(root: String) -> [ControlGroupHierarchy] {
    let own = lines(of: "\(root)/proc/self/cgroup").compactMap(ownGroup)
    return lines(of: "\(root)/proc/self/mountinfo").compactMap { line in
      hierarchy(line, own, root)
    }
  }

  /// `4:memory:/user/ada`: controllers and path; version 2 is `0::/user/ada`.
  private static func ownGroup(_ line: String) -> (controllers: [String], path: String)? {
    let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    return (parts[1].split(separator: ",").map { String($0) }, String(parts[2]))
  }

  /// A line of mountinfo, proc(5): the root of what is mounted is field 4, where it is field 5.
  private static func hierarchy(
    _ line: String,
    _ own: [(controllers: [String], path: String)],
    _ root: String
  ) -> ControlGroupHierarchy? {
    let fields = line.split(separator: " ").map { String($0) }
    guard let dash = fields.firstIndex(of: "-"), dash >= 6, fields.count > dash + 3 else {
      return nil
    }
    let bound = fields[dash + 3].split(separator: ",").map { String($0) }
    let isUnified = fields[dash + 1] == "cgroup2"
    guard isUnified || fields[dash + 1] == "cgroup",
      let group = own.first(where: { entry in
        isUnified
          ? entry.controllers.isEmpty : entry.controllers.contains { bound.contains($0) }
      })
    else { return nil }
    let place = root + fields[4]
    return ControlGroupHierarchy(
      isUnified: isUnified,
      controllers: isUnified ? [] : group.controllers,
      mountPoint: place,
      folder: place + below(fields[3], group.path)
    )
  }

  /// A group's path below what is mounted; what lies outside is not to be seen, and none of ours.
  private static func below(_ mounted: String, _ path: String) -> String {
    let rest = mounted == "/" ? path : path == mounted ? "" : removed(mounted, from: path)
    return rest == "/" || rest.hasPrefix("/..") ? "" : rest
  }

  private static func removed(_ mounted: String, from path: String) -> String {
    path.hasPrefix("\(mounted)/") ? String(path.dropFirst(mounted.count)) : ""
  }

  static func lines(of path: String) -> [String] {
    guard let text = try? FileReading.bytes(of: path, limit: 1 << 20) else { return [] }
    return text.split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
  }
}
