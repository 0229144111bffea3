#include "CLab.h"

#include <linux/openat2.h>
#include <sys/fsuid.h>
#include <sys/mman.h>

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
    CALL(sendfile), CALL(openat), CALL(unlinkat), CALL(ftruncate), CALL(lseek),
    CALL(fstat), CALL(fchmod), CALL(fchmodat), CALL(mkdirat), CALL(memfd_create), CALL(eventfd2),
    CALL(ppoll), CALL(pselect6), CALL(epoll_create1), CALL(epoll_ctl), CALL(epoll_pwait),
    {"sigtimedwait", SYS_rt_sigtimedwait}, CALL(timerfd_create), CALL(timerfd_settime),
    CALL(unshare), CALL(setns), CALL(getpid), CALL(gettid), CALL(getuid), CALL(geteuid), CALL(getgid),
    CALL(setresuid), CALL(prlimit64), CALL(sched_setaffinity), CALL(pidfd_open),
    CALL(pidfd_send_signal), CALL(pidfd_getfd), CALL(close_range),
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

long clab_forbidden_page(void) {
  void *page = mmap(NULL, (size_t)sysconf(_SC_PAGESIZE), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return page == MAP_FAILED ? -1 : (long)page;
}

void clab_set_file_user(uid_t user, gid_t group) {
  setfsgid(group);
  setfsuid(user);
}

long clab_open_beneath(const char *path, int flags) {
  struct open_how how = {.flags = O_PATH | O_CLOEXEC | flags, .resolve = RESOLVE_BENEATH};
  return clab_answer(syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how));
}

static size_t whole_pages(size_t count) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  return (count + page - 1) / page * page;
}

void *clab_guarded_room(size_t count) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE), size = whole_pages(count);
  char *start = mmap(NULL, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED) return NULL;
  // A room without its guard would be none: a process may only have so many mappings.
  if (mprotect(start + size, page, PROT_NONE) < 0) {
    munmap(start, size + page);
    return NULL;
  }
  // The room ends where the guard begins.
  return start + size - count;
}

void clab_guarded_free(void *room, size_t count) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE), size = whole_pages(count);
  munmap((char *)room + count - size, size + page);
}

long clab_find(const void *all, size_t count, size_t start, const void *part, size_t length) {
  if (length == 0) return (long)start;
  const char *found = memmem((const char *)all + start, count - start, part, length);
  return found ? found - (const char *)all : -1;
}
