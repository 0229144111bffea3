import CLab

/// The kernel's settings below `net`, by their sysctl(8) names.
package enum Sysctl {
  package enum Failure: Error, Equatable, Sendable {
    /// Not below `net`, or no such name could be: empty parts, slashes.
    case notOurs
    case refused(Errno)
  }

  /// Reads a setting, `net.ipv4.ip_local_port_range`; without the line's end.
  ///
  /// - Parameters:
  ///   - name: The setting.
  ///   - anywhere: Whether it may be one outside `net`, as on the host's own network.
  /// - Returns: Its value.
  /// - Throws: The reason.
  package static func read(
    _ name: String,
    anywhere: Bool = false
  ) throws(Failure) -> String {
    let path = try path(of: name, anywhere: anywhere)
    do {
      var bytes = try FileReading.bytes(of: path, limit: 1 << 16)
      if bytes.last == 0x0a { bytes.removeLast() }
      return String(decoding: bytes, as: UTF8.self)
    } catch {
      throw .refused(errno(of: error))
    }
  }

  /// Sets a setting of this network.
  ///
  /// - Parameters:
  ///   - name: The setting.
  ///   - value: Its new value.
  ///   - anywhere: Whether it may be one outside `net`, as on the host's own network.
  /// - Throws: The reason.
  package static func write(
    _ name: String,
    _ value: String,
    anywhere: Bool = false
  ) throws(Failure) {
    let path = try path(of: name, anywhere: anywhere)
    let answer = Capabilities.raised(.netAdmin) {
      let opened = Answer(raw: clab_open(path, O_WRONLY | O_CLOEXEC, 0))
      guard opened.isSuccess else { return opened }
      defer { _ = clab_close(Int32(opened.raw)) }
      let line = value + "\n"
      return Answer(raw: clab_write(Int32(opened.raw), line, line.utf8.count))
    }
    if let errno = answer.errno { throw .refused(errno) }
  }

  /// This network's ephemeral ports, `ip_local_port_range`.
  package static func ephemeralPorts() throws(Failure) -> ClosedRange<UInt16> {
    let text = try read("net.ipv4.ip_local_port_range")
    let ports = text.split { $0 == "\t" || $0 == " " }.compactMap { UInt16($0) }
    guard ports.count == 2, ports[0] <= ports[1] else { throw .refused(.invalidArgument) }
    return ports[0]...ports[1]
  }

  /// Turns dots into slashes; an interface's name may hold dots, written as slashes then.
  private static func path(of name: String, anywhere: Bool) throws(Failure) -> String {
    let swapped = name.map { $0 == "." ? "/" : $0 == "/" ? "." : $0 }
    let parts = String(swapped).split(separator: "/", omittingEmptySubsequences: false)
    guard anywhere || parts.first == "net", parts.count > 1,
      parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && !$0.contains("\0") })
    else { throw .notOurs }
    return "/proc/sys/" + parts.joined(separator: "/")
  }

  private static func errno(of error: FileReadingError) -> Errno {
    switch error {
    case .missing: .noSuchFile
    case .isDirectory: .isDirectory
    case .notPermitted: .permissionDenied
    case .tooLarge: .messageTooLong
    case .failed(let errno): errno
    }
  }
}
