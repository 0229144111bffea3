/* Mistake: an array for ten clients; the eleventh is sent away. */

#define _POSIX_C_SOURCE 200809L

#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_CLIENTS 10

static int clients[MAX_CLIENTS];

static void *serve(void *argument)
{
    int *client = argument;
    char buffer[4096];
    ssize_t count;

    while ((count = recv(*client, buffer, sizeof buffer, 0)) > 0) {
        if (send(*client, buffer, (size_t)count, 0) < 0)
            break;
    }
    close(*client);
    *client = 0;
    return NULL;
}

static int *free_place(void)
{
    for (int i = 0; i < MAX_CLIENTS; i++) {
        if (clients[i] == 0)
            return &clients[i];
    }
    return NULL;
}

int main(int argc, char *argv[])
{
    int port = argc > 1 ? atoi(argv[1]) : 0;
    int on = 1;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((in_port_t)port),
        .sin_addr.s_addr = htonl(INADDR_ANY),
    };

    signal(SIGPIPE, SIG_IGN);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 64) < 0) {
        perror("server");
        return EXIT_FAILURE;
    }
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        int *place = free_place();
        pthread_t thread;
        if (place == NULL) {
            fprintf(stderr, "no place for another client\n");
            close(fd);
            continue;
        }
        *place = fd;
        if (pthread_create(&thread, NULL, serve, place) == 0)
            pthread_detach(thread);
    }
}
