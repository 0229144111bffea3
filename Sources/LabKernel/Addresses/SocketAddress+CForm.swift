import CLab
import LabConstants

// The C form, as strace(1) prints it.
extension SocketAddress {
  /// `{sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr("127.0.0.1")}` and so on.
  package var cForm: String {
    if let ipv4, let port {
      let host = Self.text(ipv4: ipv4)
      return "{sa_family=AF_INET, sin_port=htons(\(port)), sin_addr=inet_addr(\"\(host)\")}"
    }
    if let ipv6, let port {
      return "{sa_family=AF_INET6, sin6_port=htons(\(port)), "
        + "sin6_flowinfo=htonl(\(flow ?? 0)), "
        + "inet_pton(AF_INET6, \"\(Self.text(ipv6: ipv6))\", &sin6_addr), "
        + "sin6_scope_id=\(cScope)}"
    }
    if let unixPath {
      return "{sa_family=AF_UNIX, sun_path=\(Self.whole(unixPath))}"
    }
    if let unixAbstract {
      return "{sa_family=AF_UNIX, sun_path=@\(Self.whole(unixAbstract))}"
    }
    let name = CallText.named(Int32(family), in: .addressFamily, unknown: "AF")
    guard bytes.count > 2 else { return "{sa_family=\(name)}" }
    return "{sa_family=\(name), sa_data=\(Self.whole(Array(bytes[2...])))}"
  }

  /// strace names the interface of an address that is valid on one link only.
  private var cScope: String {
    guard let scope, let high = ipv6?.0 else { return "0" }
    let isLinkLocal = high >> 54 == 0xfe80 >> 6 || high >> 48 & 0xff0f == 0xff02
    guard scope != 0, isLinkLocal else { return String(scope) }
    var name = [CChar](repeating: 0, count: Int(IF_NAMESIZE))
    guard if_indextoname(scope, &name) != nil else { return String(scope) }
    let text = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return "if_nametoindex(\"\(String(decoding: text, as: UTF8.self))\")"
  }

  private static func whole(_ data: [UInt8]) -> String {
    CallText.quoted(data, count: data.count)
  }
}
