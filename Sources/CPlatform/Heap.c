#define _GNU_SOURCE
#include "CPlatform.h"

#if defined(__GLIBC__)
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* The size of a large page on x86-64 and most of arm64. */
#define LARGE_PAGE ((uintptr_t)2 << 20)

void tcpexplain_use_large_pages(int mebibytes) {
    uintptr_t prepared = (uintptr_t)mebibytes << 20;
    /* One step of the heap's end for all that is prepared; what is freed is used again, so nothing of it is given back. */
    if (mallopt(M_TOP_PAD, (int)prepared) == 0) return;
    mallopt(M_TRIM_THRESHOLD, (int)(2 * prepared));
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    /* Larger than what may be free at the end of the heap now, so that the end moves. */
    void *block = malloc(1 << 20);
    free(block);
    uintptr_t end = (uintptr_t)sbrk(0);
    if (block == NULL || (uintptr_t)block > end || end - (uintptr_t)block < prepared / 2) return;
    uintptr_t start = ((uintptr_t)block + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1);
    uintptr_t length = (end - start) & ~(LARGE_PAGE - 1);
    (void)madvise((void *)start, length, MADV_HUGEPAGE);
}
#else
void tcpexplain_use_large_pages(int mebibytes) { (void)mebibytes; }
#endif
