#include "CLab.h"
#include "copy.h"

#include <dirent.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/prctl.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

extern char **environ;

char *const *clab_environment(void) { return environ; }

long clab_unshare(int flags) { return clab_answer(unshare(flags)); }

long clab_setns(int fd, int flags) { return clab_answer(setns(fd, flags)); }

// glibc has no wrapper for capget(2) and capset(2).
long clab_capabilities_get(struct clab_capabilities *sets) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct data[2] = {0};
  long result = clab_answer(syscall(SYS_capget, &header, data));
  sets->effective = data[0].effective | (uint64_t)data[1].effective << 32;
  sets->permitted = data[0].permitted | (uint64_t)data[1].permitted << 32;
  sets->inheritable = data[0].inheritable | (uint64_t)data[1].inheritable << 32;
  return result;
}

long clab_capabilities_set(const struct clab_capabilities *sets) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct data[2] = {
      {(uint32_t)sets->effective, (uint32_t)sets->permitted, (uint32_t)sets->inheritable},
      {(uint32_t)(sets->effective >> 32), (uint32_t)(sets->permitted >> 32),
       (uint32_t)(sets->inheritable >> 32)},
  };
  return clab_answer(syscall(SYS_capset, &header, data));
}

long clab_ambient_set(uint64_t mask) {
  if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0) return -(long)errno;
  for (int bit = 0; bit < 64; bit++)
    if (mask >> bit & 1 && prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, bit, 0, 0) < 0)
      return -(long)errno;
  return 0;
}

long clab_become_user(uid_t user, gid_t group) {
  if (setgroups(0, NULL) < 0 || setresgid(group, group, group) < 0 ||
      setresuid(user, user, user) < 0 || prctl(PR_SET_DUMPABLE, 1) < 0)
    return -(long)errno;
  return 0;
}

static const char *abort_text;
static size_t abort_length;
static int abort_status;

static void end_aborted(int number) {
  (void)number;
  ssize_t written = write(STDERR_FILENO, abort_text, abort_length);
  (void)written;
  _exit(abort_status);
}

// Swift's runtime says why and calls abort(3) when there is no memory; here only
// async-signal-safe calls are allowed, so the text is made beforehand.
void clab_tell_abort(const char *text, int status) {
  abort_text = strdup(text);
  abort_length = abort_text ? strlen(abort_text) : 0;
  abort_status = status;
  struct sigaction action = {.sa_handler = end_aborted, .sa_flags = SA_RESETHAND};
  sigaction(SIGABRT, &action, NULL);
}

int clab_thread_count(void) {
  DIR *folder = opendir("/proc/self/task");
  if (!folder) return 0;
  int count = 0;
  for (struct dirent *entry; (entry = readdir(folder));) count += entry->d_name[0] != '.';
  closedir(folder);
  return count;
}

long clab_loopback_up(void) {
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -(long)errno;
  struct ifreq request = {0};
  strcpy(request.ifr_name, "lo");
  long result = clab_answer(ioctl(fd, SIOCGIFFLAGS, &request));
  if (result >= 0) {
    request.ifr_flags |= IFF_UP | IFF_RUNNING;
    result = clab_answer(ioctl(fd, SIOCSIFFLAGS, &request));
  }
  close(fd);
  return result;
}

static long open_pidfd(pid_t pid) { return clab_answer(syscall(SYS_pidfd_open, pid, 0)); }

// Dies when the parent dies; the parent may have died before the prctl took effect.
static void die_with(pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);
}

long clab_fork(int *pidfd) {
  pid_t parent = getpid();
  pid_t pid = clab_copy();
  if (pid < 0) return -(long)errno;
  if (pid == 0) {
    die_with(parent);
    return 0;
  }
  long fd = open_pidfd(pid);
  if (fd < 0) {
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    return fd;
  }
  *pidfd = (int)fd;
  return pid;
}

void clab_reset_signals(void) {
  struct sigaction standard = {.sa_handler = SIG_DFL};
  for (int number = 1; number <= 64; number++) sigaction(number, &standard, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

long clab_close_range(unsigned first, unsigned last, int close_on_exec) {
  return clab_answer(syscall(SYS_close_range, first, last, close_on_exec ? 4 : 0));
}

// Leaves the program `mask` and nothing else, whoever it runs as: a program that root executes
// gets its bounding set, any other its ambient set (capabilities(7), "Transformation").
static long limit_capabilities(uint64_t mask) {
  struct clab_capabilities sets;
  long result = clab_capabilities_get(&sets);
  if (result < 0) return result;
  mask &= sets.permitted;
  sets.effective = sets.permitted;
  if (sets.permitted) {
    if ((result = clab_capabilities_set(&sets)) < 0) return result;
    for (int bit = 0; bit < 64; bit++) {
      if (mask >> bit & 1) continue;
      // EINVAL: this kernel has no such capability. Without CAP_SETPCAP there is nothing to
      // empty, as exec then gives an ordinary user nothing.
      if (prctl(PR_CAPBSET_DROP, bit, 0, 0, 0) < 0 && errno != EINVAL && errno != EPERM)
        return -(long)errno;
    }
  }
  sets = (struct clab_capabilities){mask, mask, mask};
  if ((result = clab_capabilities_set(&sets)) < 0) return result;
  return clab_ambient_set(mask);
}

static long prepare_descriptors(const struct clab_spawn_request *request) {
  // 0, 1 and 2 come from our own, which live above 1000, so no dup2 can overwrite a source.
  if (dup2(request->input, 0) < 0 || dup2(request->output, 1) < 0 || dup2(request->errors, 2) < 0)
    return -(long)errno;
  long result = clab_close_range(3, ~0u, 1);
  if (result < 0) return result;
  for (int i = 0; i < request->kept_count; i++)
    if (fcntl(request->kept[i], F_SETFD, 0) < 0) return -(long)errno;
  return 0;
}

static long limit_open_files(uint64_t soft) {
  struct rlimit limit;
  if (soft == 0) return 0;
  if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return -(long)errno;
  limit.rlim_cur = soft < limit.rlim_max ? soft : limit.rlim_max;
  return clab_answer(setrlimit(RLIMIT_NOFILE, &limit));
}

static long limit_resources(const struct clab_spawn_request *request) {
  for (int i = 0; i < request->limit_count; i++) {
    const struct clab_resource_limit *wanted = &request->limits[i];
    struct rlimit limit;
    if (getrlimit(wanted->resource, &limit) < 0) return -(long)errno;
    if (wanted->hard < limit.rlim_max) limit.rlim_max = wanted->hard;
    limit.rlim_cur = wanted->soft < limit.rlim_max ? wanted->soft : limit.rlim_max;
    if (setrlimit(wanted->resource, &limit) < 0) return -(long)errno;
  }
  return 0;
}

// Before all else: from here on everything counts, and whatever comes of it is in the group too.
static long enter_groups(const struct clab_spawn_request *request) {
  for (int i = 0; i < request->group_count; i++)
    if (write(request->groups[i], "0", 1) < 0) return -(long)errno;
  return 0;
}

static long run_child(const struct clab_spawn_request *request, int *step) {
  long result;
  *step = CLAB_SPAWN_GROUP;
  if ((result = enter_groups(request)) < 0) return result;
  *step = CLAB_SPAWN_FOLDER;
  if (request->folder && chdir(request->folder) < 0) return -(long)errno;
  *step = CLAB_SPAWN_DESCRIPTORS;
  if ((result = prepare_descriptors(request)) < 0) return result;
  *step = CLAB_SPAWN_LIMITS;
  if ((result = limit_open_files(request->open_files)) < 0) return result;
  if ((result = limit_resources(request)) < 0) return result;
  *step = CLAB_SPAWN_CAPABILITIES;
  if ((result = limit_capabilities(request->capabilities)) < 0) return result;
  clab_reset_signals();
  if (request->ignores_stop) signal(SIGTSTP, SIG_IGN);
  *step = CLAB_SPAWN_EXEC;
  execvpe(request->arguments[0], (char *const *)request->arguments,
          (char *const *)request->environment);
  return -(long)errno;
}

long clab_spawn(const struct clab_spawn_request *request, int *pidfd, int *failed_step) {
  struct {
    long error;
    int step;
  } report = {0};
  int channel[2];
  *failed_step = CLAB_SPAWN_CLONE;
  if (pipe2(channel, O_CLOEXEC) < 0) return -(long)errno;
  // Were it 0, 1 or 2, the child's dup2 would overwrite it.
  int writer = fcntl(channel[1], F_DUPFD_CLOEXEC, 3);
  if (writer >= 0) {
    close(channel[1]);
    channel[1] = writer;
  }
  pid_t parent = getpid();
  pid_t pid = fork();
  if (pid < 0) {
    long error = -(long)errno;
    close(channel[0]);
    close(channel[1]);
    return error;
  }
  if (pid == 0) {
    die_with(parent);
    // A group of its own, so that what it starts can be ended with it.
    setpgid(0, 0);
    report.error = run_child(request, &report.step);
    if (write(channel[1], &report, sizeof report) < 0) _exit(126);
    _exit(127);
  }
  setpgid(pid, pid);
  close(channel[1]);
  ssize_t count;
  do count = read(channel[0], &report, sizeof report);
  while (count < 0 && errno == EINTR);
  close(channel[0]);
  if (count == sizeof report) {
    waitpid(pid, NULL, 0);
    *failed_step = report.step;
    return report.error;
  }
  long fd = open_pidfd(pid);
  if (fd < 0) {
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    return fd;
  }
  *pidfd = (int)fd;
  return pid;
}

long clab_wait(int pidfd, int hang, int reap, int *status) {
  siginfo_t info = {0};
  int options = WEXITED | (hang ? 0 : WNOHANG) | (reap ? 0 : WNOWAIT);
  long result;
  do result = clab_answer(waitid(P_PIDFD, (id_t)pidfd, &info, options));
  while (result == -EINTR);
  if (result < 0) return result;
  if (info.si_pid == 0) return 0;
  *status = info.si_code == CLD_EXITED ? (info.si_status & 0xff) << 8
                                       : info.si_status | (info.si_code == CLD_DUMPED ? 0x80 : 0);
  return 1;
}

long clab_pidfd_send_signal(int pidfd, int signal) {
  return clab_answer(syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0));
}

long clab_kill_group(pid_t group, int signal) { return clab_answer(kill(-group, signal)); }

long clab_exec(const char *path, const char *const *arguments, const char *const *environment) {
  execvpe(path, (char *const *)arguments, (char *const *)environment);
  return -(long)errno;
}

long clab_adopt_orphans(void) {
  return clab_answer(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0));
}

long clab_reap(pid_t pid, int hang) {
  siginfo_t info = {0};
  long result;
  do result = clab_answer(waitid(P_PID, (id_t)pid, &info, WEXITED | (hang ? 0 : WNOHANG)));
  while (result == -EINTR);
  return result;
}

long clab_kill(pid_t pid, int signal) { return clab_answer(kill(pid, signal)); }

int clab_is_pause(long number) {
#ifdef SYS_nanosleep
  if (number == SYS_nanosleep) return 1;
#endif
  return number == SYS_clock_nanosleep;
}
