import Foundation
import Glibc

/// The sanitizer that these tests and the `socklab` beside them are built with (`tools/sanitize`).
///
/// Tests ask for it that can't hold of an instrumented program, each with its reason: see
/// CONTRIBUTING.md.
package enum Sanitizer: Sendable {
  case address
  case thread

  /// The one of this process; nil in every other build.
  package static let current: Sanitizer? =
    isLinked("__asan_init") ? .address : isLinked("__tsan_init") ? .thread : nil

  /// Whether there is any.
  package static var isThere: Bool { current != nil }

  /// Minutes after which a test that can hang is given up.
  package static var patience: Int { isThere ? 60 : 5 }

  private static func isLinked(_ function: String) -> Bool { dlsym(nil, function) != nil }
}
