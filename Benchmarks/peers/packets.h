// Frames with right lengths and checksums, written as a classic pcap file; and numbers that depend on the seed alone.
#ifndef PACKETS_H
#define PACKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FIN = 0x01, SYN = 0x02, RST = 0x04, PSH = 0x08, ACK = 0x10 };

// The two ends of a connection.
struct flow {
    bool ipv6;
    uint8_t address[2][16];  // client, server; IPv4 in the first four bytes
    uint16_t port[2];
    uint16_t identification[2];  // of the next IPv4 header, for each end
};

struct segment {
    uint32_t seq, ack;
    uint8_t flags;
    uint16_t window;
    const uint8_t *options;  // a multiple of four bytes
    size_t options_length;
    const uint8_t *payload;
    size_t payload_length;
};

// What was written; the benchmark holds every tool against it.
struct facts {
    uint64_t packets, bytes, connections, exchanges;
    uint64_t content_bytes;  // of all requests and responses, without heads and chunk lines
    uint64_t contents;       // messages that have content
    uint64_t stream_bytes;   // in both directions, each byte once
    uint64_t lost;           // segments
    uint64_t again;          // segments sent again
    uint64_t swapped;        // segments that were overtaken by the next one
    uint64_t last_time;      // microseconds after the first packet
};

extern struct facts facts;

// splitmix64: libc's rand differs between systems.
uint64_t next_random(void);
void seed_random(uint64_t seed);

// Evenly from low to high, both included.
static inline uint64_t between(uint64_t low, uint64_t high) { return low + next_random() % (high - low + 1); }
static inline bool happens(unsigned percent) { return next_random() % 100 < percent; }
static inline bool happens_in_thousand(unsigned times) { return next_random() % 1000 < times; }

// The ends of connection number `index`, to port 80 of one of so many servers, from one of 2^client_bits clients. No two of
// 2^(15 + client_bits) connections have both client address and port in common.
void make_flow(struct flow *flow, uint64_t index, bool ipv6, unsigned servers, unsigned client_bits);

void begin_capture(const char *path);
void write_segment(uint64_t time, struct flow *flow, int from, const struct segment *segment);
void end_capture(void);

static inline void put16(uint8_t *at, uint32_t value) {
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

static inline void put32(uint8_t *at, uint32_t value) {
    put16(at, value >> 16);
    put16(at + 2, value & 0xffff);
}

// Writes HTTP over TCP until the file has this many bytes, when what is open comes to its end, or this many packets, when it is
// cut off (the facts then count messages as soon as they begin). So many connections are open at once, each waiting up to
// `think` microseconds between exchanges.
void write_web(uint64_t bytes, uint64_t packets, unsigned at_once, uint64_t think, uint64_t errors);

#endif
