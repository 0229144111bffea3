/// How much memory processes use that is theirs: private pages, and shared ones that are no file's.
package enum MemoryUse {
  /// In bytes; exact only beyond the limit, as pages that several share are counted for each at
  /// first.
  ///
  /// - Parameters:
  ///   - processes: Whose memory.
  ///   - limit: A number of bytes; the cheap sum is good enough up to it.
  package static func bytes(of processes: [Int32], limit: Int) -> Int {
    let rough = processes.reduce(0) { $0 + resident(of: $1) }
    guard rough > limit else { return rough }
    return processes.reduce(0) { $0 + (proportional(of: $1) ?? resident(of: $1)) }
  }

  /// From /proc/PID/status, which needs no permission.
  private static func resident(of process: Int32) -> Int {
    sum(of: ["RssAnon:", "RssShmem:", "VmSwap:"], in: "/proc/\(process)/status") ?? 0
  }

  /// What is shared among so many counts as a part for each; nil when it may not be read.
  private static func proportional(of process: Int32) -> Int? {
    sum(of: ["Pss_Anon:", "Pss_Shmem:", "SwapPss:"], in: "/proc/\(process)/smaps_rollup")
  }

  private static func sum(of names: [String], in path: String) -> Int? {
    guard let text = try? FileReading.bytes(of: path, limit: 1 << 16) else { return nil }
    var kibibytes: Int?
    for line in text.split(separator: UInt8(ascii: "\n")) {
      guard names.contains(where: { line.starts(with: $0.utf8) }) else { continue }
      let digits = line.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      kibibytes = (kibibytes ?? 0) + (Int(String(decoding: digits, as: UTF8.self)) ?? 0)
    }
    return kibibytes.map { $0 << 10 }
  }
}
