// Counts what this thread asks of malloc. The functions of malloc are defined in the program itself, so that every library in the
// process calls them; the memory comes from glibc as ever. Elsewhere than with glibc nothing is counted.
#ifndef C_ALLOCATIONS_H
#define C_ALLOCATIONS_H

#include <stdbool.h>
#include <stdint.h>

struct allocations {
    uint64_t count;  // calls that gave out memory; one of realloc is one
    int64_t bytes;   // held, with what glibc takes besides
};

// What this thread has come to so far. `bytes` falls when it frees what another thread got.
struct allocations allocations_so_far(void);

bool allocations_are_counted(void);

#endif
