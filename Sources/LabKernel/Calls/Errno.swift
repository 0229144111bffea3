import CLab
import LabConstants

/// An error number of the kernel.
package struct Errno: Error, Equatable, Hashable, Sendable {
  package let code: Int32

  package init(code: Int32) {
    self.code = code
  }

  /// The C name, `ECONNREFUSED`; a number that has none is `errno 200`.
  package var name: String {
    ErrnoNames.name(code) ?? "errno \(code)"
  }

  /// The C library's text, `Connection refused`.
  package var message: String {
    ErrnoNames.message(code)
  }
}

// The errors that the code itself asks about, by Swift names; the C name is the value's.
extension Errno {
  package static let notPermitted = Errno(code: EPERM)
  package static let noSuchFile = Errno(code: ENOENT)
  package static let noSuchProcess = Errno(code: ESRCH)
  package static let interrupted = Errno(code: EINTR)
  package static let badFileDescriptor = Errno(code: EBADF)
  package static let wouldBlock = Errno(code: EAGAIN)
  package static let outOfMemory = Errno(code: ENOMEM)
  package static let permissionDenied = Errno(code: EACCES)
  package static let badAddress = Errno(code: EFAULT)
  package static let fileExists = Errno(code: EEXIST)
  package static let notDirectory = Errno(code: ENOTDIR)
  package static let isDirectory = Errno(code: EISDIR)
  package static let invalidArgument = Errno(code: EINVAL)
  package static let tooManySystemFiles = Errno(code: ENFILE)
  package static let tooManyOpenFiles = Errno(code: EMFILE)
  package static let noSpace = Errno(code: ENOSPC)
  package static let brokenPipe = Errno(code: EPIPE)
  package static let notImplemented = Errno(code: ENOSYS)
  package static let notSocket = Errno(code: ENOTSOCK)
  package static let destinationAddressRequired = Errno(code: EDESTADDRREQ)
  package static let messageTooLong = Errno(code: EMSGSIZE)
  package static let wrongProtocolType = Errno(code: EPROTOTYPE)
  package static let noProtocolOption = Errno(code: ENOPROTOOPT)
  package static let protocolNotSupported = Errno(code: EPROTONOSUPPORT)
  package static let socketTypeNotSupported = Errno(code: ESOCKTNOSUPPORT)
  package static let notSupported = Errno(code: EOPNOTSUPP)
  package static let addressFamilyNotSupported = Errno(code: EAFNOSUPPORT)
  package static let addressInUse = Errno(code: EADDRINUSE)
  package static let addressNotAvailable = Errno(code: EADDRNOTAVAIL)
  package static let networkDown = Errno(code: ENETDOWN)
  package static let networkUnreachable = Errno(code: ENETUNREACH)
  package static let connectionAborted = Errno(code: ECONNABORTED)
  package static let connectionReset = Errno(code: ECONNRESET)
  package static let noBufferSpace = Errno(code: ENOBUFS)
  package static let isConnected = Errno(code: EISCONN)
  package static let notConnected = Errno(code: ENOTCONN)
  package static let timedOut = Errno(code: ETIMEDOUT)
  package static let connectionRefused = Errno(code: ECONNREFUSED)
  package static let hostUnreachable = Errno(code: EHOSTUNREACH)
  package static let alreadyInProgress = Errno(code: EALREADY)
  package static let inProgress = Errno(code: EINPROGRESS)
  package static let noSuchDevice = Errno(code: ENODEV)
  package static let protocolError = Errno(code: EPROTO)
}
