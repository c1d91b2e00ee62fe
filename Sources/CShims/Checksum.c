#include "CShims.h"

#include <string.h>

// Compiled more than once, for what the processor has: with wide registers the sum costs next to nothing. The loader picks one, before
// ThreadSanitizer is ready for it.
#if defined(__linux__) && defined(__x86_64__) && defined(__has_attribute) && defined(__has_feature)
#if __has_attribute(target_clones) && !__has_feature(thread_sanitizer)
__attribute__((target_clones("avx512bw", "avx2", "default")))
#endif
#endif
uint64_t tcpexplain_checksum(const unsigned char *bytes, size_t count) {
    // 32-bit words into 64-bit sums: no carry is lost within 16 GiB, and the ones' complement sum does not depend on the order.
    uint64_t sum = 0;
    // The trip count must be known before the loop: clang does not vectorise `i + 4 <= count`, which may wrap around.
    size_t words = count / 4;
    for (size_t i = 0; i < words; i++) {
        uint32_t word;
        memcpy(&word, bytes + 4 * i, 4);
        sum += word;
    }
    if (count % 4 != 0) {
        uint32_t word = 0;
        memcpy(&word, bytes + 4 * words, count % 4);
        sum += word;
    }
    return sum;
}
