/* What the reference programs share: plain blocking calls, each answer looked at. */
#ifndef SOCKETS_H
#define SOCKETS_H

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static inline int must(int answer, const char *call) {
  if (answer < 0) { perror(call); exit(1); }
  return answer;
}

static inline struct sockaddr_in loopback(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

static inline int tcp_socket(void) { return must(socket(AF_INET, SOCK_STREAM, 0), "socket"); }

static inline int listener_at(int port, int backlog) {
  int fd = tcp_socket();
  struct sockaddr_in address = loopback(port);
  must(bind(fd, (struct sockaddr *)&address, sizeof address), "bind");
  must(listen(fd, backlog), "listen");
  return fd;
}

static inline int connected_to(int port) {
  int fd = tcp_socket();
  struct sockaddr_in address = loopback(port);
  must(connect(fd, (struct sockaddr *)&address, sizeof address), "connect");
  return fd;
}

static inline int accepted_from(int listener) { return must(accept(listener, NULL, NULL), "accept"); }

static inline void send_all(int fd, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = must(send(fd, bytes, count, 0), "send");
    bytes += sent;
    count -= sent;
  }
}

static inline void receive_all(int fd, char *bytes, size_t count) {
  while (count > 0) {
    ssize_t got = must(recv(fd, bytes, count, 0), "recv");
    if (got == 0) { fprintf(stderr, "recv: end of file\n"); exit(1); }
    bytes += got;
    count -= got;
  }
}

static inline void send_text(int fd, const char *text) { send_all(fd, text, strlen(text)); }

/* As socklab's `expect SOCKET TEXT`: reads as many bytes as it compares. */
static inline void expect_text(int fd, const char *text) {
  char got[64];
  size_t length = strlen(text);
  receive_all(fd, got, length);
  if (memcmp(got, text, length) != 0) { fprintf(stderr, "expected %s", text); exit(1); }
}

/* As socklab's `pair tcp as a, b`. */
static inline void connected_pair(int *a, int *b) {
  int listener = tcp_socket();
  struct sockaddr_in address = loopback(0);
  socklen_t length = sizeof address;
  must(bind(listener, (struct sockaddr *)&address, sizeof address), "bind");
  must(getsockname(listener, (struct sockaddr *)&address, &length), "getsockname");
  must(listen(listener, 1), "listen");
  *a = connected_to(ntohs(address.sin_port));
  *b = accepted_from(listener);
  close(listener);
}

/* The program's only argument: how often. */
static inline long count_of(int argc, char **argv) {
  if (argc != 2) { fprintf(stderr, "usage: %s COUNT\n", argv[0]); exit(2); }
  return strtol(argv[1], NULL, 10);
}

#endif
