/// `time` and `size` of the grammar: what a number is multiplied by.
enum NumberUnit: String, CaseIterable {
  case nanosecond = "ns"
  case microsecond = "us"
  case millisecond = "ms"
  case second = "s"
  case minute = "min"
  case hour = "h"
  case kibibyte = "KiB"
  case mebibyte = "MiB"
  case gibibyte = "GiB"

  init?(bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    for unit in Self.allCases
    where unit.rawValue.utf8.count == bytes.count && unit.rawValue.utf8.elementsEqual(bytes) {
      self = unit
      return
    }
    return nil
  }

  var isTime: Bool {
    switch self {
    case .nanosecond, .microsecond, .millisecond, .second, .minute, .hour: true
    case .kibibyte, .mebibyte, .gibibyte: false
    }
  }

  /// Nanoseconds, or bytes.
  var factor: UInt64 {
    switch self {
    case .nanosecond: 1
    case .microsecond: 1000
    case .millisecond: 1_000_000
    case .second: 1_000_000_000
    case .minute: 60_000_000_000
    case .hour: 3_600_000_000_000
    case .kibibyte: 1 << 10
    case .mebibyte: 1 << 20
    case .gibibyte: 1 << 30
    }
  }

  /// The unit that a beginner's spelling stands for.
  static func meant(by text: String) -> NumberUnit? {
    switch text.lowercased() {
    case "s", "sec", "secs", "second", "seconds": .second
    case "ms", "msec", "msecs", "millis", "millisecond", "milliseconds": .millisecond
    case "us", "usec", "usecs", "micros", "microsecond", "microseconds": .microsecond
    case "ns", "nsec", "nsecs", "nanos", "nanosecond", "nanoseconds": .nanosecond
    case "m", "min", "mins", "minute", "minutes": .minute
    case "h", "hr", "hrs", "hour", "hours": .hour
    case "k", "kb", "kib", "kbyte", "kbytes": .kibibyte
    case "mb", "mib", "mbyte", "mbytes": .mebibyte
    case "g", "gb", "gib", "gbyte", "gbytes": .gibibyte
    default: nil
    }
  }
}
