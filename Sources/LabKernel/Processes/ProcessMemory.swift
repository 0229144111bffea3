/// The memory that processes fill: /proc/PID/smaps_rollup.
package enum ProcessMemory {
  /// Bytes in private and shared memory of these processes; what they share counts once.
  ///
  /// Pages of files (a program's own code) don't count: they can be had again at any time.
  package static func bytes(of processes: [Int32]) -> Int {
    processes.reduce(0) { $0 + bytes(of: $1) }
  }

  private static func bytes(of process: Int32) -> Int {
    let path = "/proc/\(process)/smaps_rollup"
    guard let text = try? FileReading.bytes(of: path, limit: 1 << 16) else { return 0 }
    var kibibytes = 0
    for line in text.split(separator: 0x0a) {
      guard line.starts(with: "Pss_Anon:".utf8) || line.starts(with: "Pss_Shmem:".utf8) else {
        continue
      }
      let digits = line.filter { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      kibibytes += Int(String(decoding: digits, as: UTF8.self)) ?? 0
    }
    return kibibytes << 10
  }
}
