#include "CAllocations.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

#ifdef __GLIBC__

#include <malloc.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *memory);

// In the program's own thread-local storage, which is there without being allocated.
static _Thread_local struct allocations so_far __attribute__((tls_model("local-exec")));

// The bytes that glibc takes for it: what can be used, and the size field before it.
static int64_t taken(void *memory) { return memory ? (int64_t)(malloc_usable_size(memory) + sizeof(size_t)) : 0; }

static void *given(void *memory) {
    if (memory) {
        so_far.count++;
        so_far.bytes += taken(memory);
    }
    return memory;
}

void *malloc(size_t size) { return given(__libc_malloc(size)); }
void *calloc(size_t count, size_t size) { return given(__libc_calloc(count, size)); }
void *memalign(size_t alignment, size_t size) { return given(__libc_memalign(alignment, size)); }
void *aligned_alloc(size_t alignment, size_t size) { return given(__libc_memalign(alignment, size)); }

int posix_memalign(void **result, size_t alignment, size_t size) {
    if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0) return EINVAL;
    void *memory = given(__libc_memalign(alignment, size));
    if (!memory) return ENOMEM;
    *result = memory;
    return 0;
}

void *realloc(void *old, size_t size) {
    int64_t before = taken(old);
    void *memory = __libc_realloc(old, size);
    // Where there is no room, the old memory stays as it was; with size 0 it is gone.
    if (memory || size == 0) so_far.bytes -= before;
    return given(memory);
}

void free(void *memory) {
    so_far.bytes -= taken(memory);
    __libc_free(memory);
}

struct allocations allocations_so_far(void) { return so_far; }
bool allocations_are_counted(void) { return true; }

#else

struct allocations allocations_so_far(void) { return (struct allocations){0, 0}; }
bool allocations_are_counted(void) { return false; }

#endif
