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

  /// Makes a folder with an empty one in the same namespace, that everybody may write to.
  package static func add(_ folder: String, bytes: Int, files: Int) -> Answer {
    Capabilities.raised(.sysAdmin) {
      Answer(raw: clab_new_tmpfs(folder, "size=\(bytes),nr_inodes=\(files),mode=1777"))
    }
  }

  /// Removes such a folder; a box that still has it keeps it.
  package static func remove(_ folder: String) -> Answer {
    Capabilities.raised(.sysAdmin) { Answer(raw: clab_remove_tmpfs(folder)) }
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
