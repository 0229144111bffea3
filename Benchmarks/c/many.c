/* scenarios/many.sock in C; also the reference of scenarios/actors.sock, whose actors wait for their
   message: socklab's epoll_ctl, epoll_pwait2 and recv that found nothing are its own cost there.
   For each connection socklab makes four calls more, as in cycles.c. */
#include "sockets.h"

int main(int argc, char **argv) {
  long connections = count_of(argc, argv);
  int *clients = calloc(connections, sizeof *clients), *conns = calloc(connections, sizeof *conns);
  int server = listener_at(8080, 4096);
  for (long i = 0; i < connections; i++) {
    clients[i] = connected_to(8080);
    conns[i] = accepted_from(server);
  }
  for (long i = 0; i < connections; i++) send_text(conns[i], "hello\n");
  for (long i = 0; i < connections; i++) expect_text(clients[i], "hello\n");
  for (long i = 0; i < connections; i++) {
    close(conns[i]);
    close(clients[i]);
  }
  close(server);
  free(clients);
  free(conns);
  return 0;
}
