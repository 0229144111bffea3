import CNettle

/// SHA-256 (FIPS 180-4) of bytes, for what a result is the result of.
package struct Digest {
  private var context = sha256_ctx()

  package init() { nettle_sha256_init(&context) }

  /// Takes in more bytes.
  package mutating func add(_ bytes: some Sequence<UInt8>) {
    let array = Array(bytes)
    array.withUnsafeBufferPointer { nettle_sha256_update(&context, $0.count, $0.baseAddress) }
  }

  /// The 32 bytes; the digest starts anew.
  package mutating func finish() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_SIZE)) { buffer, count in
      nettle_sha256_digest(&context, buffer.count, buffer.baseAddress)
      count = buffer.count
    }
  }

  /// The digest of a whole, in hexadecimal.
  package static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    var digest = Digest()
    digest.add(bytes)
    return hexadecimal(of: digest.finish())
  }

  package static func hexadecimal(of digest: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
