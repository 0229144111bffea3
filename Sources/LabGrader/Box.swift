package import LabRuntime

/// The walls around one program of a student, as arguments of bwrap(1).
///
/// The box is made inside the private network of its probe, whose user namespace owns that
/// network: so the program has sockets and nobody else to talk to, and no power over the network.
package struct Box: Equatable, Sendable {
  /// What is done in it.
  package enum Purpose: Equatable, Sendable {
    /// `make`: the submission may be written.
    case build
    /// The program: the submission is read-only.
    case run
    /// Our own program with a student's scenario, from these folders; it may make a network.
    case scenario(program: String, folders: [String])
  }

  /// The path of bwrap.
  package let program: String
  package let system: SystemFolders
  /// Our folder with `submission` and `etc` in it, and for each box `tmp-N` and `shm-N`.
  package let folder: String

  package init(program: String, system: SystemFolders, folder: String) {
    self.program = program
    self.system = system
    self.folder = folder
  }

  /// Everything that a program in a box finds in its environment.
  package static let environment = [
    "HOME=/tmp", "LANG=C.UTF-8", "PATH=\(searchPath.joined(separator: ":"))", "SOCKLAB_BOX=1",
  ]

  /// Where a box looks for programs.
  static let searchPath = ["/usr/local/bin", "/usr/bin", "/bin"]

  /// How bwrap tells what became of a box: option --json-status-fd.
  package static let words = BoxWords(
    option: "--json-status-fd",
    executed: "\"exit-code\"",
    refused: "bwrap: execvp "
  )

  /// Where our own program is in the box of a scenario.
  package static let labProgram = "/socklab"

  /// Files of /etc that every box has its own of.
  package static let ownConfiguration: [(name: String, text: String)] = [
    ("group", "student:x:1000:\n"),
    ("hosts", "127.0.0.1 localhost\n::1 localhost\n"),
    ("nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\nservices: files\n"),
    ("passwd", "student:x:1000:1000:student:/tmp:/bin/sh\n"),
  ]

  /// The arguments before the program's own; the number is that of the folders for its files.
  package func arguments(_ purpose: Purpose, number: Int = 0) -> [String] {
    var namespaces = Self.namespaces
    if case .scenario = purpose { namespaces.removeAll { $0 == "--disable-userns" } }
    return [program] + namespaces + environmentArguments + mounts(purpose, number)
      + ["--chdir", "/submission", "--"]
  }

  private static let namespaces = [
    "--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
    // In the program's own namespaces it would have all capabilities.
    "--disable-userns",
    "--uid", "1000", "--gid", "1000", "--hostname", "box",
    "--die-with-parent", "--new-session", "--cap-drop", "ALL",
  ]

  private var environmentArguments: [String] {
    ["--clearenv"]
      + Self.environment.flatMap { setting -> [String] in
        let parts = setting.split(separator: "=", maxSplits: 1).map { String($0) }
        return ["--setenv", parts[0], parts[1]]
      }
  }

  private func mounts(_ purpose: Purpose, _ number: Int) -> [String] {
    var mounts = ["--ro-bind", "/usr", "/usr"]
    for top in system.tops {
      mounts +=
        top.target.map { ["--symlink", $0, top.path] } ?? ["--ro-bind", top.path, top.path]
    }
    mounts += ["--dir", "/etc"]
    for path in system.configuration { mounts += ["--ro-bind-try", path, path] }
    for file in Self.ownConfiguration {
      mounts += ["--ro-bind", "\(folder)/etc/\(file.name)", "/etc/\(file.name)"]
    }
    // /proc/sys is a second wall: that no uid 0 makes the network is the first.
    mounts += ["--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys"]
    // File systems of our own, not bwrap's: it can bound their bytes, not how many files they have.
    mounts += [
      "--dev", "/dev", "--bind", "\(folder)/shm-\(number)", "/dev/shm", "--remount-ro", "/dev",
    ]
    mounts += ["--bind", "\(folder)/tmp-\(number)", "/tmp"]
    mounts += [purpose == .build ? "--bind" : "--ro-bind", "\(folder)/submission", "/submission"]
    if case .scenario(let program, let folders) = purpose {
      mounts += ["--ro-bind", program, Self.labProgram]
      for folder in folders { mounts += ["--ro-bind", folder, folder] }
    }
    return mounts + ["--remount-ro", "/"]
  }
}
