/// Well-known service names and their ports, from IANA's registry.
///
/// Our own table, so that a script means the same on every machine.
package enum Services {
  /// Returns the port of a lower-case service name: 80 of `http`.
  package static func port(_ name: String) -> UInt16? {
    rows.first { $0.name == name }?.port
  }

  /// Returns the usual service name of a port.
  package static func name(of port: UInt16) -> String? {
    rows.first { $0.port == port }?.name
  }

  /// By port; of several names of one port, the usual one first.
  private static let rows: [(port: UInt16, name: String)] = [
    (7, "echo"), (9, "discard"), (11, "systat"), (13, "daytime"), (17, "qotd"),
    (19, "chargen"), (20, "ftp-data"), (21, "ftp"), (22, "ssh"), (23, "telnet"),
    (25, "smtp"), (37, "time"), (43, "whois"), (49, "tacacs"), (53, "domain"), (53, "dns"),
    (67, "bootps"), (68, "bootpc"), (69, "tftp"), (70, "gopher"), (79, "finger"),
    (80, "http"), (88, "kerberos"), (110, "pop3"), (111, "sunrpc"), (113, "auth"),
    (119, "nntp"), (123, "ntp"), (135, "epmap"), (137, "netbios-ns"), (138, "netbios-dgm"),
    (139, "netbios-ssn"), (143, "imap"), (161, "snmp"), (162, "snmptrap"), (179, "bgp"),
    (194, "irc"), (389, "ldap"), (443, "https"), (445, "microsoft-ds"), (465, "submissions"),
    (500, "isakmp"), (514, "syslog"), (515, "printer"), (520, "rip"), (546, "dhcpv6-client"),
    (547, "dhcpv6-server"), (554, "rtsp"), (587, "submission"), (631, "ipp"), (636, "ldaps"),
    (853, "domain-s"), (873, "rsync"), (989, "ftps-data"), (990, "ftps"), (993, "imaps"),
    (995, "pop3s"), (1080, "socks"), (1194, "openvpn"), (1433, "ms-sql-s"), (1723, "pptp"),
    (1812, "radius"), (1883, "mqtt"), (2049, "nfs"), (3128, "ndl-aas"), (3306, "mysql"),
    (3389, "ms-wbt-server"), (3478, "stun"), (4789, "vxlan"), (5060, "sip"), (5061, "sips"),
    (5222, "xmpp-client"), (5353, "mdns"), (5432, "postgresql"), (5672, "amqp"),
    (5683, "coap"), (5900, "rfb"), (6379, "redis"), (6667, "ircu"), (8080, "http-alt"),
    (8443, "pcsync-https"), (8883, "secure-mqtt"), (9418, "git"), (11_211, "memcache"),
  ]
}
