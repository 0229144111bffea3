/* scenarios/stream.sock in C: the same two calls for each 64 KiB. */
#include "sockets.h"

enum { chunk = 64 * 1024 };

int main(int argc, char **argv) {
  long chunks = count_of(argc, argv);
  static char sent[chunk], got[chunk];
  memset(sent, 'x', chunk);
  int a, b, size = 1024 * 1024;
  connected_pair(&a, &b);
  must(setsockopt(a, SOL_SOCKET, SO_SNDBUF, &size, sizeof size), "setsockopt");
  for (long i = 0; i < chunks; i++) {
    send_all(a, sent, chunk);
    receive_all(b, got, chunk);
  }
  close(b);
  close(a);
  return 0;
}
