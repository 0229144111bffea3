#include "CLab.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>

#if defined(__x86_64__)
#define NATIVE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE AUDIT_ARCH_AARCH64
#endif

// What a namespace of networks does not hold: vsock reaches the hypervisor, keyrings are shared by
// all of a user, io_uring makes sockets past any filter.
//
// ptrace(2) is left: students debug. It reaches a program's own processes only. In a box others are
// in other pid namespaces, and what makes the box (its first process) only sleeps; in weaker boxes
// the probe is not dumpable, and first of a pid namespace, so that nothing can trace or stop it.

#ifdef NATIVE
#define LOAD(member) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, member))
// The low half of an argument; both architectures are little-endian.
#define ARGUMENT(n) LOAD(args[n])
#define IF(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, yes, no)
#define ANSWER(error) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

static struct sock_filter program[] = {
    LOAD(arch),
    IF(NATIVE, 1, 0),
    ANSWER(ENOSYS),
    LOAD(nr),
    // x32 on x86-64 has numbers of its own.
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
    ANSWER(ENOSYS),
    IF(SYS_io_uring_setup, 0, 1),
    ANSWER(ENOSYS),
    IF(SYS_add_key, 2, 0),
    IF(SYS_request_key, 1, 0),
    IF(SYS_keyctl, 0, 1),
    ANSWER(EPERM),
    // Limits of others: 0 is the caller itself. A probe of the same user could be starved by them.
    IF(SYS_prlimit64, 0, 4),
    ARGUMENT(0),
    IF(0, 1, 0),
    ANSWER(EPERM),
    ALLOW,
    IF(SYS_socket, 2, 0),
    IF(SYS_socketpair, 1, 0),
    ALLOW,
    ARGUMENT(0),
    IF(AF_UNIX, 5, 0),
    IF(AF_INET, 4, 0),
    IF(AF_INET6, 3, 0),
    IF(AF_PACKET, 2, 0),
    IF(AF_NETLINK, 2, 0),
    ANSWER(EAFNOSUPPORT),
    ALLOW,
    // Routes and socket diagnostics, what `ip` and `ss` speak.
    ARGUMENT(2),
    IF(NETLINK_ROUTE, 1, 0),
    IF(NETLINK_SOCK_DIAG, 0, 1),
    ALLOW,
    ANSWER(EPROTONOSUPPORT),
};

long clab_filter_calls(void) {
  struct sock_fprog filter = {.len = sizeof program / sizeof *program, .filter = program};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return -(long)errno;
  return clab_answer(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter));
}
#else
long clab_filter_calls(void) { return -ENOSYS; }
#endif
