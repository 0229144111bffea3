#include "CLab.h"

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

long clab_die_with(pid_t parent) {
  // Not SIGKILL: the machine ends what it started, and a box that is just being made, whose first
  // process does not yet die with its own parent, is its orphan then.
  if (prctl(PR_SET_PDEATHSIG, SIGTERM) < 0) return -(long)errno;
  return getppid() == parent ? 0 : -(long)ESRCH;
}

long clab_set_dumpable(int may) { return clab_answer(prctl(PR_SET_DUMPABLE, may ? 1 : 0)); }
