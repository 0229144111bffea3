import CLab

/// A file system that only this process and its children see; mount_namespaces(7).
package enum PrivateMount {
  /// Lays an empty file system in memory on a folder, with room for so much.
  ///
  /// It is gone with its last process, whatever lies in it. Needs CAP_SYS_ADMIN, which a process
  /// has in the user namespace that it made.
  package static func temporary(on folder: String, bytes: Int, files: Int) -> Answer {
    Capabilities.raised(.sysAdmin) {
      Answer(raw: clab_private_tmpfs(folder, "size=\(bytes),nr_inodes=\(files),mode=755"))
    }
  }

  /// Lays an empty one on a folder of the same namespace, in place of the last.
  ///
  /// A box that still has that one keeps it.
  package static func fresh(on folder: String, bytes: Int, files: Int) -> Answer {
    Capabilities.raised(.sysAdmin) {
      Answer(raw: clab_fresh_tmpfs(folder, "size=\(bytes),nr_inodes=\(files),mode=1777"))
    }
  }

  /// Lays something empty on a file or a folder; what cannot be found here needs none.
  package static func cover(_ path: String) -> Answer {
    let isFolder = Environment.hasFolder(path)
    let answer = Capabilities.raised(.sysAdmin) {
      Answer(raw: clab_cover(path, isFolder ? 1 : 0))
    }
    switch answer.errno {
    case .noSuchFile?, .notDirectory?, .permissionDenied?: return Answer(raw: 0)
    default: return answer
    }
  }
}
