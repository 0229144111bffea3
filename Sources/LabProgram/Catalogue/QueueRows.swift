/// Rows that take a socket's queue to its end.
extension Catalogue {
  static let queueRows: [Row] = [
    Row(
      .fill,
      .call,
      operands: [.socket, Operand("BYTES", [.bytes, .integer], .optional)],
      result: .one(.result),
      answers: true,
      summary: "sends without waiting until there is no room; r.count says how much there was",
      detail: """
        BYTES are sent again and again; a number is the size of each call. A stream counts bytes, \
        all other sockets datagrams. UDP is never full: its receiver drops what finds no room.
        """,
      call: "send(fd, buf, len, MSG_DONTWAIT) until EAGAIN",
      manual: "send(2)",
      errors: ["EPIPE", "ECONNRESET", "ENOTCONN", "EBADF"],
      example: """
        pair tcp as a, b
        fill a as sent
        drain b as got
        expect got.count > 0
        expect got.value == EAGAIN
        expect sent.count >= got.count
        """
    ),
    Row(
      .drain,
      .call,
      operands: [.socket],
      result: .one(.result),
      answers: true,
      summary: "receives without waiting until nothing is left; r.data has it",
      detail: """
        A stream counts bytes in r.count, all other sockets datagrams. `r.value` is `eof` when the \
        end came, else EAGAIN. More than the limit `bytes` is refused.
        """,
      call: "recv(fd, buf, len, MSG_DONTWAIT) until EAGAIN or 0",
      manual: "recv(2)",
      errors: ["ECONNRESET", "ENOTCONN", "EBADF"],
      example: """
        socketpair unix stream as a, b
        send a "all of it"
        close a
        drain b as r
        expect r.data == "all of it"
        expect r.value == eof
        """
    ),
  ]
}
