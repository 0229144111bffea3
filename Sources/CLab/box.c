#include "CLab.h"
#include "copy.h"

#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/prctl.h>

long clab_open_untrusted(int folder, const char *name) {
  // A FIFO would wait for its writer, a terminal become ours.
  return clab_answer(
      openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
}

long clab_create_new(int folder, const char *name, unsigned mode) {
  int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  return clab_answer(openat(folder, name, flags, mode));
}

long clab_rename_in(int folder, const char *from, const char *to) {
  return clab_answer(renameat(folder, from, folder, to));
}

long clab_private_tmpfs(const char *folder, const char *options) {
  if (unshare(CLONE_NEWNS) < 0) return -(long)errno;
  // Nothing of ours is to be seen outside.
  if (mount("none", "/", NULL, MS_REC | MS_SLAVE, NULL) < 0) return -(long)errno;
  return clab_answer(mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, options));
}

long clab_new_tmpfs(const char *folder, const char *options) {
  if (mkdir(folder, 0755) < 0) return -(long)errno;
  return clab_answer(mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, options));
}

long clab_remove_tmpfs(const char *folder) {
  // EINVAL: nothing lies there.
  if (umount2(folder, MNT_DETACH) < 0 && errno != EINVAL) return -(long)errno;
  return clab_answer(rmdir(folder));
}

long clab_cover(const char *path, int is_folder) {
  unsigned long flags = MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC;
  return clab_answer(is_folder
                         ? mount("tmpfs", path, "tmpfs", flags, "size=4096,nr_inodes=2,mode=555")
                         : mount("/dev/null", path, NULL, MS_BIND, NULL));
}

long clab_die_with(pid_t parent) {
  // Not SIGKILL: the machine ends what it started, and a box that is just being made, whose first
  // process does not yet die with its own parent, is its orphan then.
  if (prctl(PR_SET_PDEATHSIG, SIGTERM) < 0) return -(long)errno;
  return getppid() == parent ? 0 : -(long)ESRCH;
}

// Outside a pid namespace: waits for its first process, and ends as that does.
static void stand_outside(pid_t first, const sigset_t *signals) {
  while (1) {
    int signal = 0, status = 0;
    if (sigwait(signals, &signal) != 0) continue;
    if (signal != SIGCHLD) {
      kill(first, signal);
      continue;
    }
    if (waitpid(first, &status, WNOHANG) != first) continue;
    if (!WIFSIGNALED(status)) _exit(WEXITSTATUS(status));
    clab_reset_signals();
    kill(getpid(), WTERMSIG(status));
    _exit(128 + WTERMSIG(status));
  }
}

long clab_own_processes(void) {
  sigset_t signals, before;
  int alive[2];
  if (pipe2(alive, O_CLOEXEC) < 0) return -(long)errno;
  if (unshare(CLONE_NEWPID) < 0) {
    long error = -(long)errno;
    close(alive[0]);
    close(alive[1]);
    return error;
  }
  // The kernel ends all that is inside: there is nothing to be tidied up before. While SIGTERM is
  // not blocked yet: a parent that died before this line has ended us by it.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  sigaddset(&signals, SIGCHLD);
  sigprocmask(SIG_BLOCK, &signals, &before);
  pid_t first = clab_copy();
  if (first < 0) return -(long)errno;
  if (first == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    close(alive[1]);
    // Its parent is outside: getppid(2) says 0, dead or alive, but its end of the pipe says it.
    struct pollfd end = {.fd = alive[0]};
    if (poll(&end, 1, 0) != 0) _exit(127);
    close(alive[0]);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return 0;
  }
  if (alive[1] > 3) clab_close_range(3, (unsigned)alive[1] - 1, 0);
  clab_close_range((unsigned)alive[1] + 1, ~0u, 0);
  stand_outside(first, &signals);
  return 0;
}

long clab_mount_processes(void) {
  if (unshare(CLONE_NEWNS) < 0) return -(long)errno;
  if (mount("none", "/", NULL, MS_REC | MS_SLAVE, NULL) < 0) return -(long)errno;
  return clab_answer(mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL));
}

long clab_set_dumpable(int may) { return clab_answer(prctl(PR_SET_DUMPABLE, may ? 1 : 0)); }

long clab_no_new_privileges(void) { return clab_answer(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)); }

void clab_forget_arguments(void) {
  char text[4096];
  FILE *file = fopen("/proc/self/stat", "re");
  if (!file) return;
  size_t count = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  text[count] = 0;
  // Field 2 is a name in parentheses; arg_start and arg_end are fields 48 and 49, proc(5).
  char *place = strrchr(text, ')');
  for (int field = 2; place && field < 48; field++) {
    place = strchr(place, ' ');
    if (place) place++;
  }
  unsigned long start = 0, end = 0;
  if (!place || sscanf(place, "%lu %lu", &start, &end) != 2 || start == 0 || end <= start) return;
  char *arguments = (char *)start;
  size_t name = strnlen(arguments, end - start);
  memset(arguments + name, 0, end - start - name);
}
