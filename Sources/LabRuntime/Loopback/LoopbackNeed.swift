/// Why a step needs a private network where a run has only its part of this machine's loopback.
///
/// The texts follow "needs a private network: ".
enum LoopbackNeed {
  static let settings = "the settings of this network (sysctl) are the whole machine's"
  static let address = "it gives the network another address"
  static let privileged = "it takes privileges over the network"
  static let freshNetwork = "its set-up begins in a fresh network"
  static let listensUnbound = "listen without bind serves every address, from outside too"

  static func wildcard(_ address: String) -> String {
    "it binds \(address), which can be reached from outside"
  }

  static func ipv6(_ address: String) -> String {
    "\(address) is not this run's own: IPv6 has one loopback address, for all"
  }

  static func outside(_ address: String, range: String) -> String {
    "\(address) is not this run's own, which has \(range).0/24"
  }

  static func wellKnown(_ port: UInt16, first: UInt16) -> String {
    "everybody may bind port \(port) here (net.ipv4.ip_unprivileged_port_start is \(first))"
  }

  static func program(_ name: String) -> String { "\(name) is about the network as a whole" }

  static func table(_ path: String) -> String { "\(path) shows the whole machine" }

  static func call(_ name: String) -> String { "\(name) leaves this network" }

  /// Programs that show or change a network; their names without a folder.
  static let programs: Set<String> = [
    "arp", "bridge", "conntrack", "ethtool", "ifconfig", "ip", "ip6tables", "iptables", "netstat",
    "nft", "nstat", "ping", "route", "ss", "sysctl", "tc", "tcpdump",
  ]

  /// Calls that leave the network that the run was started in.
  static let calls: Set<String> = ["setns", "unshare"]

  static func isTable(_ path: String) -> Bool {
    path.hasPrefix("/proc/net/") || path.hasPrefix("/proc/self/net/")
      || path.hasPrefix("/proc/sys/net/")
  }

  /// The reason of a skipped step or check, as it is told.
  static func told(_ need: String) -> String { "needs a private network: \(need)" }
}
