import LabKernel
import LabProgram
import LabRuntime

/// What names mean just now, and what files hold.
extension Session {
  func liveSockets() -> LiveSockets {
    let names = compiler.names
    return LiveSockets(
      names: names.filter { $0.kinds.contains(.socket) }.map { ($0.name, $0.slot) },
      bound: Set(names.map(\.name))
    ) { [unowned self] in machine.socket(inSlot: $0) }
  }

  /// `.`: the last socket that was made, while it is open; else the newest that is.
  func liveLast() -> String? {
    let sockets = liveSockets()
    if let last, sockets[last] != nil { return last }
    return sockets.known.last?.name
  }

  static func loaded(_ path: String, folder: String, limit: Int) -> Result<[UInt8], LoadFailure> {
    let whole = path.hasPrefix("/") ? path : "\(folder)/\(path)"
    do throws(FileReadingError) {
      return .success(try FileReading.bytes(of: whole, limit: limit))
    } catch {
      return .failure(LoadFailure(error.reason, limit: error.limit))
    }
  }
}
