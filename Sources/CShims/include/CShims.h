// What Swift cannot say, a few lines each.
#ifndef TCPEXPLAIN_CSHIMS_H
#define TCPEXPLAIN_CSHIMS_H

#include <stdbool.h>
#include <stdio.h>
#include <stddef.h>
#include <stdint.h>

/// Reads up to `size` bytes into `buffer`; 0 at the end, -1 with errno set on an error.
typedef long (*tcpexplain_read_function)(void *context, char *buffer, size_t size);

/// A read-only FILE whose bytes come from `read`: fopencookie on Linux, funopen elsewhere.
/// libpcap reads pcap files from a FILE only. The buffer is ours and large, because glibc ignores
/// the size given to setvbuf with a null buffer. It must outlive the FILE.
FILE *tcpexplain_open_reader(void *context, tcpexplain_read_function read, char *buffer, size_t size);

/// The sum of the bytes as 32-bit words in the machine's byte order, the last one filled up with zeros: folded to 16 bits it is the
/// ones' complement sum of RFC 1071 in that order.
uint64_t tcpexplain_checksum(const unsigned char *bytes, size_t count);

/// Asks for so many bytes from `start` on to be fetched into the cache.
static inline __attribute__((always_inline)) void tcpexplain_prefetch(const void *start, long bytes) {
    const char *at = (const char *)start;
    for (long i = 0; i < bytes; i += 64) __builtin_prefetch(at + i, 1, 3);
}

/// Whether one of 16 numbers is the wanted one; four are compared at once.
static inline __attribute__((always_inline)) bool tcpexplain_holds(const uint32_t *numbers, uint32_t wanted) {
    typedef uint32_t four __attribute__((vector_size(16), aligned(4)));
    const four *at = (const four *)numbers;
    four all = {wanted, wanted, wanted, wanted};
    four found = (four)(at[0] == all) | (four)(at[1] == all) | (four)(at[2] == all) | (four)(at[3] == all);
    return (found[0] | found[1] | found[2] | found[3]) != 0;
}

/// Puts up to `size` bytes into `buffer`; 0 at the end, after which it is not called again.
typedef size_t (*tcpexplain_fill)(void *context, void *buffer, size_t size);
struct tcpexplain_ahead;

/// Starts a thread that calls `fill`, up to `blocks` blocks ahead of the reader. Signals are blocked on it. NULL where no thread or
/// memory is to be had.
struct tcpexplain_ahead *tcpexplain_ahead_start(size_t block, unsigned blocks, tcpexplain_fill fill, void *context);
/// Waits for the next block, and lends it; `gives_back` says that the block lent before is done with. NULL and a count of 0 at the end.
const void *tcpexplain_ahead_next(struct tcpexplain_ahead *ahead, bool gives_back, size_t *count);
/// Stops the thread, waits for it, and frees everything.
void tcpexplain_ahead_stop(struct tcpexplain_ahead *ahead);

#endif
