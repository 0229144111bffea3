import LabKernel

extension FuzzTarget {
  /// Answers of the kernel, as if something else wrote them: netlink messages, the records of
  /// sockets and their attributes, /proc.
  package static let reply = FuzzTarget(name: "reply", maximumLength: 1024, shortRun: 4_000) {
    bytes in
    bytes.withUnsafeBytes { buffer in
      for message in NetlinkMessages(buffer) {
        if let socket = DiagnosedSocket(.tcp, message.payload) {
          _ = socket.local.description + socket.remote.description
        }
        if let socket = DiagnosedUnixSocket(message.payload) { _ = socket.address.description }
        _ = message.failure
      }
    }
  }
}
