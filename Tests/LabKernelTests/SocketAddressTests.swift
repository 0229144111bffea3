import LabKernel
import Testing

@Suite struct SocketAddressTests {
  @Test(arguments: [
    (SocketAddress(ipv4: 0x7f00_0001, port: 8080), "127.0.0.1:8080"),
    (SocketAddress(ipv4: 0, port: 0), "0.0.0.0:0"),
    (SocketAddress(ipv6: (0, 1), port: 80), "[::1]:80"),
    (SocketAddress(ipv6: (0, 0), port: 1), "[::]:1"),
    (SocketAddress(ipv6: (0xfe80 << 48, 1), port: 80, scope: 2), "[fe80::1%2]:80"),
    (SocketAddress(ipv6: (0, 0xffff_c000_0201), port: 5), "[::ffff:192.0.2.1]:5"),
    (SocketAddress(unixPath: Array("s1".utf8)), "unix:s1"),
    (SocketAddress(unixAbstract: Array("name".utf8)), "unix:@name"),
    (SocketAddress.unixUnnamed, "unix:"),
    (SocketAddress(unixAbstract: [0x61, 0, 0xff]), #"unix:@"a\0\377""#),
  ])
  func shortForms(address: SocketAddress, text: String) {
    #expect(address.description == text)
  }

  /// The rules of RFC 5952, section 4.
  @Test(arguments: [
    ((UInt64(0x2001_0db8_0000_0000), UInt64(1)), "2001:db8::1"),
    ((0x2001_0db8_0000_0001, 0x0001_0001_0001_0001), "2001:db8:0:1:1:1:1:1"),
    ((0x2001_0000_0000_0001, 0x0000_0000_0000_0001), "2001:0:0:1::1"),
    ((0x2001_0db8_0000_0000, 0x0001_0000_0000_0001), "2001:db8::1:0:0:1"),
    ((0xABCD_0000_0000_0000, 0), "abcd::"),
    ((0x0001_0002_0003_0004, 0x0005_0006_0007_0008), "1:2:3:4:5:6:7:8"),
  ])
  func canonicalIPv6(number: (UInt64, UInt64), text: String) {
    #expect(SocketAddress.text(ipv6: number) == text)
  }

  @Test func partsComeBack() {
    let four = SocketAddress(ipv4: 0xc000_0201, port: 443)
    #expect(four.ipv4 == 0xc000_0201 && four.port == 443 && four.bytes.count == 16)
    let six = SocketAddress(ipv6: (1, 2), port: 9, scope: 3, flow: 4)
    #expect(six.ipv6?.0 == 1 && six.ipv6?.1 == 2 && six.scope == 3 && six.flow == 4)
    #expect(six.port == 9 && six.bytes.count == 28 && six.ipv4 == nil)
    let path = SocketAddress(unixPath: Array("s1".utf8))
    #expect(path.unixPath == Array("s1".utf8) && path.bytes.count == 5 && path.port == nil)
    #expect(SocketAddress(unixAbstract: [0, 1]).unixAbstract == [0, 1])
    #expect(SocketAddress(bytes: []).family == 0)
    #expect(SocketAddress(bytes: [2, 0, 1]).port == nil)
  }

  @Test func wildcardAndLoopback() {
    let any = SocketAddress(ipv4: 0, port: 7)
    #expect(any.isWildcard && any.reachable == SocketAddress(ipv4: 0x7f00_0001, port: 7))
    let any6 = SocketAddress(ipv6: (0, 0), port: 7)
    #expect(any6.isWildcard && any6.reachable == SocketAddress(ipv6: (0, 1), port: 7))
    #expect(SocketAddress(ipv4: 0x7f01_0203, port: 1).isLoopback)
    #expect(SocketAddress(ipv6: (0, 0xffff_7f00_0001), port: 1).isLoopback)
    #expect(!SocketAddress(ipv6: (1, 1), port: 1).isLoopback)
    #expect(any.replacing(port: 0x1234).port == 0x1234)
    #expect(SocketAddress.unixUnnamed.replacing(port: 5) == .unixUnnamed)
  }
}
