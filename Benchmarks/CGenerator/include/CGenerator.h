// Captures that depend on the arguments alone, made as `scripts/benchmark` makes them: its sources are in `peers/`.
#ifndef C_GENERATOR_H
#define C_GENERATOR_H

#include <stdbool.h>
#include <stdint.h>

// HTTP/1.1 with 1 % loss, as `generate web bytes=N`.
void generate_web(const char *path, uint64_t bytes);

// Connections, one after another, none of which ends: a SYN and its answer each; then, if so wanted, the ACK, a request, and its
// response, each acknowledged.
void generate_connections(const char *path, uint64_t count, bool ipv6, bool exchange);

// One connection: handshake, request, and a response whose content comes in so many full segments, in order, every second one of
// which is acknowledged; its end does not come. Without `http` the same number of bytes goes both ways, but they are of no protocol.
void generate_transfer(const char *path, uint64_t segments, bool http);

#endif
