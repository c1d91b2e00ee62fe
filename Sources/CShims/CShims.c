#define _GNU_SOURCE
#include "CShims.h"

#include <stdlib.h>
#include <sys/types.h>

struct cookie {
    void *context;
    tcpexplain_read_function read;
};

#ifdef __linux__
static ssize_t read_cookie(void *cookie, char *buffer, size_t size) {
    struct cookie *c = cookie;
    return (ssize_t)c->read(c->context, buffer, size);
}
#else
static int read_cookie(void *cookie, char *buffer, int size) {
    struct cookie *c = cookie;
    return (int)c->read(c->context, buffer, (size_t)size);
}
#endif

static int close_cookie(void *cookie) {
    free(cookie);
    return 0;
}

FILE *tcpexplain_open_reader(void *context, tcpexplain_read_function read, char *buffer, size_t size) {
    struct cookie *c = malloc(sizeof *c);
    if (c == NULL) return NULL;
    c->context = context;
    c->read = read;
#ifdef __linux__
    cookie_io_functions_t functions = {.read = read_cookie, .close = close_cookie};
    FILE *file = fopencookie(c, "r", functions);
#else
    FILE *file = funopen(c, read_cookie, NULL, NULL, close_cookie);
#endif
    if (file == NULL) {
        free(c);
        return NULL;
    }
    setvbuf(file, buffer, _IOFBF, size);
    return file;
}
