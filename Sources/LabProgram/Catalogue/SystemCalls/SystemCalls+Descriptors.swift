import LabConstants

/// Descriptors and files.
extension SystemCall {
  private static let oldAndNew = [
    CallParameter("oldfd", .descriptor), CallParameter("newfd", .descriptor),
  ]

  private static let fileControls = [
    "F_DUPFD", "F_GETFD", "F_SETFD", "F_GETFL", "F_SETFL", "F_SETOWN", "F_GETOWN", "F_SETSIG",
    "F_GETSIG", "F_DUPFD_CLOEXEC", "F_SETPIPE_SZ", "F_GETPIPE_SZ",
  ]

  static let descriptorCalls: [SystemCall] = [
    SystemCall("close", .file, [.descriptor], "gives a descriptor back"),
    SystemCall(
      "dup",
      .file,
      [CallParameter("oldfd", .descriptor)],
      result: .descriptor,
      "another descriptor of the same open socket"
    ),
    SystemCall("dup2", .file, oldAndNew, result: .descriptor, "the same, under a chosen number"),
    SystemCall(
      "dup3",
      .file,
      oldAndNew + [CallParameter("flags", .integer(.fileFlag))],
      result: .descriptor,
      "dup2 with O_CLOEXEC"
    ),
    SystemCall(
      "fcntl",
      .file,
      [.descriptor, CallParameter("op", .choice(fileControls)), CallParameter("arg", .request(1))],
      "F_GETFL, F_SETFL O_NONBLOCK, F_SETOWN, F_DUPFD …"
    ),
    SystemCall(
      "ioctl",
      .file,
      [.descriptor, CallParameter("op", .integer(.ioctl)), CallParameter("argp", .request(1))],
      "FIONREAD, SIOCOUTQ, SIOCATMARK …; r.value is the number that came back"
    ),
    SystemCall(
      "pipe",
      .file,
      [CallParameter("pipefd", .descriptorsOut)],
      result: .twoDescriptors,
      "makes a pipe: reading end, writing end"
    ),
    SystemCall(
      "pipe2",
      .file,
      [CallParameter("pipefd", .descriptorsOut), CallParameter("flags", .integer(.fileFlag))],
      result: .twoDescriptors,
      "makes a pipe, with flags",
    ),
    SystemCall(
      "open",
      .file,
      [
        CallParameter("path", .path), CallParameter("flags", .integer(.fileFlag)),
        CallParameter("mode", .integer(nil)),
      ],
      result: .descriptor,
      waiting: .thread,
      "opens a file; a relative path is in the run's own folder"
    ),
    SystemCall(
      "openat",
      .file,
      [
        CallParameter("dirfd", .folder), CallParameter("path", .path),
        CallParameter("flags", .integer(.fileFlag)), CallParameter("mode", .integer(nil)),
      ],
      result: .descriptor,
      waiting: .thread,
      "opens a file in a folder"
    ),
    SystemCall("unlink", .file, [CallParameter("path", .path)], "removes a file, also a socket's"),
    SystemCall(
      "chmod",
      .file,
      [CallParameter("path", .path), CallParameter("mode", .integer(nil))],
      "sets a file's permissions"
    ),
    SystemCall(
      "stat",
      .file,
      [CallParameter("path", .path), CallParameter("statbuf", .structureOut("stat"))],
      "asks about a file: r.value.mode has S_IFSOCK, .size, .uid, .gid, .ino"
    ),
    SystemCall(
      "lstat",
      .file,
      [CallParameter("path", .path), CallParameter("statbuf", .structureOut("stat"))],
      manual: "stat(2)",
      "the same of a symbolic link itself"
    ),
    SystemCall(
      "fstat",
      .file,
      [.descriptor, CallParameter("statbuf", .structureOut("stat"))],
      manual: "stat(2)",
      "the same of an open descriptor"
    ),
    SystemCall(
      "rename",
      .file,
      [CallParameter("oldpath", .path), CallParameter("newpath", .path)],
      "gives a file another name, under which connect finds its socket"
    ),
    SystemCall(
      "link",
      .file,
      [CallParameter("oldpath", .path), CallParameter("newpath", .path)],
      "gives a file one more name"
    ),
    SystemCall(
      "symlink",
      .file,
      [CallParameter("target", .path), CallParameter("linkpath", .path)],
      "makes a symbolic link"
    ),
    SystemCall("rmdir", .file, [CallParameter("path", .path)], "removes an empty folder"),
    SystemCall(
      "access",
      .file,
      [CallParameter("path", .path), CallParameter("mode", .integer(nil))],
      "asks whether a file is there (mode 0), may be read (4), written (2), executed (1)"
    ),
    SystemCall(
      "mkdir",
      .file,
      [CallParameter("path", .path), CallParameter("mode", .integer(nil))],
      "makes a folder"
    ),
    SystemCall(
      "ftruncate",
      .file,
      [.descriptor, CallParameter("length", .integer(nil))],
      "sets a file's length"
    ),
    SystemCall(
      "lseek",
      .file,
      [
        .descriptor, CallParameter("offset", .integer(nil)),
        CallParameter("whence", .choice(["SEEK_SET", "SEEK_CUR", "SEEK_END"])),
      ],
      "moves the position in a file; a socket has none (ESPIPE)"
    ),
    SystemCall(
      "memfd_create",
      .file,
      [CallParameter("name", .path), CallParameter("flags", .integer(nil))],
      result: .descriptor,
      "makes a file in memory"
    ),
    SystemCall(
      "eventfd2",
      .file,
      [CallParameter("initval", .integer(nil)), CallParameter("flags", .integer(nil))],
      result: .descriptor,
      manual: "eventfd(2)",
      "makes a counter to wait for"
    ),
  ]
}
