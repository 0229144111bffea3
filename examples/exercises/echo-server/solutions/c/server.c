/* A line echo server: sends back each whole line that it receives. Its argument is the port. */

#define _POSIX_C_SOURCE 200809L

#include <netinet/in.h>
#include <pthread.h>
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

/* Serves one client, until it has closed or is gone. */
static void *serve(void *argument)
{
    FILE *client = argument;
    char *line = NULL;
    size_t room = 0;
    ssize_t length;

    /* getline lets the buffer grow; the last line may have no end. */
    while ((length = getline(&line, &room, client)) > 0 && line[length - 1] == '\n') {
        if (send_all(fileno(client), line, (size_t)length) < 0)
            break;
    }
    free(line);
    fclose(client);
    return NULL;
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
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue; /* that client is gone already */

        FILE *client = fdopen(fd, "r");
        pthread_t thread;
        if (client == NULL)
            close(fd);
        else if (pthread_create(&thread, NULL, serve, client) != 0)
            fclose(client);
        else
            pthread_detach(thread);
    }
}
