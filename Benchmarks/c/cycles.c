/* scenarios/cycles.sock in C. socklab makes four calls more in each cycle: F_SETFL twice and connect
   a second time (its connect never blocks the other actors), and poll before accept. */
#include "sockets.h"

int main(int argc, char **argv) {
  long cycles = count_of(argc, argv);
  int server = listener_at(8080, 4096);
  for (long i = 0; i < cycles; i++) {
    int client = connected_to(8080);
    int conn = accepted_from(server);
    send_text(client, "ping\n");
    expect_text(conn, "ping\n");
    send_text(conn, "pong\n");
    expect_text(client, "pong\n");
    close(client);
    close(conn);
  }
  close(server);
  return 0;
}
