#ifndef CLAB_CALLS_H
#define CLAB_CALLS_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// The kernel's own way to answer: a value, or the error number negated. Reading errno here, in
// C, right behind the call, keeps Swift's reference counting out of between.

static inline long clab_answer(long result) { return result < 0 ? -(long)errno : result; }

static inline long clab_socket(int domain, int type, int protocol) {
  return clab_answer(socket(domain, type, protocol));
}

static inline long clab_socketpair(int domain, int type, int protocol, int *fds) {
  return clab_answer(socketpair(domain, type, protocol, fds));
}

static inline long clab_bind(int fd, const void *address, socklen_t length) {
  return clab_answer(bind(fd, (const struct sockaddr *)address, length));
}

static inline long clab_listen(int fd, int backlog) { return clab_answer(listen(fd, backlog)); }

static inline long clab_connect(int fd, const void *address, socklen_t length) {
  return clab_answer(connect(fd, (const struct sockaddr *)address, length));
}

static inline long clab_accept(int fd, void *address, socklen_t *length) {
  return clab_answer(accept(fd, (struct sockaddr *)address, length));
}

static inline long clab_sendto(int fd, const void *data, size_t count, int flags,
                               const void *address, socklen_t length) {
  return clab_answer(sendto(fd, data, count, flags, (const struct sockaddr *)address, length));
}

static inline long clab_recvfrom(int fd, void *data, size_t count, int flags, void *address,
                                 socklen_t *length) {
  return clab_answer(recvfrom(fd, data, count, flags, (struct sockaddr *)address, length));
}

static inline long clab_shutdown(int fd, int how) { return clab_answer(shutdown(fd, how)); }

static inline long clab_close(int fd) { return clab_answer(close(fd)); }

static inline long clab_dup(int fd) { return clab_answer(dup(fd)); }

static inline long clab_dup2(int fd, int number) { return clab_answer(dup2(fd, number)); }

// A file without a name, in memory (memfd_create(2)), closed by exec.
static inline long clab_memory_file(const char *name) {
  return clab_answer(syscall(SYS_memfd_create, name, 1u));
}

static inline long clab_setsockopt(int fd, int level, int name, const void *value,
                                   socklen_t length) {
  return clab_answer(setsockopt(fd, level, name, value, length));
}

static inline long clab_getsockopt(int fd, int level, int name, void *value, socklen_t *length) {
  return clab_answer(getsockopt(fd, level, name, value, length));
}

static inline long clab_getsockname(int fd, void *address, socklen_t *length) {
  return clab_answer(getsockname(fd, (struct sockaddr *)address, length));
}

static inline long clab_getpeername(int fd, void *address, socklen_t *length) {
  return clab_answer(getpeername(fd, (struct sockaddr *)address, length));
}

static inline long clab_poll(int fd, short events, short *revents, int timeout_ms) {
  struct pollfd entry = {.fd = fd, .events = events, .revents = 0};
  long result = clab_answer(poll(&entry, 1, timeout_ms));
  *revents = entry.revents;
  return result;
}

// fcntl and ioctl are variadic, which Swift doesn't import.
// By its number: glibc's fcntl() first looks whether it is F_GETOWN.
static inline long clab_fcntl(int fd, int command, long argument) {
  return clab_answer(syscall(SYS_fcntl, fd, command, argument));
}

static inline long clab_ioctl(int fd, unsigned long request, void *argument) {
  return clab_answer(ioctl(fd, request, argument));
}

// Where `part` begins in `all`, at or behind `start`; -1 for nowhere. memmem(3).
long clab_find(const void *all, size_t count, size_t start, const void *part, size_t length);

// Whose rights this thread's accesses to files have; setfsuid(2).
void clab_set_file_user(uid_t user, gid_t group);

// Opens a path (O_PATH) that must not lead out of the working folder; openat2(2), RESOLVE_BENEATH.
long clab_open_beneath(const char *path, int flags);

// Room for so many bytes, all zero, behind which a page begins that may not be touched; NULL when
// there is no memory.
void *clab_guarded_room(size_t count);
void clab_guarded_free(void *room, size_t count);

// A page that may be neither read nor written; -1 when there is none to be had.
long clab_forbidden_page(void);

// The number of a system call on this machine, -1 when it has none of that name.
long clab_call_number(const char *name);

// Any system call by its number; six arguments, those it does not take are ignored.
static inline long clab_system_call(long number, const long *a) {
  return clab_answer(syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]));
}

static inline long clab_read(int fd, void *data, size_t count) {
  return clab_answer(read(fd, data, count));
}

static inline long clab_write(int fd, const void *data, size_t count) {
  return clab_answer(write(fd, data, count));
}

static inline long clab_open(const char *path, int flags, unsigned mode) {
  return clab_answer(open(path, flags, mode));
}

static inline long clab_openat(int folder, const char *path, int flags) {
  return clab_answer(openat(folder, path, flags));
}

static inline long clab_epoll_create(void) { return clab_answer(epoll_create1(EPOLL_CLOEXEC)); }

static inline long clab_eventfd(void) { return clab_answer(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)); }

static inline long clab_signalfd(const sigset_t *signals) {
  return clab_answer(signalfd(-1, signals, SFD_CLOEXEC | SFD_NONBLOCK));
}

// pipe2(2) is behind _GNU_SOURCE.
long clab_pipe(int *fds);

static inline long clab_chdir(const char *path) { return clab_answer(chdir(path)); }

static inline long clab_readlink(const char *path, char *target, size_t size) {
  return clab_answer(readlink(path, target, size));
}

static inline long clab_unlinkat(int folder, const char *name, int flags) {
  return clab_answer(unlinkat(folder, name, flags));
}

static inline long clab_mkdtemp(char *pattern) { return mkdtemp(pattern) ? 0 : -(long)errno; }

// The resource's number has another type in the declaration than in the macro.
static inline long clab_open_files_limit(struct rlimit *limit) {
  return clab_answer(getrlimit(RLIMIT_NOFILE, limit));
}

static inline long clab_set_open_files_limit(const struct rlimit *limit) {
  return clab_answer(setrlimit(RLIMIT_NOFILE, limit));
}

// epoll_data is a union; the 64 bits hold generation and descriptor.
static inline long clab_epoll_add(int epoll, int fd, uint32_t events, uint64_t data) {
  struct epoll_event event = {.events = events, .data = {.u64 = data}};
  return clab_answer(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event));
}

static inline long clab_epoll_modify(int epoll, int fd, uint32_t events, uint64_t data) {
  struct epoll_event event = {.events = events, .data = {.u64 = data}};
  return clab_answer(epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event));
}

static inline long clab_epoll_remove(int epoll, int fd) {
  struct epoll_event event = {0};
  return clab_answer(epoll_ctl(epoll, EPOLL_CTL_DEL, fd, &event));
}

static inline uint64_t clab_epoll_data(const struct epoll_event *event) { return event->data.u64; }

// Waits with nanoseconds (epoll_pwait2, Linux 5.11); below zero waits for ever. Where the kernel
// has no such call, the milliseconds of epoll_wait(2), rounded up.
long clab_epoll_wait(int epoll, struct epoll_event *events, int count, int64_t nanoseconds);

static inline int64_t clab_monotonic_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

#endif
