/* A network of the calling process's own, with `lo` up: network_namespaces(7). */
#ifndef PRIVATE_NETWORK_H
#define PRIVATE_NETWORK_H

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static inline void write_map(const char *path, const char *text) {
  int file = open(path, O_WRONLY);
  if (file < 0 || write(file, text, strlen(text)) < 0) { perror(path); exit(2); }
  close(file);
}

/* Root needs no user namespace; everybody else may make networks only in one (user_namespaces(7)). */
static inline void private_network(void) {
  unsigned user = geteuid(), group = getegid();
  if (unshare(user == 0 ? CLONE_NEWNET : CLONE_NEWUSER | CLONE_NEWNET) < 0) {
    perror("unshare: this machine refuses private networks");
    exit(2);
  }
  if (user != 0) {
    char map[64];
    snprintf(map, sizeof map, "%u %u 1", user, user);
    write_map("/proc/self/uid_map", map);
    write_map("/proc/self/setgroups", "deny");
    snprintf(map, sizeof map, "%u %u 1", group, group);
    write_map("/proc/self/gid_map", map);
  }
  int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  struct ifreq request = {.ifr_name = "lo"};
  if (control < 0 || ioctl(control, SIOCGIFFLAGS, &request) < 0) { perror("lo"); exit(2); }
  request.ifr_flags |= IFF_UP;
  if (ioctl(control, SIOCSIFFLAGS, &request) < 0) { perror("lo"); exit(2); }
  close(control);
}

#endif
