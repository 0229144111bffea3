/* Answers each message in upper case: run PORT. A message is its length (4 bytes), then its text. */
#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HEAD = sizeof(uint32_t), LONGEST = 1000000 };

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

/* Takes exactly so many bytes, however they come. Returns 0, or -1: the client has left. */
static int receive_all(int fd, unsigned char *data, size_t count)
{
    while (count > 0) {
        ssize_t got = recv(fd, data, count, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return -1;
        data += got;
        count -= (size_t)got;
    }
    return 0;
}

/* Sends all of it. Returns 0, or -1: the client has left. */
static int send_all(int fd, const unsigned char *data, size_t count)
{
    while (count > 0) {
        ssize_t sent = send(fd, data, count, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) return -1;
        data += sent;
        count -= (size_t)sent;
    }
    return 0;
}

/* Answers one message. `message` has room for the longest. Returns 0, or -1: close the connection. */
static int answer(int fd, unsigned char *message)
{
    uint32_t head;
    if (receive_all(fd, message, HEAD) < 0) return -1;
    memcpy(&head, message, HEAD);
    uint32_t length = ntohl(head);
    if (length > LONGEST) return -1;
    if (receive_all(fd, message + HEAD, length) < 0) return -1;
    for (uint32_t i = 0; i < length; i++) message[HEAD + i] = (unsigned char)toupper(message[HEAD + i]);
    return send_all(fd, message, HEAD + length);
}

static void *serve(void *argument)
{
    int fd = (int)(intptr_t)argument;
    unsigned char *message = malloc(HEAD + LONGEST);
    if (message != NULL) {
        while (answer(fd, message) == 0) continue;
    }
    free(message);
    close(fd);
    return NULL;
}

static int listen_on(const char *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0) fail("socket");
    int on = 1;
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0) fail("setsockopt");
    if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0) fail("bind");
    if (listen(fd, SOMAXCONN) < 0) fail("listen");
    return fd;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    int listener = listen_on(argv[1]);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0) {
            if (errno == EINTR || errno == ECONNABORTED) continue;
            fail("accept");
        }
        pthread_t thread;
        if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)fd) != 0) {
            close(fd);
            continue;
        }
        pthread_detach(thread);
    }
}
