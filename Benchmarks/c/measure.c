/* measure [--private] DESCRIPTOR PROGRAM [ARGUMENT…]
   Starts a program and writes one line about it to a descriptor: seconds of wall, user and system
   time, peak memory in KiB, and how it ended (an exit status, or minus a signal's number).

   A small program does this, because getrusage(2) counts the peak of the process that forked: Python's
   would hide that of the C programs. With --private it first makes a network of its own, outside of the
   time it measures. */
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <signal.h>
#include <time.h>

#include "private_network.h"

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static double seconds(struct timeval time) { return time.tv_sec + time.tv_usec / 1e6; }

/* vfork(2), so that nothing of this process is copied: the start would be counted. */
static pid_t start(char **command) {
  pid_t child = vfork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    execvp(command[0], command);
    perror(command[0]);
    _exit(127);
  }
  if (child < 0) { perror("vfork"); exit(2); }
  return child;
}

int main(int argc, char **argv) {
  int private = argc > 1 && strcmp(argv[1], "--private") == 0;
  argv += private;
  argc -= private;
  if (argc < 3) { fprintf(stderr, "usage: measure [--private] DESCRIPTOR PROGRAM [ARGUMENT…]\n"); return 2; }
  int report = atoi(argv[1]);
  fcntl(report, F_SETFD, FD_CLOEXEC);
  if (private) private_network();
  double begin = now();
  pid_t child = start(argv + 2);
  int status;
  struct rusage usage;
  if (wait4(child, &status, 0, &usage) < 0) { perror("wait4"); return 2; }
  double end = now();
  dprintf(report, "%.6f %.6f %.6f %ld %d\n", end - begin, seconds(usage.ru_utime),
          seconds(usage.ru_stime), usage.ru_maxrss,
          WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
  return 0;
}
