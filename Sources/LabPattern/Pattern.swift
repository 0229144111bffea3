import CPCRE2

/// A compiled PCRE2 pattern over bytes.
///
/// A hostile pattern can't hold up the run: an attempt ends after so many steps of the
/// matcher, or with `heapLimit` KiB of memory.
///
/// It is `@unchecked Sendable` because PCRE2's compiled code is never written after
/// pcre2_compile(3), and each attempt makes its own match data; the match context is only read.
package final class Pattern: @unchecked Sendable {
  package static let heapLimit: UInt32 = 20_000

  private let code: OpaquePointer
  /// The same pattern for attempts at the beginning of a stream of which more may come, where `code`
  /// decides too early; nil: it does not.
  private let openCode: OpaquePointer?
  private let context: OpaquePointer

  /// As it was written, without its slashes.
  package let source: [UInt8]

  /// How many groups the pattern has, group 0 not counted.
  package let groupCount: Int

  /// The named groups, by name, with their numbers.
  package let groupNames: [(name: String, number: Int)]

  package init(
    _ bytes: [UInt8],
    caseless: Bool = false,
    multiline: Bool = false,
    dotAll: Bool = false,
    extended: Bool = false,
    steps: Int = 100_000
  ) throws(PatternError) {
    // A leading (*UTF) would make bytes that aren't UTF-8 an error.
    var options = PCRE2_NEVER_UTF
    if caseless { options |= PCRE2_CASELESS }
    if multiline { options |= PCRE2_MULTILINE }
    if dotAll { options |= PCRE2_DOTALL }
    if extended { options |= PCRE2_EXTENDED }
    let compiled = try Self.compile(bytes, options)
    guard let matchContext = pcre2_match_context_create_8(nil) else {
      pcre2_code_free_8(compiled)
      throw PatternError(message: "out of memory", offset: 0)
    }
    pcre2_set_match_limit_8(matchContext, UInt32(clamping: steps))
    pcre2_set_depth_limit_8(matchContext, UInt32(clamping: steps))
    pcre2_set_heap_limit_8(matchContext, Self.heapLimit)
    source = bytes
    code = compiled
    openCode = Self.openCode(bytes, options)
    context = matchContext
    var count: UInt32 = 0
    pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
    groupCount = Int(count)
    groupNames = Self.names(of: compiled)
  }

  deinit {
    pcre2_match_context_free_8(context)
    pcre2_code_free_8(code)
    if let openCode { pcre2_code_free_8(openCode) }
  }

  private static func compile(_ bytes: [UInt8], _ options: UInt32) throws(PatternError)
    -> OpaquePointer
  {
    var error: Int32 = 0
    var offset = 0
    // PCRE2 (10.42) looks for the digits of (*LIMIT_MATCH= behind the end: what it finds there is NUL.
    let compiled = (bytes + [0]).withUnsafeBufferPointer {
      pcre2_compile_8($0.baseAddress, bytes.count, options, &error, &offset, nil)
    }
    guard let compiled else {
      throw PatternError(message: message(of: error), offset: min(offset, bytes.count))
    }
    return compiled
  }

  /// A counted `.{16}` that takes line ends too, at the very beginning and with fewer bytes there, is
  /// no partial match to PCRE2 (10.42): it finds that nothing was consumed, unless the pattern looks
  /// behind.
  ///
  /// So it is made to, at what is always true. Options such as (*CRLF) may stand first only: with
  /// these the pattern stays as it is.
  private static func openCode(_ bytes: [UInt8], _ options: UInt32) -> OpaquePointer? {
    guard bytes.contains(UInt8(ascii: "{")) else { return nil }
    return try? compile(Array("(?<=|.)".utf8) + bytes, options)
  }

  /// Tries to match `subject`.
  ///
  /// - Parameters:
  ///   - subject: The bytes that have come so far.
  ///   - anchored: The match must begin at the first byte.
  ///   - partial: More bytes may follow, so answer `.partial` rather than decide too early
  ///     (PCRE2_PARTIAL_HARD); false at the end of a stream.
  /// - Returns: The match, or why there is none.
  package func match(
    _ subject: UnsafeRawBufferPointer,
    anchored: Bool = false,
    partial: Bool = false
  ) -> Match {
    // PCRE2 is never partial about no bytes at all, but an open stream has said nothing yet.
    if partial && subject.isEmpty { return .partial }
    guard let data = pcre2_match_data_create_from_pattern_8(code, nil) else { return .limit }
    defer { pcre2_match_data_free_8(data) }
    var options: UInt32 = 0
    if anchored { options |= PCRE2_ANCHORED }
    if partial { options |= PCRE2_PARTIAL_HARD }
    let count = pcre2_match_8(
      anchored && partial ? openCode ?? code : code,
      subject.bindMemory(to: UInt8.self).baseAddress ?? Self.nowhere,
      subject.count,
      0,
      options,
      data,
      context
    )
    if count == PCRE2_ERROR_PARTIAL { return .partial }
    if count == PCRE2_ERROR_NOMATCH { return .none }
    guard count > 0, let vector = pcre2_get_ovector_pointer_8(data) else { return .limit }
    let groups = (1..<(groupCount + 1)).map { group in
      Self.range(vector[2 * group], vector[2 * group + 1])
    }
    // \K in a look-ahead could put the start behind the end; such a match is empty.
    return .matched(min(vector[0], vector[1])..<vector[1], groups: groups)
  }

  /// Tries to match an array's bytes; see `match(_:anchored:partial:)` for raw buffers.
  package func match(_ subject: [UInt8], anchored: Bool = false, partial: Bool = false) -> Match {
    subject.withUnsafeBytes { match($0, anchored: anchored, partial: partial) }
  }

  /// PCRE2 wants a pointer even for a subject of no bytes.
  nonisolated(unsafe) private static let nowhere = UnsafePointer(
    UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
  )

  /// An ovector pair; PCRE2_UNSET, all ones, marks a group that took no part.
  private static func range(_ start: Int, _ end: Int) -> Range<Int>? {
    start < 0 || end < start ? nil : start..<end
  }

  private static func message(of error: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(error, &buffer, buffer.count)
    return String(decoding: buffer.prefix(Int(max(0, length))), as: UTF8.self)
  }

  /// Reads the name table: entries of two bytes group number and a name that ends with NUL.
  private static func names(of code: OpaquePointer) -> [(name: String, number: Int)] {
    var count: UInt32 = 0
    var size: UInt32 = 0
    var table: UnsafePointer<UInt8>?
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &size)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table else { return [] }
    return (0..<Int(count)).map { index in
      let entry = table + index * Int(size)
      let number = Int(entry[0]) << 8 | Int(entry[1])
      return (String(cString: entry + 2), number)
    }
  }
}
