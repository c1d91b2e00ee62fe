#include "CShims.h"

#include <string.h>

// Compiled more than once, for what the processor has: with wide registers the sum costs next to nothing. The loader picks one.
#if defined(__linux__) && defined(__x86_64__) && defined(__has_attribute)
#if __has_attribute(target_clones)
__attribute__((target_clones("avx512bw", "avx2", "default")))
#endif
#endif
uint64_t tcpexplain_checksum(const unsigned char *bytes, size_t count) {
    // 32-bit words into 64-bit sums: no carry is lost within 16 GiB, and the ones' complement sum does not care for the order.
    uint64_t sum = 0;
    size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        uint32_t word;
        memcpy(&word, bytes + i, 4);
        sum += word;
    }
    if (i < count) {
        unsigned char rest[4] = {0, 0, 0, 0};
        memcpy(rest, bytes + i, count - i);
        uint32_t word;
        memcpy(&word, rest, 4);
        sum += word;
    }
    return sum;
}
