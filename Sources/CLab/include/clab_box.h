#ifndef CLAB_BOX_H
#define CLAB_BOX_H

#include <stdint.h>
#include <sys/types.h>

// What the grader needs around a submission: files of strangers, mounts, the parent's death.

// Opens what may be anything without waiting for it, following no link, inside a folder.
long clab_open_untrusted(int folder, const char *name);

// Makes a file that must not exist, in a folder; to write.
long clab_create_new(int folder, const char *name, unsigned mode);
long clab_rename_in(int folder, const char *from, const char *to);

// A mount namespace of our own, in which a tmpfs lies on this folder.
long clab_private_tmpfs(const char *folder, const char *options);

// The same once more, on a new folder of that namespace.
long clab_new_tmpfs(const char *folder, const char *options);

// Takes such a one away with its folder; who has it elsewhere keeps it.
long clab_remove_tmpfs(const char *folder);

// Nothing can be read at this path any more: an empty folder or an empty file lies on it.
long clab_cover(const char *path, int is_folder);

// Dies when this parent dies; a change of user had made that void. ESRCH: it is dead already.
long clab_die_with(pid_t parent);

// A pid namespace of our own; pid_namespaces(7). The caller goes on as its first process, with whose
// end the kernel ends all in it, and which nothing in it can kill or stop. A process stays outside
// that hands signals on, ends as the first one does, and whose death is the first one's.
long clab_own_processes(void);

// A mount namespace of our own, in which /proc shows the processes of our pid namespace.
long clab_mount_processes(void);

// No program gains anything by its file from now on; PR_SET_NO_NEW_PRIVS.
long clab_no_new_privileges(void);

// Overwrites the arguments that /proc/PID/cmdline shows, but for the first; as far as they are known.
void clab_forget_arguments(void);

// Whether processes of the same user may look into this one; prctl(2), PR_SET_DUMPABLE.
long clab_set_dumpable(int may);

// From now on, here and in all that is started: no sockets of other families than those of this
// machine's network, no io_uring, no keyrings; seccomp(2).
long clab_filter_calls(void);

#endif
