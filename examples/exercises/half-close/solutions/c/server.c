/* Reads all until the client has ended its half; answers its length and its bytes in reverse.
   Its argument is the port. */

#define _POSIX_C_SOURCE 200809L

#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

/* Sends all bytes: send may take only a part of them. */
static int send_all(int fd, const char *bytes, size_t count)
{
    while (count > 0) {
        ssize_t sent = send(fd, bytes, count, 0);
        if (sent < 0)
            return -1;
        bytes += sent;
        count -= (size_t)sent;
    }
    return 0;
}

/* Receives until the client has ended its half: *bytes is for free, the length is returned. */
static ssize_t receive_all(int fd, char **bytes)
{
    size_t room = 0;
    size_t length = 0;

    *bytes = NULL;
    for (;;) {
        if (length == room) {
            room = room == 0 ? 4096 : 2 * room;
            char *larger = realloc(*bytes, room);
            if (larger == NULL)
                return -1;
            *bytes = larger;
        }
        ssize_t count = recv(fd, *bytes + length, room - length, 0);
        if (count < 0)
            return -1;
        if (count == 0)
            return (ssize_t)length;
        length += (size_t)count;
    }
}

static void reverse(char *bytes, size_t length)
{
    for (size_t i = 0; i < length / 2; i++) {
        char byte = bytes[i];
        bytes[i] = bytes[length - 1 - i];
        bytes[length - 1 - i] = byte;
    }
}

/* Serves one client; its end is the end of the question, and ours that of the answer. */
static void serve(int client)
{
    char *bytes;
    ssize_t length = receive_all(client, &bytes);

    if (length >= 0) {
        char header[32];
        int count = snprintf(header, sizeof header, "%zd\n", length);
        reverse(bytes, (size_t)length);
        if (send_all(client, header, (size_t)count) == 0)
            send_all(client, bytes, (size_t)length);
    }
    free(bytes);
    close(client);
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

    int listener = listen_on(atoi(argv[1]));
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (client >= 0)
            serve(client);
    }
}
