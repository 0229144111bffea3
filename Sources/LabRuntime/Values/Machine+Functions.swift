import LabConstants
import LabDiagnostics
import LabKernel
import LabProgram

/// The functions and constructors of the catalogue.
extension Machine {
  mutating func call(_ function: Function, start: Int32, count: Int32) throws(Failure) -> Value {
    let first = count > 0 ? try evaluate(start) : .none
    switch function {
    case .hex: return .bytes(try hexBytes(first))
    case .repeat: return try repeated(first, try evaluate(start + 1))
    case .len: return try length(first)
    case .unique: return try unique(first)
    case .slice:
      return try slice(
        first,
        from: try integer(start + 1),
        count: count > 2 ? try optionalInteger(start + 2) : nil
      )
    case .at: return try element(of: first, at: try integer(start + 1))
    case .int: return try number(first)
    case .random: return try randomBytes(try integer(start))
    case .randomPort: return try randomPort()
    case .ifindex: return try interfaceIndex(first)
    case .u8: return try fixedWidth(first, bytes: 1, isLittle: false)
    case .u16: return try fixedWidth(first, bytes: 2, isLittle: false)
    case .u32: return try fixedWidth(first, bytes: 4, isLittle: false)
    case .u64: return try fixedWidth(first, bytes: 8, isLittle: false)
    case .le16: return try fixedWidth(first, bytes: 2, isLittle: true)
    case .le32: return try fixedWidth(first, bytes: 4, isLittle: true)
    case .htons: return .integer(Int64(UInt16(truncatingIfNeeded: try integer(start)).byteSwapped))
    case .checksum: return .integer(Self.checksum(try bytes(start)))
    case .msghdr:
      var parts = [first]
      for index in start + 1..<start + count { parts.append(try evaluate(index)) }
      return .message(MessageHeader(parts))
    case .iovec: return .vector(VectorElement(base: first, length: try evaluate(start + 1)))
    case .cmsg: return try makeRawControl(start: start)
    case .buffer: return .buffer(try integer(start))
    case .le64: return try fixedWidth(first, bytes: 8, isLittle: true)
    }
  }

  /// The one's complement sum of 16-bit words, complemented; RFC 1071.
  private static func checksum(_ bytes: [UInt8]) -> Int64 {
    var sum = 0
    for (offset, byte) in bytes.enumerated() { sum += Int(byte) << (offset % 2 == 0 ? 8 : 0) }
    while sum > 0xffff { sum = sum & 0xffff + sum >> 16 }
    return Int64(~sum & 0xffff)
  }

  private mutating func optionalInteger(_ index: Int32) throws(Failure) -> Int64? {
    if case .absent = program.expressions[Int(index)] { return nil }
    return try integer(index)
  }

  private func wrong(_ wanted: String, _ value: Value) -> Failure {
    Failure(.wrongKind(wanted: wanted, got: kindName(value), at: site))
  }

  private func hexBytes(_ value: Value) throws(Failure) -> [UInt8] {
    guard case .bytes(let text) = value else { throw wrong("text", value) }
    var bytes: [UInt8] = []
    var high: UInt8?
    for byte in text where byte != UInt8(ascii: " ") && byte != UInt8(ascii: ":") {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw Failure(.noHex(describe(value), at: site))
      }
      if let first = high {
        bytes.append(first << 4 | UInt8(digit))
        high = nil
      } else {
        high = UInt8(digit)
      }
    }
    guard high == nil else { throw Failure(.noHex(describe(value), at: site)) }
    return bytes
  }

  private func repeated(_ count: Value, _ value: Value) throws(Failure) -> Value {
    guard case .integer(let times) = count else { throw wrong("a number", count) }
    guard case .bytes(let bytes) = value else { throw wrong("text", value) }
    guard times >= 0 else { throw Failure(.negativeCount(times, at: site)) }
    let (total, overflow) = Int(times).multipliedReportingOverflow(by: bytes.count)
    guard !overflow, total <= options.limits.bytes else {
      throw Failure(.tooManyBytes(limit: options.limits.bytes, at: site))
    }
    // Nothing, however often, is nothing: no reason to count so far.
    if total == 0 { return .bytes([]) }
    if bytes.count == 1 { return .bytes([UInt8](repeating: bytes[0], count: total)) }
    var result: [UInt8] = []
    result.reserveCapacity(total)
    for _ in 0..<times { result.append(contentsOf: bytes) }
    return .bytes(result)
  }

  private func length(_ value: Value) throws(Failure) -> Value {
    switch value {
    case .list(let list): .integer(Int64(list.count))
    case .bytes(let bytes): .integer(Int64(bytes.count))
    case .structure(let structure): .integer(Int64(structure.bytes.count))
    default: throw wrong("a list or text", value)
    }
  }

  private func interfaceIndex(_ value: Value) throws(Failure) -> Value {
    guard case .bytes(let name) = value else { throw wrong("text", value) }
    let index = NetworkInterface.index(of: String(decoding: name, as: UTF8.self))
    guard index != 0 else { throw Failure(.noInterface(describe(value), at: site)) }
    return .integer(Int64(index))
  }

  private func unique(_ value: Value) throws(Failure) -> Value {
    guard case .list(let list) = value else { throw wrong("a list", value) }
    var seen = Set<ValueKey>(minimumCapacity: list.count)
    return .list(list.filter { seen.insert(key(of: $0)).inserted })
  }

  private func slice(_ value: Value, from start: Int64, count: Int64?) throws(Failure) -> Value {
    func part<Element>(_ all: [Element]) throws(Failure) -> [Element] {
      let end = count.map { start.addingReportingOverflow($0).partialValue } ?? Int64(all.count)
      guard start >= 0, start <= end, end <= all.count else {
        throw Failure(.outsideSlice(start: start, count: count, of: all.count, at: site))
      }
      return Array(all[Int(start)..<Int(end)])
    }
    switch value {
    case .bytes(let bytes): return .bytes(try part(bytes))
    case .structure(let structure): return .bytes(try part(structure.bytes))
    case .list(let list): return .list(try part(list))
    default: throw wrong("text or a list", value)
    }
  }

  private func element(of value: Value, at index: Int64) throws(Failure) -> Value {
    func place(in count: Int) throws(Failure) -> Int {
      let place = index < 0 ? index + Int64(count) : index
      guard place >= 0, place < count else {
        throw Failure(.outsideSlice(start: index, count: 1, of: count, at: site))
      }
      return Int(place)
    }
    switch value {
    case .list(let list): return list[try place(in: list.count)]
    case .bytes(let bytes): return .integer(Int64(bytes[try place(in: bytes.count)]))
    case .structure(let structure):
      return .integer(Int64(structure.bytes[try place(in: structure.bytes.count)]))
    default: throw wrong("a list or text", value)
    }
  }

  private func number(_ value: Value) throws(Failure) -> Value {
    guard case .bytes(let bytes) = value else { throw wrong("text", value) }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let number = Int64(text) else { throw Failure(.noNumber(describe(value), at: site)) }
    return .integer(number)
  }

  /// A number to bytes of a width, or exactly that many bytes to their number.
  private func fixedWidth(_ value: Value, bytes width: Int, isLittle: Bool) throws(Failure)
    -> Value
  {
    switch value {
    case .integer(let number):
      let low: Int64 = width == 8 ? .min : -(1 << (width * 8 - 1))
      let high: Int64 = width == 8 ? .max : (1 << (width * 8)) - 1
      guard (low...high).contains(number) else {
        throw Failure(.outsideWidth(number, bits: width * 8, at: site))
      }
      let big = (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * (width - 1 - $0))) }
      return .bytes(isLittle ? big.reversed() : big)
    case .bytes(let bytes):
      guard bytes.count == width else {
        throw Failure(.wrongWidth(bytes.count, wanted: width, at: site))
      }
      let ordered = isLittle ? bytes.reversed() : bytes
      let number = ordered.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return .integer(Int64(truncatingIfNeeded: number))
    default: throw wrong("a number or text", value)
    }
  }
}

extension Machine {
  /// What says whether two values are the same; never the text for people, which is cut and rounded.
  fileprivate func key(of value: Value) -> ValueKey {
    switch value {
    case .integer(let number): .number(number)
    case .duration(let nanoseconds): .number(nanoseconds)
    case .bytes(let bytes): .bytes(bytes)
    case .structure(let structure): .bytes(structure.bytes)
    case .socket(let reference): .socket(reference.index, reference.generation)
    case .list(let list): .list(list.map { key(of: $0) })
    case .tuple(let tuple):
      // The same connection, from whichever end.
      .bytes(
        [tuple.local.bytes, tuple.peer.bytes].sorted { $0.lexicographicallyPrecedes($1) }
          .reduce([], +)
      )
    default: .text(describe(value))
    }
  }
}

/// A value as an element of a set.
private indirect enum ValueKey: Hashable {
  case number(Int64)
  case bytes([UInt8])
  case socket(Int32, Int32)
  case list([ValueKey])
  /// Of kinds whose text says everything.
  case text(String)
}
