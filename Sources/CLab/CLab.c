#include "CLab.h"

#if !defined(_GNU_SOURCE)
#error "CLab needs _GNU_SOURCE; Package.swift defines it"
#endif

_Static_assert(sizeof(struct inet_diag_sockid) == 48, "linux/inet_diag.h");
_Static_assert(sizeof(struct inet_diag_req_v2) == 56, "linux/inet_diag.h");
_Static_assert(sizeof(struct inet_diag_msg) == 72, "linux/inet_diag.h");
_Static_assert(sizeof(struct unix_diag_msg) == 16, "linux/unix_diag.h");

long clab_epoll_wait(int epoll, struct epoll_event *events, int count, int64_t nanoseconds) {
  struct timespec timeout = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
  // The kernel's timespec is 64 bits wide on every architecture that Swift runs on.
  long result = syscall(SYS_epoll_pwait2, epoll, events, count, nanoseconds < 0 ? NULL : &timeout,
                        NULL, 0);
  if (result < 0 && errno == ENOSYS) {
    int64_t milliseconds = nanoseconds < 0 ? -1 : (nanoseconds + 999999) / 1000000;
    if (milliseconds > INT32_MAX) milliseconds = INT32_MAX;
    result = epoll_wait(epoll, events, count, (int)milliseconds);
  }
  return clab_answer(result);
}

long clab_pipe(int *fds) { return clab_answer(pipe2(fds, O_CLOEXEC)); }
