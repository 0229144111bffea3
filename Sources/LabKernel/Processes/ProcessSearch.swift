import CLab

/// Processes by their names, as /proc lists them.
package enum ProcessSearch {
  /// Processes of a name whose network is not ours, smallest id first.
  package static func inOtherNetworks(named name: String) -> [Int32] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var found: [Int32] = []
    while let entry = readdir(folder) {
      let text = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard let process = Int32(text), process != getpid(),
        let command = try? FileReading.bytes(of: "/proc/\(text)/comm", limit: 64),
        command.dropLast().elementsEqual(name.utf8), let network = network(of: text),
        network != self.network(of: "self")
      else { continue }
      found.append(process)
    }
    return found.sorted()
  }

  private static func network(of process: String) -> UInt64? {
    var status = stat()
    return stat("/proc/\(process)/ns/net", &status) == 0 ? UInt64(status.st_ino) : nil
  }
}
