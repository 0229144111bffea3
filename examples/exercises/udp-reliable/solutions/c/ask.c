/* Asks a UDP server one question after another: run HOST PORT WORD... */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum {
    PATIENCE = 200, /* milliseconds from one try to the next */
    TRIES = 8,
    LARGEST = 65535 /* no datagram is longer */
};

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

/* Returns a UDP socket that sends to the server, and hears nobody else. */
static int connect_to(const char *host, const char *port)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_DGRAM};
    struct addrinfo *found;
    int error = getaddrinfo(host, port, &hints, &found);
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", host, gai_strerror(error));
        exit(1);
    }
    int fd = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
    if (fd < 0) fail("socket");
    if (connect(fd, found->ai_addr, found->ai_addrlen) < 0) fail("connect");
    freeaddrinfo(found);
    return fd;
}

static long long milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* Takes the next datagram; -1 when none has come until the deadline. */
static ssize_t receive(int fd, char *buffer, size_t size, long long deadline)
{
    for (;;) {
        long long left = deadline - milliseconds();
        if (left <= 0) return -1;
        struct pollfd readable = {.fd = fd, .events = POLLIN};
        int ready = poll(&readable, 1, (int)left);
        if (ready < 0 && errno != EINTR) fail("poll");
        if (ready <= 0) continue;
        ssize_t length = recv(fd, buffer, size, 0);
        if (length >= 0) return length;
        /* ECONNREFUSED: nobody has the port just now. As good as lost. */
        if (errno != ECONNREFUSED && errno != EINTR) fail("recv");
    }
}

/* Sends a question until its answer comes, and prints that. Returns 0, or -1. */
static int ask(int fd, int number, const char *word)
{
    static char reply[LARGEST];
    char head[16];
    int head_length = snprintf(head, sizeof head, "%d ", number);

    size_t length = (size_t)head_length + strlen(word);
    char *question = malloc(length + 1);
    if (question == NULL) fail("malloc");
    snprintf(question, length + 1, "%s%s", head, word);

    int result = -1;
    for (int i = 0; i < TRIES && result != 0; i++) {
        long long deadline = milliseconds() + PATIENCE;
        /* send may report what became of the try before: ECONNREFUSED. */
        if (send(fd, question, length, 0) < 0 && errno != ECONNREFUSED) fail("send");
        ssize_t got;
        while ((got = receive(fd, reply, sizeof reply, deadline)) >= 0) {
            if (got < head_length || memcmp(reply, head, (size_t)head_length) != 0) continue;
            fwrite(reply + head_length, 1, (size_t)(got - head_length), stdout);
            putchar('\n');
            result = 0;
            break;
        }
    }
    free(question);
    return result;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: %s HOST PORT WORD...\n", argv[0]);
        return 2;
    }
    int fd = connect_to(argv[1], argv[2]);
    for (int i = 3; i < argc; i++) {
        if (ask(fd, i - 2, argv[i]) != 0) {
            fprintf(stderr, "no answer to question %d\n", i - 2);
            return 1;
        }
    }
    return 0;
}
