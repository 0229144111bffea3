import Foundation
import LabConstants
import Testing

/// The tables of options against the kernel's headers that are installed here.
@Suite struct HeaderTests {
  /// Names that the headers define beside the options: values, flags and limits.
  private static let values = [
    "IP_PMTUDISC_", "IPV6_PMTUDISC_", "MCAST_EXCLUDE", "MCAST_INCLUDE", "IP_DEFAULT_MULTICAST_",
    "IPV6_FL_", "IPV6_FLOWINFO_FLOWLABEL", "IPV6_FLOWINFO_PRIORITY", "IPV6_PRIORITY_",
    "IPV6_TLV_", "IPV6_PREFER_", "TCP_MSS_", "TCP_REPAIR_O", "TCP_MD5SIG_M", "TCP_MD5SIG_F",
    "TCP_RECEIVE_ZEROCOPY_", "TCP_AO_KEYF_", "TCP_AO_MAXKEYLEN", "UDP_ENCAP_", "TCP_ENCAP_",
    "SO_DEVMEM_", "TCP_NLA_",
  ]

  @Test(arguments: [
    ("asm-generic/socket.h", ["SO_"]), ("linux/in.h", ["IP_", "MCAST_"]),
    ("linux/in6.h", ["IPV6_"]), ("linux/tcp.h", ["TCP_"]), ("linux/udp.h", ["UDP_"]),
  ])
  func everyOptionIsInTheTable(header: String, prefixes: [String]) throws {
    let text = try String(contentsOfFile: "/usr/include/\(header)", encoding: .utf8)
    var found = 0
    for line in text.split(separator: "\n") {
      let words = line.split { $0 == " " || $0 == "\t" }
      guard words.count >= 3, words[0] == "#define", let number = Int32(words[2]) else { continue }
      let name = String(words[1])
      guard prefixes.contains(where: { name.hasPrefix($0) }),
        !Self.values.contains(where: { name.hasPrefix($0) })
      else { continue }
      found += 1
      let option = SocketOptions.index(named: name).map { SocketOptions.all[$0] }
      #expect(option?.number == number, "\(name) of \(header)")
    }
    #expect(found >= 5, "\(header) names options")
  }

  @Test func everyOptionSaysWhatItIs() {
    for option in SocketOptions.all {
      #expect(option.summary.hasSuffix("."), "\(option.name)")
      #expect(!option.manual.isEmpty, "\(option.name)")
    }
  }
}
