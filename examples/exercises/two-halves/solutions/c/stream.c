#define _POSIX_C_SOURCE 200809L
#include "halves.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>

int send_all(int fd, const char *data, size_t count)
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

char *receive_text(int fd, size_t *length)
{
    size_t used = 0, room = 4096;
    char *text = malloc(room);
    while (text != NULL) {
        ssize_t got = recv(fd, text + used, room - used - 1, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) break;
        used += (size_t)got;
        if (got == 0) {
            text[used] = '\0';
            *length = used;
            return text;
        }
        if (room - used > 1) continue;
        char *larger = realloc(text, room * 2);
        if (larger == NULL) break;
        text = larger;
        room *= 2;
    }
    free(text);
    return NULL;
}
