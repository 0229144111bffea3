import LabKernel

/// The folders of this system that every box shows, read-only.
package struct SystemFolders: Equatable, Sendable {
  /// What stands at the root: another name of a folder in /usr, or a folder of its own.
  package struct Top: Equatable, Sendable {
    package let path: String
    /// Where a link points; nil for a folder.
    package let target: String?

    package init(path: String, target: String?) {
      self.path = path
      self.target = target
    }
  }

  package let tops: [Top]
  /// Files and folders of /etc that programs cannot start without.
  package let configuration: [String]

  package init(tops: [Top], configuration: [String]) {
    self.tops = tops
    self.configuration = configuration
  }

  /// As this machine has them.
  package static var current: SystemFolders {
    let tops = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"].compactMap { path -> Top? in
      if let target = FolderListing.target(ofLink: path) { return Top(path: path, target: target) }
      return Environment.hasFolder(path) ? Top(path: path, target: nil) : nil
    }
    // The loader's cache, alternatives (python3, cc, java), names of services; the settings of
    // Python and Java, without which they don't start.
    let wanted = [
      "alternatives", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "protocols", "services",
    ]
    let names = FolderListing.names(in: "/etc").filter { name in
      wanted.contains(name) || name.hasPrefix("python3") || name.hasPrefix("java-")
    }
    return SystemFolders(tops: tops, configuration: names.sorted().map { "/etc/\($0)" })
  }
}
