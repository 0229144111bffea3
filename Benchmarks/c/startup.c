/* scenarios/startup.sock in C: a private network and ten steps, told in a line each. */
#include <errno.h>

#include "private_network.h"
#include "sockets.h"

static void step(const char *title) { printf("%s\n", title); }

static void expect_number(long got, long expected) {
  if (got != expected) { fprintf(stderr, "%ld, not %ld\n", got, expected); exit(1); }
}

int main(void) {
  private_network();
  step("A server claims a port");
  int server = listener_at(8080, 4096);
  step("A client finds it");
  int client = connected_to(8080);
  int conn = accepted_from(server);
  step("The client speaks");
  send_text(client, "hello\n");
  expect_text(conn, "hello\n");
  step("The server answers");
  send_text(conn, "welcome\n");
  expect_text(client, "welcome\n");
  step("The kernel chose the client's port");
  struct sockaddr_in address;
  socklen_t length = sizeof address;
  must(getsockname(client, (struct sockaddr *)&address, &length), "getsockname");
  expect_number(ntohs(address.sin_port) >= 32768, 1);
  step("No second socket may have the port");
  int rival = tcp_socket();
  address = loopback(8080);
  expect_number(bind(rival, (struct sockaddr *)&address, sizeof address), -1);
  expect_number(errno, EADDRINUSE);
  step("Nobody listens next door");
  int lost = tcp_socket();
  address = loopback(8081);
  expect_number(connect(lost, (struct sockaddr *)&address, sizeof address), -1);
  expect_number(errno, ECONNREFUSED);
  step("The client hangs up");
  close(client);
  char byte;
  expect_number(recv(conn, &byte, 1, 0), 0);
  step("The server closes");
  close(conn);
  close(server);
  step("Now the port is free");
  address = loopback(8080);
  must(setsockopt(rival, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int)), "setsockopt");
  must(bind(rival, (struct sockaddr *)&address, sizeof address), "bind");
  close(lost);
  close(rival);
  return 0;
}
