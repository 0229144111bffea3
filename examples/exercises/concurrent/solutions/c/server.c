/* An echo server for many clients, in one thread. Its argument is the port. */

#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* What a client said and has not got back: bytes[sent] to bytes[count - 1]. */
struct echo {
    size_t count;
    size_t sent;
    char bytes[16384];
};

/* sockets[0] is the listener; the client of sockets[i] has echoes[i]. */
static struct pollfd *sockets;
static struct echo **echoes;
static size_t total;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static void add(int fd)
{
    struct pollfd *more_sockets = realloc(sockets, (total + 1) * sizeof *sockets);
    if (more_sockets == NULL)
        die("realloc");
    sockets = more_sockets;

    struct echo **more_echoes = realloc(echoes, (total + 1) * sizeof *echoes);
    if (more_echoes == NULL)
        die("realloc");
    echoes = more_echoes;

    sockets[total] = (struct pollfd){ .fd = fd, .events = POLLIN };
    echoes[total] = calloc(1, sizeof **echoes);
    if (echoes[total] == NULL)
        die("calloc");
    total += 1;
}

/* The last one takes the free place. */
static void forget(size_t i)
{
    close(sockets[i].fd);
    free(echoes[i]);
    total -= 1;
    sockets[i] = sockets[total];
    echoes[i] = echoes[total];
}

static void accept_client(int listener)
{
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
        return; /* that client is gone already */
    if (fcntl(fd, F_SETFL, O_NONBLOCK) < 0)
        die("fcntl");
    add(fd);
}

/* Receives, or sends what is left to send; 0 when the client has closed, -1 on an error. */
static ssize_t go_on(int fd, struct echo *echo)
{
    ssize_t count;

    if (echo->sent == echo->count) {
        count = recv(fd, echo->bytes, sizeof echo->bytes, 0);
        if (count > 0) {
            echo->count = (size_t)count;
            echo->sent = 0;
        }
    } else {
        count = send(fd, echo->bytes + echo->sent, echo->count - echo->sent, 0);
        if (count > 0)
            echo->sent += (size_t)count;
    }
    return count;
}

static void serve(size_t i)
{
    ssize_t count = go_on(sockets[i].fd, echoes[i]);

    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) {
        forget(i);
        return;
    }
    /* Until a client has its answer, nothing more is read from it. */
    sockets[i].events = echoes[i]->sent < echoes[i]->count ? POLLOUT : POLLIN;
}

static int listen_on(int port)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0)
        die("socket");

    int on = 1;
    if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0)
        die("setsockopt");

    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((in_port_t)port),
        .sin_addr.s_addr = htonl(INADDR_ANY),
    };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0)
        die("bind");
    if (listen(listener, SOMAXCONN) < 0)
        die("listen");
    return listener;
}

int main(int argc, char *argv[])
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return EXIT_FAILURE;
    }
    signal(SIGPIPE, SIG_IGN); /* send then fails with EPIPE instead */

    add(listen_on(atoi(argv[1])));
    for (;;) {
        if (poll(sockets, total, -1) < 0 && errno != EINTR)
            die("poll");
        /* From the end: whoever takes a free place has had its turn. */
        for (size_t i = total - 1; i > 0; i--) {
            if (sockets[i].revents != 0)
                serve(i);
        }
        if (sockets[0].revents != 0)
            accept_client(sockets[0].fd);
    }
}
