import Foundation
import Glibc
import LabKernel

/// One run of `LabKernelProbe`, the process of one thread beside this test runner.
struct ProbeRun {
  let lines: [String]
  let exit: ProcessExit?

  /// Where the build put the probe: beside the test runner.
  static let path = Bundle.main.bundleURL.appendingPathComponent("LabKernelProbe").path

  init(_ arguments: String..., under wrapper: [String] = []) throws {
    try self.init(Self.request(wrapper + [Self.path] + arguments))
  }

  /// A program that is what this process is: root with its capabilities, or an ordinary user.
  static func request(_ arguments: [String]) -> ChildProcess.Request {
    var request = ChildProcess.Request(arguments: arguments)
    request.capabilities = .all
    return request
  }

  init(_ request: ChildProcess.Request) throws {
    let child = try ChildProcess(request)
    lines = ProbeRun.readLines(child.outputDescriptor)
    exit = child.wait()
  }

  /// Reads to the end of a pipe, or as many lines as asked for.
  static func readLines(_ descriptor: Int32, count: Int = .max) -> [String] {
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while text.count(where: { $0 == 0x0a }) < count {
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      poll(&entry, 1, -1)
      let answer = buffer.withUnsafeMutableBytes { ChildProcess.read(descriptor, into: $0) }
      if answer.raw == 0 { break }
      if answer.raw > 0 { text += buffer.prefix(answer.raw) }
    }
    return text.split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
  }

  /// What the probe told about one subject.
  func fact(_ name: String) -> String? {
    lines.first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
  }
}

/// Whether this user can have a network of its own here; root in a container may not.
let networksAreAllowed: Bool = {
  if Capabilities.hasPermitted(.sysAdmin) { return true }
  guard let run = try? ProbeRun("fresh") else { return false }
  return run.lines.first == "taken: EADDRINUSE"
}()

let isRoot = geteuid() == 0
