import CLab

/// An argument vector as execve(2) wants it: C strings, then NULL.
final class CStringArray {
  typealias Pointers = UnsafePointer<UnsafePointer<CChar>?>

  private let storage: UnsafeMutablePointer<UnsafePointer<CChar>?>
  private let count: Int

  var pointers: Pointers { Pointers(storage) }

  init(_ strings: [String]) {
    count = strings.count
    storage = .allocate(capacity: count + 1)
    for (index, string) in strings.enumerated() {
      (storage + index).initialize(to: UnsafePointer(strdup(string)))
    }
    (storage + count).initialize(to: nil)
  }

  deinit {
    for index in 0..<count { free(UnsafeMutableRawPointer(mutating: storage[index])) }
    storage.deallocate()
  }

  /// The environment that this process was started with.
  static var ownEnvironment: Pointers? {
    UnsafeRawPointer(clab_environment())?.assumingMemoryBound(to: UnsafePointer<CChar>?.self)
  }
}
