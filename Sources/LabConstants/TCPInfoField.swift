/// One field of `struct tcp_info`, linux/tcp.h.
package struct TCPInfoField: Equatable, Sendable {
  /// What a field's number counts.
  package enum Unit: UInt8, Sendable {
    case count
    case bytes
    case milliseconds
    case microseconds
    case bytesPerSecond
    /// The number of a `TCPState`.
    case state
  }

  /// The C name without `tcpi_`.
  package let name: String
  /// Where it starts; fields behind the end of what the kernel returned are unknown.
  package let offset: Int
  /// 1, 2, 4 or 8 bytes.
  package let size: Int
  /// For a bit-field, the lowest bit within its byte.
  package let shift: Int
  /// For a bit-field, its number of bits, else `8 * size`.
  package let bits: Int
  package let unit: Unit

  /// Finds a field by its C name without `tcpi_`.
  package static func index(named name: String) -> Int? {
    all.firstIndex { $0.name == name }
  }

  /// Reads the field; nil when this kernel's structure ends before it.
  package func value(in info: [UInt8]) -> UInt64? {
    guard offset + size <= info.count else { return nil }
    var value: UInt64 = 0
    for index in (0..<size).reversed() {
      value = value << 8 | UInt64(info[offset + index])
    }
    return bits == 8 * size ? value : value >> UInt64(shift) & (1 << UInt64(bits) - 1)
  }

  package static let all: [TCPInfoField] =
    rows.map { row in
      TCPInfoField(
        name: row.name,
        offset: row.offset,
        size: row.size,
        shift: 0,
        bits: 8 * row.size,
        unit: row.unit
      )
    } + [
      bitField("snd_wscale", offset: 6, shift: 0, bits: 4),
      bitField("rcv_wscale", offset: 6, shift: 4, bits: 4),
      bitField("delivery_rate_app_limited", offset: 7, shift: 0, bits: 1),
      bitField("fastopen_client_fail", offset: 7, shift: 1, bits: 2),
    ]

  private static func bitField(
    _ name: String,
    offset: Int,
    shift: Int,
    bits: Int
  ) -> TCPInfoField {
    TCPInfoField(name: name, offset: offset, size: 1, shift: shift, bits: bits, unit: .count)
  }

  private static let rows: [(name: String, offset: Int, size: Int, unit: Unit)] = [
    ("state", 0, 1, .state),
    ("ca_state", 1, 1, .count),
    ("retransmits", 2, 1, .count),
    ("probes", 3, 1, .count),
    ("backoff", 4, 1, .count),
    ("options", 5, 1, .count),
    ("rto", 8, 4, .microseconds),
    ("ato", 12, 4, .microseconds),
    ("snd_mss", 16, 4, .bytes),
    ("rcv_mss", 20, 4, .bytes),
    ("unacked", 24, 4, .count),
    ("sacked", 28, 4, .count),
    ("lost", 32, 4, .count),
    ("retrans", 36, 4, .count),
    ("fackets", 40, 4, .count),
    ("last_data_sent", 44, 4, .milliseconds),
    ("last_ack_sent", 48, 4, .milliseconds),
    ("last_data_recv", 52, 4, .milliseconds),
    ("last_ack_recv", 56, 4, .milliseconds),
    ("pmtu", 60, 4, .bytes),
    ("rcv_ssthresh", 64, 4, .bytes),
    ("rtt", 68, 4, .microseconds),
    ("rttvar", 72, 4, .microseconds),
    ("snd_ssthresh", 76, 4, .count),
    ("snd_cwnd", 80, 4, .count),
    ("advmss", 84, 4, .bytes),
    ("reordering", 88, 4, .count),
    ("rcv_rtt", 92, 4, .microseconds),
    ("rcv_space", 96, 4, .bytes),
    ("total_retrans", 100, 4, .count),
    ("pacing_rate", 104, 8, .bytesPerSecond),
    ("max_pacing_rate", 112, 8, .bytesPerSecond),
    ("bytes_acked", 120, 8, .bytes),
    ("bytes_received", 128, 8, .bytes),
    ("segs_out", 136, 4, .count),
    ("segs_in", 140, 4, .count),
    ("notsent_bytes", 144, 4, .bytes),
    ("min_rtt", 148, 4, .microseconds),
    ("data_segs_in", 152, 4, .count),
    ("data_segs_out", 156, 4, .count),
    ("delivery_rate", 160, 8, .bytesPerSecond),
    ("busy_time", 168, 8, .microseconds),
    ("rwnd_limited", 176, 8, .microseconds),
    ("sndbuf_limited", 184, 8, .microseconds),
    ("delivered", 192, 4, .count),
    ("delivered_ce", 196, 4, .count),
    ("bytes_sent", 200, 8, .bytes),
    ("bytes_retrans", 208, 8, .bytes),
    ("dsack_dups", 216, 4, .count),
    ("reord_seen", 220, 4, .count),
    ("rcv_ooopack", 224, 4, .count),
    ("snd_wnd", 228, 4, .bytes),
    ("rcv_wnd", 232, 4, .bytes),
    ("rehash", 236, 4, .count),
    ("total_rto", 240, 2, .count),
    ("total_rto_recoveries", 242, 2, .count),
    ("total_rto_time", 244, 4, .milliseconds),
  ]
}
