/* Mistake: 64 KiB ought to be enough; what is longer is cut off, and stays unread. */

#define _POSIX_C_SOURCE 200809L

#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void serve(int client)
{
    static char question[65536], answer[65536 + 32];
    size_t length = 0;
    ssize_t count;

    while (length < sizeof question
           && (count = recv(client, question + length, sizeof question - length, 0)) > 0)
        length += (size_t)count;

    size_t header = (size_t)sprintf(answer, "%zu\n", length);
    for (size_t i = 0; i < length; i++)
        answer[header + i] = question[length - 1 - i];
    send(client, answer, header + length, 0);
    close(client);
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
        int client = accept(listener, NULL, NULL);
        if (client >= 0)
            serve(client);
    }
}
