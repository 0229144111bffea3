#define _POSIX_C_SOURCE 200809L
#include "halves.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* Adds the numbers of a text, one on each line. Returns 0, or -1: some line is no number. */
static int add(const char *text, size_t length, long long *sum)
{
    const char *end = text + length;
    *sum = 0;
    while (text < end) {
        char *rest;
        errno = 0;
        long long number = strtoll(text, &rest, 10);
        if (rest == text || *rest != '\n' || errno == ERANGE) return -1;
        *sum += number;
        text = rest + 1;
    }
    return 0;
}

static void *serve(void *argument)
{
    int fd = (int)(intptr_t)argument;
    size_t length;
    char *question = receive_text(fd, &length);
    if (question != NULL) {
        char answer[32] = "error\n";
        long long sum;
        int count = 6;
        if (add(question, length, &sum) == 0) count = snprintf(answer, sizeof answer, "%lld\n", sum);
        send_all(fd, answer, (size_t)count); /* if it fails, the client has left: the others have not */
        free(question);
    }
    close(fd);
    return NULL;
}

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

int server(const char *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0) fail("socket");
    int on = 1;
    if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0) fail("setsockopt");
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) fail("bind");
    if (listen(listener, SOMAXCONN) < 0) fail("listen");
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0) {
            if (errno == EINTR || errno == ECONNABORTED) continue;
            fail("accept");
        }
        pthread_t thread;
        if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)fd) != 0) close(fd);
        else pthread_detach(thread);
    }
}
