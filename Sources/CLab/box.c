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
