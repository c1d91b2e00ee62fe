#include "CShims.h"

void tcpexplain_prefetch(const void *start, long bytes) {
    const char *at = start;
    for (long i = 0; i < bytes; i += 64) __builtin_prefetch(at + i, 1, 3);
}
