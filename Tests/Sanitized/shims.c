// Uses the C of Sources/CShims as the modules do, for scripts/check-sanitizers: built with one sanitizer after the other.
#include "CShims.h"

#include <stdlib.h>
#include <string.h>

static int failures = 0;

static void expect(bool holds, const char *what)
{
    if (holds) return;
    failures++;
    fprintf(stderr, "shims: %s\n", what);
}

// MARK: Checksums

static uint16_t folded(uint64_t sum)
{
    while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
    return (uint16_t)sum;
}

/// RFC 1071, two bytes at a time, in the machine's order.
static uint16_t plain_sum(const unsigned char *bytes, size_t count)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i += 2) {
        unsigned char pair[2] = {bytes[i], i + 1 < count ? bytes[i + 1] : 0};
        uint16_t word;
        memcpy(&word, pair, 2);
        sum += word;
    }
    return folded(sum);
}

static void check_sums(void)
{
    // Just as long as what is summed, so that a byte too many is seen.
    for (size_t count = 0; count < 300; count++) {
        for (size_t start = 0; start < 9; start++) {
            unsigned char *bytes = malloc(start + count + 1);
            for (size_t i = 0; i < start + count; i++) bytes[i] = (unsigned char)(i * 131 + count * 7 + 255);
            unsigned char *exact = malloc(count ? count : 1);
            memcpy(exact, bytes + start, count);
            uint16_t sum = folded(tcpexplain_checksum(bytes + start, count));
            expect(sum == plain_sum(bytes + start, count), "a checksum at any place");
            expect(folded(tcpexplain_checksum(exact, count)) == sum, "a checksum of a block of its own");
            free(exact);
            free(bytes);
        }
    }
    unsigned char *large = malloc(1 << 20);
    memset(large, 0xff, 1 << 20);
    expect(folded(tcpexplain_checksum(large, 1 << 20)) == plain_sum(large, 1 << 20), "a large checksum of ones");
    tcpexplain_prefetch(large, 4096);
    tcpexplain_prefetch(large, 0);
    free(large);
}

// MARK: A FILE over a function

struct source {
    size_t at, size;
    long fails_at;
};

static long read_source(void *context, char *buffer, size_t size)
{
    struct source *source = context;
    if (source->fails_at >= 0 && source->at >= (size_t)source->fails_at) return -1;
    size_t left = source->size - source->at;
    size_t count = size < left ? size : left;
    if (count > 777) count = 777;
    for (size_t i = 0; i < count; i++) buffer[i] = (char)((source->at + i) % 251);
    source->at += count;
    return (long)count;
}

static void check_reader(void)
{
    char *block = malloc(4096);
    struct source source = {0, 100000, -1};
    FILE *file = tcpexplain_open_reader(&source, read_source, block, 4096);
    expect(file != NULL, "a reader opens");
    if (file) {
        size_t total = 0;
        unsigned char piece[333];
        for (size_t count; (count = fread(piece, 1, sizeof piece, file)) > 0; total += count) {
            for (size_t i = 0; i < count; i++) expect(piece[i] == (total + i) % 251, "a reader's bytes");
        }
        expect(total == source.size && feof(file), "a reader reads all");
        fclose(file);
    }
    struct source broken = {0, 100000, 5000};
    file = tcpexplain_open_reader(&broken, read_source, block, 4096);
    if (file) {
        while (fgetc(file) != EOF) {}
        expect(ferror(file) != 0, "a reader tells an error");
        fclose(file);
    }
    free(block);
}

// MARK: Reading ahead

struct blocks {
    unsigned left;
    unsigned char next;
};

static size_t fill(void *context, void *buffer, size_t size)
{
    struct blocks *blocks = context;
    if (blocks->left == 0) return 0;
    blocks->left--;
    memset(buffer, blocks->next++, size);
    return size - blocks->left % 3;
}

static void check_ahead(unsigned count, unsigned depth, unsigned taken)
{
    struct blocks blocks = {count, 0};
    struct tcpexplain_ahead *ahead = tcpexplain_ahead_start(512, depth, fill, &blocks);
    expect(ahead != NULL, "a thread starts");
    if (!ahead) return;
    unsigned seen = 0;
    bool holds = false;
    while (seen < taken) {
        size_t size;
        const unsigned char *block = tcpexplain_ahead_next(ahead, holds, &size);
        holds = block != NULL;
        if (!block) {
            expect(size == 0, "nothing at the end");
            break;
        }
        for (size_t i = 0; i < size; i++) expect(block[i] == (unsigned char)seen, "a block ahead, in order");
        seen++;
    }
    expect(seen == (taken < count ? taken : count), "as many blocks as there are");
    tcpexplain_ahead_stop(ahead);
}

int main(void)
{
    check_sums();
    check_reader();
    for (unsigned depth = 1; depth <= 4; depth++) {
        check_ahead(0, depth, 10);
        check_ahead(1000, depth, 2000);
        // Stopped while the thread is at work, or waits.
        for (unsigned taken = 0; taken < 50; taken++) check_ahead(1000, depth, taken);
    }
    return failures == 0 ? 0 : 1;
}
