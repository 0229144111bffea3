import CLab

/// What one thread was doing when it was looked at: /proc/PID/task/TID/status.
///
/// A thread that sleeps in two looks with the same number of context switches has slept all the
/// time between: to do anything it must be switched in, and to sleep again switched out.
package struct ThreadActivity: Equatable, Sendable {
  package let process: Int32
  package let thread: Int32
  /// The letter of proc(5): `S` sleeps, `R` runs or may, `D` waits for a disk, `T` is stopped.
  package let state: UInt8
  /// Voluntary and other context switches together.
  package let switches: UInt64

  /// It sleeps for a time that it chose, nanosleep(2): what it does then is not known.
  package let isPausing: Bool

  /// It does nothing, and nothing but an event can change that.
  package var isAsleep: Bool {
    (state == UInt8(ascii: "S") && !isPausing) || state == UInt8(ascii: "T")
  }

  private var isOver: Bool { state == UInt8(ascii: "Z") || state == UInt8(ascii: "X") }

  /// All threads of these processes that have not ended.
  package static func of(_ processes: [Int32]) -> [ThreadActivity] {
    var found: [ThreadActivity] = []
    for process in processes {
      for name in FolderListing.names(in: "/proc/\(process)/task") {
        guard let thread = Int32(name), let activity = read(process, thread), !activity.isOver
        else { continue }
        found.append(activity)
      }
    }
    return found
  }

  /// Whether a process is a zombie, or gone.
  static func hasEnded(_ process: Int32) -> Bool { read(process, process)?.isOver ?? true }

  private static func read(_ process: Int32, _ thread: Int32) -> ThreadActivity? {
    let path = "/proc/\(process)/task/\(thread)/status"
    guard let text = try? FileReading.bytes(of: path, limit: 1 << 16) else { return nil }
    var state: UInt8?
    var switches: UInt64 = 0
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let value = line.drop { $0 != UInt8(ascii: "\t") }.dropFirst()
      if line.starts(with: "State:".utf8) {
        state = value.first
      } else if line.starts(with: "voluntary_ctxt_switches:".utf8)
        || line.starts(with: "nonvoluntary_ctxt_switches:".utf8)
      {
        switches += UInt64(String(decoding: value, as: UTF8.self)) ?? 0
      }
    }
    return state.map {
      ThreadActivity(
        process: process,
        thread: thread,
        state: $0,
        switches: switches,
        isPausing: $0 == UInt8(ascii: "S") && isPausing(process, thread)
      )
    }
  }

  /// Whether its system call is one that waits for the clock alone: /proc/PID/task/TID/syscall.
  ///
  /// Who may not look there, or is on another kind of processor, is told no.
  private static func isPausing(_ process: Int32, _ thread: Int32) -> Bool {
    let path = "/proc/\(process)/task/\(thread)/syscall"
    guard let text = try? FileReading.bytes(of: path, limit: 1024),
      let number = Int(String(decoding: text.prefix { $0 != 0x20 }, as: UTF8.self))
    else { return false }
    return clab_is_pause(number) == 1
  }
}
