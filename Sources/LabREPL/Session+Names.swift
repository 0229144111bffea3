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
      switch error {
      case .missing: return .failure(LoadFailure("there is no such file"))
      case .isDirectory: return .failure(LoadFailure("it is a directory"))
      case .notPermitted: return .failure(LoadFailure("you may not read it"))
      case .tooLarge(let limit):
        return .failure(LoadFailure("it is larger than \(limit >> 20) MiB"))
      case .failed(let errno): return .failure(LoadFailure("\(errno.name) (\(errno.message))"))
      }
    }
  }
}
