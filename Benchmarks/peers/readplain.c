// The other floor: read(2) into one buffer that is used again and again, going from record header to record header.
// Classic pcap in this machine's byte order only. Prints packets and captured bytes.
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 1 << 20, FILE_HEADER = 24, RECORD_HEADER = 16, LARGEST = 262144 };

// What is left of a record at the end of a chunk moves in front of the next one.
static uint8_t buffer[RECORD_HEADER + LARGEST + CHUNK];

static int fail(const char *what) {
    fprintf(stderr, "readplain: %s\n", what);
    return 3;
}

int main(int count, char **arguments) {
    int file = count == 2 ? open(arguments[1], O_RDONLY) : -1;
    if (file < 0) return fail("usage: readplain CAPTURE");
    uint32_t magic = 0;
    if (read(file, buffer, FILE_HEADER) == FILE_HEADER) memcpy(&magic, buffer, 4);
    if (magic != 0xa1b2c3d4 && magic != 0xa1b23c4d) return fail("no classic pcap in native byte order");

    uint64_t packets = 0, total = 0;
    size_t kept = 0;
    ssize_t got;
    while ((got = read(file, buffer + kept, CHUNK)) > 0) {
        size_t end = kept + (size_t)got, at = 0;
        while (end - at >= RECORD_HEADER) {
            uint32_t length;
            memcpy(&length, buffer + at + 8, 4);
            if (length > LARGEST) return fail("a record is too long");
            if (end - at - RECORD_HEADER < length) break;
            packets++;
            total += length;
            at += RECORD_HEADER + length;
        }
        kept = end - at;
        memmove(buffer, buffer + at, kept);
    }
    if (got < 0 || kept) return fail("the capture is cut short");
    printf("%" PRIu64 " %" PRIu64 "\n", packets, total);
    return 0;
}
