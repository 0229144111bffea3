/* Fetches a page by HTTP/1.0: run HOST PORT PATH */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

static void fail(const char *problem)
{
    fprintf(stderr, "%s\n", problem);
    exit(1);
}

static int connect_to(const char *host, const char *port)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found;
    int error = getaddrinfo(host, port, &hints, &found);
    if (error != 0) fail(gai_strerror(error));
    int fd = -1, reason = 0;
    for (struct addrinfo *a = found; a != NULL && fd < 0; a = a->ai_next) {
        fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
        if (fd >= 0 && connect(fd, a->ai_addr, a->ai_addrlen) == 0) break;
        reason = errno;
        if (fd >= 0) close(fd);
        fd = -1;
    }
    freeaddrinfo(found);
    if (fd < 0) fail(strerror(reason));
    return fd;
}

static void send_all(int fd, const char *data, size_t count)
{
    while (count > 0) {
        ssize_t sent = send(fd, data, count, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) fail(strerror(errno));
        data += sent;
        count -= (size_t)sent;
    }
}

static void ask(int fd, const char *host, const char *port, const char *path)
{
    static const char form[] = "GET %s HTTP/1.0\r\nHost: %s:%s\r\n\r\n";
    int length = snprintf(NULL, 0, form, path, host, port);
    char *request = malloc((size_t)length + 1);
    if (request == NULL) fail(strerror(errno));
    snprintf(request, (size_t)length + 1, form, path, host, port);
    send_all(fd, request, (size_t)length);
    free(request);
}

/* Reads a line of the header, without its end, into *line, which grows as it must. */
static void read_line(FILE *answer, char **line, size_t *size)
{
    ssize_t length = getline(line, size, answer);
    if (length < 0 || (*line)[length - 1] != '\n') fail("the answer ends in its header");
    (*line)[strcspn(*line, "\r\n")] = '\0';
}

/* What stands behind "NAME:", or NULL: it is another line. */
static const char *value_of(const char *line, const char *name)
{
    size_t length = strlen(name);
    if (strncasecmp(line, name, length) != 0 || line[length] != ':') return NULL;
    return line + length + 1;
}

/* Reads the header. Returns the length of the body; -1: it goes on until the server closes. */
static long long read_header(FILE *answer)
{
    char *line = NULL;
    size_t size = 0;
    int status = 0;
    long long length = -1;

    read_line(answer, &line, &size);
    if (sscanf(line, "HTTP/%*s %d", &status) != 1 || status != 200) fail(line);
    for (read_line(answer, &line, &size); line[0] != '\0'; read_line(answer, &line, &size)) {
        const char *value = value_of(line, "Content-Length");
        if (value != NULL) length = strtoll(value, NULL, 10);
    }
    free(line);
    return length;
}

/* Prints so many bytes of the body; all that come, if length is -1. */
static void print_body(FILE *answer, long long length)
{
    char data[4096];
    while (length != 0) {
        size_t wanted = length > 0 && length < (long long)sizeof data ? (size_t)length : sizeof data;
        size_t got = fread(data, 1, wanted, answer);
        if (fwrite(data, 1, got, stdout) != got) fail("cannot write");
        if (length > 0) length -= (long long)got;
        if (got < wanted) break;
    }
    if (ferror(answer)) fail("cannot read on");
    if (length > 0) fail("the body ends too early");
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: %s HOST PORT PATH\n", argv[0]);
        return 2;
    }
    int fd = connect_to(argv[1], argv[2]);
    ask(fd, argv[1], argv[2], argv[3]);
    FILE *answer = fdopen(fd, "rb");
    if (answer == NULL) fail(strerror(errno));
    print_body(answer, read_header(answer));
    fclose(answer);
    if (fflush(stdout) != 0) fail("cannot write");
    return 0;
}
