#include "CLab.h"

#include <linux/openat2.h>
#include <sys/fsuid.h>

// Whose rights an access to a file has, and where a path may lead.

void clab_set_file_user(uid_t user, gid_t group) {
  setfsgid(group);
  setfsuid(user);
}

long clab_open_beneath(const char *path, int flags) {
  struct open_how how = {.flags = O_PATH | O_CLOEXEC | flags, .resolve = RESOLVE_BENEATH};
  return clab_answer(syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how));
}
