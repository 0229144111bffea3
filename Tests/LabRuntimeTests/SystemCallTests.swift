import Foundation
import LabTestSupport
import Testing

/// `call NAME(…)` with arguments that no correct program would pass.
struct SystemCallTests {
  @Test(arguments: [
    Scenario.passes(
      "a negative size is a huge one",
      """
      pair tcp as a, b
      send a repeat(100000, "x")
      call recv(b, _, -1, 0) as r
      expect r.count == 100000
      """
    ),
    .passes(
      "a size beyond the buffer meets the end of the room",
      """
      pair udp as a, b
      call send(a, "x", 100000, 0) expect EMSGSIZE or EFAULT
      send a repeat(5000, "x")
      call recvmsg(b, msghdr(iov = [iovec(buffer(10), 0x10000000000)])) expect ok or EFAULT or EINVAL
      """
    ),
    .passes(
      "lengths of control messages and options",
      """
      pair tcp as a, b
      send a "xy"
      call recvmsg(b, msghdr(iov = [buffer(1)], control = buffer(16777216)), 0)
      call recvmsg(b, msghdr(iov = [buffer(1)], control = buffer(0), controllen = -1), 0) expect ok or EINVAL
      call sendmsg(b, msghdr(iov = ["x"], control = [SCM_RIGHTS(a)], controllen = 0x100000000), 0) expect ENOBUFS
      call getsockopt(a, SOL_SOCKET, SO_TYPE, repeat(4MiB, "x"), _)
      call recvmsg(b, msghdr(iovlen = -1), 0) expect EMSGSIZE
      """,
      says: ["at most 1,024 buffers go into one call"]
    ),
    .passes(
      "counts of sets, polls and events",
      """
      pair tcp as a, b
      call poll([pollfd(a, POLLIN)], -1, 0) expect EINVAL
      call poll([pollfd(a, POLLIN)], 500000, 0) expect EINVAL
      call select(-1, [a], [], [], 0s) expect EINVAL
      call select(_, [70000, a], [], [], 0s) expect ok or EBADF
      call epoll_create1() as e
      call epoll_wait(e, _, 0, 0) expect EINVAL
      call epoll_wait(e, _, -5, 0) expect EINVAL
      """
    ),
    .passes(
      "a number of a socket is that socket",
      """
      pair tcp as a, b
      call close(4)
      socket tcp as c
      socket tcp as d
      close a expect EBADF
      """
    ),
    .passes(
      "dup2 that fails, and onto itself",
      """
      pair tcp as a, b
      call dup3(b, a, 12345) expect EINVAL
      call dup2(a, a) as same
      send a "x"
      expect b "x"
      """
    ),
    .passes(
      "a signal that a script asked for is its to take",
      """
      pair tcp as a, b
      call fcntl(b, F_SETOWN)
      call fcntl(b, F_SETSIG, SIGUSR1)
      call fcntl(b, F_SETFL, O_ASYNC)
      send a "x"
      expect b "x"
      call sigtimedwait([SIGUSR1], _, 5s) as s
      expect s.signal == SIGUSR1
      """
    ),
    .passes(
      "limits end with their owner",
      """
      check "small" {
        call prlimit64(0, RLIMIT_FSIZE, rlimit(0, 100000), _)
        write "x" "abc" expect EFBIG
      }
      check "as before" { write "x" "abc" }
      """
    ),
    .passes(
      "memory that the kernel reads later",
      """
      call pipe(_) as r, w
      call vmsplice(w, ["abc"], 1, 0) expect 3
      call read(r, _, 9) expect "abc"
      """
    ),
    .passes(
      "random bytes stay the same while their statement waits",
      """
      pair tcp as a, b
      actor reader { recv b 8388608 MSG_WAITALL as got; return slice(got.data, 8388600, 8) }
      send a random(8MiB)
      wait reader as last
      expect last == hex("\(seededEnd)")
      """,
      options: ["--seed", "7"]
    ),
  ])
  func areTheKernelsToJudge(_ scenario: Scenario) async throws { try await scenario.test() }

  /// The last eight bytes of `random(8MiB)` with `--seed 7`.
  private static let seededEnd = "5e1069326f4b664b"

  @Test(arguments: [
    Scenario.fails(
      "a number of a socket that is silent",
      "pair tcp as a, b\ncall recv(4, buffer(1), 1, 0) within 50ms\n",
      says: ["nothing came on a within 50 ms"]
    ),
    .fails(
      "a FIFO without its other end",
      "run \"mkfifo\" \"${tmp}/f\"\ncall open(\"f\", O_RDONLY) as f within 50ms\n",
      says: ["error[timeout]", "slept in the kernel; socklab interrupted it"]
    ),
    .fails(
      "socklab's own descriptors",
      """
      socketpair unix stream as a, b
      call sendmsg(a, msghdr(iov = ["x"], control = [cmsg(SOL_SOCKET, SCM_RIGHTS, [1001])]), 0)
      """,
      says: ["descriptor 1001 is none of the script's"]
    ),
    .fails(
      "a signal that would end the run",
      "pair tcp as a, b\ncall fcntl(b, F_SETSIG, SIGKILL)\n",
      says: ["error[ends-run]: signal 9 would end socklab itself"]
    ),
    .fails(
      "a limit that would end the run",
      "call setrlimit(9, rlimit(0, 0))\n",
      says: ["error[ends-run]: limit 9 would end socklab itself"]
    ),
    .fails(
      "the terminal",
      "call fcntl(0, F_SETFL, O_NONBLOCK)\n",
      says: ["descriptor 0 is none of the script's"]
    ),
  ])
  func endWell(_ scenario: Scenario) async throws { try await scenario.test() }

  /// What root owns is not the script's, whoever started it.
  @Test(.enabled(if: geteuid() == 0))
  func filesOutsideAreAnOrdinaryUsers() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "owned").path
    try Data("secret".utf8).write(to: URL(filePath: file))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    try await Scenario.passes(
      "files outside",
      """
      call open("\(file)", O_RDONLY) expect EACCES
      call unlink("\(file)") expect EACCES
      call rename("\(file)", "mine") expect EACCES
      call chmod("\(file)", 511) expect EPERM
      privileged { call unlink("\(file)") expect EACCES }
      call symlink("\(file)", "link")
      call open("link", O_RDWR) expect EACCES
      call unlink("link")
      call open("own", O_RDWR | O_CREAT, 384) as f
      call write(f, "hello") expect 5
      call rename("own", "other")
      call unlink("${tmp}/other")
      """,
      says: ["outside its own folder a script has an ordinary user's rights"]
    ).test()
    #expect(FileManager.default.fileExists(atPath: file))
  }
}
