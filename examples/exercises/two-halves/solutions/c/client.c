#define _POSIX_C_SOURCE 200809L
#include "halves.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int complain(const char *problem)
{
    fprintf(stderr, "%s\n", problem);
    return 1;
}

/* Returns a connected socket, or -1. */
static int connect_to(const char *host, const char *port)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found;
    if (getaddrinfo(host, port, &hints, &found) != 0) return -1;
    int fd = -1;
    for (struct addrinfo *a = found; a != NULL; a = a->ai_next) {
        fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
        if (fd >= 0 && connect(fd, a->ai_addr, a->ai_addrlen) == 0) break;
        if (fd >= 0) close(fd);
        fd = -1;
    }
    freeaddrinfo(found);
    return fd;
}

int client(const char *host, const char *port, char **numbers)
{
    int fd = connect_to(host, port);
    if (fd < 0) return complain("cannot connect");
    for (; *numbers != NULL; numbers++) {
        if (send_all(fd, *numbers, strlen(*numbers)) < 0 || send_all(fd, "\n", 1) < 0) return complain("the server has left");
    }
    shutdown(fd, SHUT_WR); /* no more questions */

    size_t length;
    char *answer = receive_text(fd, &length);
    close(fd);
    if (answer == NULL) return complain("the server has left");
    int status = 0;
    if (strcmp(answer, "error\n") == 0) {
        status = complain("the server does not understand these numbers");
    } else if (length == 0 || answer[length - 1] != '\n') {
        status = complain("the server broke off");
    } else {
        fwrite(answer, 1, length, stdout);
    }
    free(answer);
    return status;
}
