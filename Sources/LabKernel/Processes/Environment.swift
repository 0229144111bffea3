import CLab
import Glibc

/// What a script may require of the machine that it runs on.
package enum Environment {
  /// As uname(2) says it: `6.18.44-arch1`.
  package static var kernelVersion: String {
    var name = utsname()
    guard uname(&name) == 0 else { return "0" }
    return withUnsafeBytes(of: name.release) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  /// Whether a program is found on PATH, or at its path.
  package static func hasProgram(_ name: String) -> Bool { program(named: name) != nil }

  /// The path of a program, also of a server where PATH has only the programs of ordinary users.
  package static func program(named name: String) -> String? {
    if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    let folders = path.split(separator: ":").map { String($0) } + Self.serverFolders
    return folders.lazy.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  /// Where distributions install servers; Debian's PATH has them for root alone.
  private static let serverFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin"]

  /// Root of the machine, not only of a user namespace: it holds all capabilities there are.
  package static var isRealRoot: Bool {
    guard geteuid() == 0, let map = try? FileReading.bytes(of: "/proc/self/uid_map", limit: 4096)
    else { return false }
    let parts = map.split { $0 == 0x20 || $0 == 0x0a }
    return parts.count == 3 && parts[2].elementsEqual("4294967295".utf8)
  }

  package static var hasIPv6: Bool { access("/proc/net/if_inet6", F_OK) == 0 }

  /// The hard limit of open files (RLIMIT_NOFILE).
  package static var openFilesLimit: Int64 {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(7), &limit) == 0 else { return 0 }
    return Int64(clamping: limit.rlim_max)
  }

  /// The soft limit of open files: what a call that would go beyond it answers EMFILE for.
  package static var softOpenFilesLimit: Int64 {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(7), &limit) == 0 else { return 0 }
    return Int64(clamping: limit.rlim_cur)
  }

  /// A variable of the environment.
  package static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// What this process was started with, behind its own name; as `ByteText` has it.
  package static var arguments: [String] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      CommandLine.unsafeArgv[index].map { argument in
        ByteText.text(
          of: UnsafeBufferPointer(start: argument, count: strlen(argument)).map {
            UInt8(bitPattern: $0)
          }
        )
      }
    }
  }

  /// The whole environment, `NAME=VALUE` each.
  package static var variables: [String] {
    var found: [String] = []
    var next = clab_environment()
    while let entry = next?.pointee {
      found.append(String(cString: entry))
      next = next?.advanced(by: 1)
    }
    return found
  }

  /// The folder that a file lies in, from the root on; ours for a path that names none.
  package static func folder(of path: String) -> String {
    let here = workingFolder
    guard let slash = path.lastIndex(of: "/") else { return here }
    let folder = path[..<slash]
    return folder.hasPrefix("/") || path.hasPrefix("/") ? String(folder) : "\(here)/\(folder)"
  }

  private static var workingFolder: String {
    var buffer = [CChar](repeating: 0, count: 4096)
    return buffer.withUnsafeMutableBufferPointer { space in
      guard let path = getcwd(space.baseAddress, space.count) else { return "" }
      return String(cString: path)
    }
  }

  /// Whether a folder of this path is there.
  package static func hasFolder(_ path: String) -> Bool {
    guard let folder = opendir(path) else { return false }
    closedir(folder)
    return true
  }

  /// Whether there is a file of that name that is no folder, device or socket.
  package static func isPlainFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  package static var processID: Int32 { getpid() }

  /// Opens /dev/null in place of standard descriptors that the parent closed, so that no socket of
  /// a script ever becomes standard output.
  package static func keepStandardDescriptors() {
    var status = stat()
    for descriptor: Int32 in 0...2 where fstat(descriptor, &status) < 0 {
      _ = clab_open("/dev/null", O_RDWR, 0)
    }
  }

  /// Ends the process; what was buffered by the caller must be flushed.
  package static func exit(_ status: Int32) -> Never { Glibc.exit(status) }
}
