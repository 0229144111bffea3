/* Adds numbers over TCP: run server PORT, or run client HOST PORT NUMBER... */
#include "halves.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "server") == 0) return server(argv[2]);
    if (argc >= 4 && strcmp(argv[1], "client") == 0) return client(argv[2], argv[3], argv + 4);
    fprintf(stderr, "usage: %s server PORT | %s client HOST PORT NUMBER...\n", argv[0], argv[0]);
    return 2;
}
