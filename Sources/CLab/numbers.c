#include "CLab.h"

// Numbers of system calls by the names that C uses; syscalls(2). A call of the C library that is
// a special case of another on every machine (send, recv) has the number of that other. Older
// calls that newer machines no longer have (poll, select, pipe on arm64) are left out there.
#define CALL(name) {#name, SYS_##name}

static const struct {
  const char *name;
  long number;
} numbers[] = {
    CALL(socket), CALL(socketpair), CALL(bind), CALL(listen), CALL(accept), CALL(accept4),
    CALL(connect), CALL(getsockname), CALL(getpeername), CALL(getsockopt), CALL(setsockopt),
    CALL(shutdown), CALL(sendto), CALL(recvfrom), CALL(sendmsg), CALL(recvmsg), CALL(sendmmsg),
    CALL(recvmmsg), {"send", SYS_sendto}, {"recv", SYS_recvfrom},
    CALL(read), CALL(write), CALL(readv), CALL(writev), CALL(close), CALL(dup), CALL(dup3),
    CALL(fcntl), CALL(ioctl), CALL(pipe2), CALL(splice), CALL(tee), CALL(vmsplice),
    CALL(sendfile), CALL(openat), CALL(ftruncate), CALL(lseek),
    CALL(fstat), CALL(memfd_create), CALL(eventfd2),
    CALL(ppoll), CALL(epoll_create1), CALL(epoll_ctl),
    {"sigtimedwait", SYS_rt_sigtimedwait},
    CALL(unshare), CALL(getpid), CALL(getuid), CALL(geteuid), CALL(getgid),
    CALL(prlimit64), CALL(sched_setaffinity), CALL(pidfd_open),
#ifdef SYS_setrlimit
    CALL(setrlimit), CALL(getrlimit),
#endif
#ifdef SYS_poll
    CALL(poll),
#endif
#ifdef SYS_select
    CALL(select),
#endif
#ifdef SYS_pipe
    CALL(pipe),
#endif
#ifdef SYS_dup2
    CALL(dup2),
#endif
#ifdef SYS_epoll_wait
    CALL(epoll_wait),
#endif
#ifdef SYS_open
    CALL(open), CALL(unlink), CALL(chmod), CALL(mkdir), CALL(access), CALL(stat), CALL(lstat),
    CALL(rename), CALL(link), CALL(symlink), CALL(rmdir),
#endif
};

long clab_call_number(const char *name) {
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    if (strcmp(numbers[i].name, name) == 0) return numbers[i].number;
  return -1;
}
