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
}
