/* The two halves of an adder, and what both need. */
#ifndef HALVES_H
#define HALVES_H

#include <stddef.h>
#include <sys/types.h>

/* Adds for everybody who connects, for ever. */
int server(const char *port);

/* Asks the server for the sum of some numbers, and prints it. Returns the exit status. */
int client(const char *host, const char *port, char **numbers);

/* Sends all of it. Returns 0, or -1: the peer has left. */
int send_all(int fd, const char *data, size_t count);

/* Takes what the peer sends until it ends its direction. The text has a NUL behind it; free it. NULL: the peer has left. */
char *receive_text(int fd, size_t *length);

#endif
