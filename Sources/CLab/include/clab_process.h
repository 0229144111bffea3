#ifndef CLAB_PROCESS_H
#define CLAB_PROCESS_H

#include <stdint.h>
#include <sys/types.h>

// Namespaces: unshare(2), setns(2); behind _GNU_SOURCE.
enum { CLAB_NEW_USER = 0x10000000, CLAB_NEW_NET = 0x40000000 };
long clab_unshare(int flags);
long clab_setns(int fd, int flags);

// The three sets of capget(2), each as 64 bits.
struct clab_capabilities {
  uint64_t effective;
  uint64_t permitted;
  uint64_t inheritable;
};
long clab_capabilities_get(struct clab_capabilities *sets);
long clab_capabilities_set(const struct clab_capabilities *sets);
// Capabilities that are to survive the next exec of a program without file capabilities.
long clab_ambient_set(uint64_t mask);

// Becomes another user for good. Its /proc files stay root's unless it is dumpable again, and then
// it could not write its own uid_map.
long clab_become_user(uid_t user, gid_t group);

// How many threads this process has, by /proc/self/task.
int clab_thread_count(void);
void clab_tell_abort(const char *text, int status);

// Interface flags of lo, up; ioctl(SIOCSIFFLAGS) wants struct ifreq.
long clab_loopback_up(void);

// fork(2), which Swift declares unavailable; the child dies with its parent.
long clab_fork(int *pidfd);

// A limit of setrlimit(2); a hard one above the inherited one counts as that one.
struct clab_resource_limit {
  int resource;
  uint64_t soft, hard;
};

struct clab_spawn_request {
  const char *const *arguments;
  const char *const *environment;
  const char *folder;       // or NULL
  int input, output, errors;  // become 0, 1, 2
  const int *kept;          // descriptors that stay open under their own numbers
  int kept_count;
  uint64_t open_files;      // soft RLIMIT_NOFILE; 0 leaves it
  const struct clab_resource_limit *limits;
  int limit_count;
  const int *groups;        // cgroup.procs of control groups that it enters; cgroups(7)
  int group_count;
  uint64_t capabilities;    // all that the program may have; 0 for an ordinary user
  int ignores_stop;         // Ctrl-Z means nothing to it: nobody here could let it go on
};

// Where a spawn failed.
enum clab_spawn_step {
  CLAB_SPAWN_CLONE = 1,
  CLAB_SPAWN_FOLDER,
  CLAB_SPAWN_DESCRIPTORS,
  CLAB_SPAWN_LIMITS,
  CLAB_SPAWN_CAPABILITIES,
  CLAB_SPAWN_EXEC,
  CLAB_SPAWN_GROUP,
};

// Starts a program: its process id, or the error negated with the step that failed.
long clab_spawn(const struct clab_spawn_request *request, int *pidfd, int *failed_step);

// waitid(P_PIDFD): 1 when it ended, 0 when it still runs and hang is 0. status is that of
// waitpid(2). Unless it is reaped, its number stays taken, so that no signal to its group can
// meet another one.
long clab_wait(int pidfd, int hang, int reap, int *status);
long clab_pidfd_send_signal(int pidfd, int signal);
long clab_kill_group(pid_t group, int signal);

long clab_kill(pid_t pid, int signal);

// Whether a system call waits for the clock and for nothing else: nanosleep(2).
int clab_is_pause(long number);

// From now on, who loses its parent among our descendants becomes our child: prctl(2).
long clab_adopt_orphans(void);
// Takes back the number of a child that has ended, or with hang waits for its end.
long clab_reap(pid_t pid, int hang);

// execve(2) in place of this process.
long clab_exec(const char *path, const char *const *arguments, const char *const *environment);

// All signals back to their defaults and unblocked, as a program expects to find them.
void clab_reset_signals(void);

long clab_close_range(unsigned first, unsigned last, int close_on_exec);

char *const *clab_environment(void);

#endif
