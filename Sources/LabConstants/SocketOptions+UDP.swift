/// The options of the UDP level, udp(7).
extension SocketOptions {
  static let udpOptions = OptionLevel(
    name: "IPPROTO_UDP",
    number: 17,
    manual: "udp(7)",
    rows: [
      (
        "UDP_CORK", 1, .boolean, .readWrite, nil,
        "Collects data into one datagram, until it is cleared."
      ),
      ("UDP_ENCAP", 100, .integer, .readWrite, nil, "Encapsulation of IPsec and tunnels."),
      ("UDP_NO_CHECK6_TX", 101, .boolean, .readWrite, nil, "Sends UDP over IPv6 without checksum."),
      (
        "UDP_NO_CHECK6_RX", 102, .boolean, .readWrite, nil,
        "Accepts UDP over IPv6 without checksum."
      ),
      (
        "UDP_SEGMENT", 103, .integer, .readWrite, nil,
        "Splits what is sent into datagrams of this size."
      ),
      (
        "UDP_GRO", 104, .boolean, .readWrite, nil,
        "Receives several datagrams of one sender at once."
      ),
    ]
  )
}
