import LabKernel
import LabProgram
import LabSyntax

/// Errnos of the rows around the sockets: settings, addresses, programs, files.
extension Machine {
  mutating func explainSetting(_ call: FailedCall) -> Explanation {
    let name = (try? text(call.operation.operands.start)) ?? "it"
    switch call.errno {
    case .noSuchFile: return Explanation("this network has no setting \(name)")
    case .invalidArgument where name == "net.ipv4.ping_group_range":
      let group = ProcessUser.group
      return Explanation(
        "the groups must exist in this run's user namespace: an ordinary user has only its own",
        hint: "sysctl \"\(name)\" \"\(group) \(group)\""
      )
    case .invalidArgument: return Explanation("\(name) does not take this value")
    case .permissionDenied, .notPermitted:
      return Explanation("\(name) may not be changed in this network")
    default: return Explanation("\(name): \(call.errno.message)")
    }
  }

  mutating func explainNewAddress(_ call: FailedCall) -> Explanation {
    switch call.errno {
    case .fileExists: return Explanation("lo has this address already")
    case .notPermitted, .permissionDenied:
      return Explanation("adding an address needs CAP_NET_ADMIN, which this run cannot have")
    default: return Explanation(call.errno.message)
    }
  }

  mutating func explainProgram(_ call: FailedCall) -> Explanation {
    let name = (try? text(call.operation.operands.start)) ?? "the program"
    switch call.errno {
    case .noSuchFile: return explainMissingProgram(call, name)
    case .permissionDenied:
      return Explanation(
        "\(name) may not be run, or a folder of PATH may not be searched by this user"
      )
    default: return Explanation("\(name): \(call.errno.message)")
    }
  }

  private mutating func explainMissingProgram(_ call: FailedCall, _ name: String) -> Explanation {
    if call.verb == .spawn, let index = operand(2, of: call.operation),
      let folder = try? text(index),
      !Environment.hasFolder(
        folder.hasPrefix("/") ? folder : "\(options.temporaryFolder)/\(folder)"
      )
    {
      return Explanation(
        "the folder \(folder) is not there, so nothing can start in it",
        hint: "write \"\(folder)/file\" \"…\"          makes it in this run's own folder"
      )
    }
    if Environment.hasProgram(name) {
      return Explanation(
        "\(name) is there, but not the program that its first line (#!) or its header names"
      )
    }
    if let place = fileWithoutRights(name) {
      return Explanation(
        "\(place) is there, and nobody may execute it",
        hint: "chmod +x \(name)          in a shell; or name its interpreter first"
      )
    }
    if name.contains("|") || name.contains(" ") {
      return Explanation(
        "no shell is involved, and no program has the name \"\(name)\"",
        hint: "run \"sh\" \"-c\" \"\(name)\"          or each argument in quotes of its own"
      )
    }
    if name.contains("/") {
      return Explanation(
        name.hasPrefix("/")
          ? "there is no file \(name)"
          : "\(name) lies neither beside the script nor in this run's own folder"
      )
    }
    return Explanation(
      "no folder of PATH has a program \(name)",
      hint: "install it, or give its path"
    )
  }

  mutating func explainFile(_ call: FailedCall) -> Explanation {
    let path = (try? text(call.operation.operands.start)) ?? "it"
    return call.errno == .noSuchFile
      ? Explanation("the folder of \(path) is not there")
      : Explanation("\(path): \(call.errno.message)")
  }

  /// A file of that name, beside the script or in the run's folder, without the right to execute it.
  private func fileWithoutRights(_ name: String) -> String? {
    guard name.contains("/") else { return nil }
    let places =
      name.hasPrefix("/")
      ? [name] : [options.scriptFolder, options.temporaryFolder].map { "\($0)/\(name)" }
    return places.first { Environment.isPlainFile($0) }
  }
}
