import CLab
import Glibc

/// A limit that a program starts under; setrlimit(2).
package struct ResourceLimit: Equatable, Sendable {
  /// What is limited.
  package enum Resource: Equatable, Sendable {
    /// Seconds on a processor: SIGXCPU at the soft limit, SIGKILL at the hard one.
    case cpu
    /// Processes and threads of the real user, in its user namespace; root is not bound.
    case processes
    /// Bytes of address space of each process.
    case addressSpace
    /// Bytes that each process can write to: its heap, its private mappings, its threads' stacks.
    case data
    /// Bytes of each file that it writes; SIGXFSZ beyond.
    case fileSize
    /// Descriptors.
    case openFiles
    /// Bytes of a core file.
    case core

    fileprivate var number: Int32 {
      switch self {
      case .cpu: Int32(RLIMIT_CPU.rawValue)
      case .processes: Int32(__RLIMIT_NPROC.rawValue)
      case .addressSpace: Int32(RLIMIT_AS.rawValue)
      case .data: Int32(RLIMIT_DATA.rawValue)
      case .fileSize: Int32(RLIMIT_FSIZE.rawValue)
      case .openFiles: Int32(RLIMIT_NOFILE.rawValue)
      case .core: Int32(RLIMIT_CORE.rawValue)
      }
    }
  }

  package let resource: Resource
  package let soft: UInt64
  package let hard: UInt64

  /// A limit; a hard one that differs from the soft one leaves the program room for a signal.
  package init(_ resource: Resource, soft: UInt64, hard: UInt64) {
    self.resource = resource
    self.soft = soft
    self.hard = hard
  }

  /// A limit that the program can't raise.
  package init(_ resource: Resource, _ value: UInt64) {
    self.init(resource, soft: value, hard: value)
  }

  /// As C takes it.
  var asC: clab_resource_limit {
    clab_resource_limit(resource: resource.number, soft: soft, hard: hard)
  }
}
