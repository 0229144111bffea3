/* scenarios/pingpong.sock in C: the same four calls in each round. */
#include "sockets.h"

int main(int argc, char **argv) {
  long rounds = count_of(argc, argv);
  int a, b;
  connected_pair(&a, &b);
  for (long i = 0; i < rounds; i++) {
    send_text(a, "ping\n");
    expect_text(b, "ping\n");
    send_text(b, "pong\n");
    expect_text(a, "pong\n");
  }
  close(b);
  close(a);
  return 0;
}
