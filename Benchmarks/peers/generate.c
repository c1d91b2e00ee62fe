// Writes a capture that depends on its arguments alone, and tells on standard error, in one line of JSON, what is in it.
//
//   generate web FILE [bytes=N] [packets=N] [at-once=N] [think=MICROSECONDS] [errors=N] [seed=N]   HTTP/1.1 with loss and reordering
//                                                                  errors: of a thousand responses, so many are 503
//   generate tiny FILE [packets=N] [rate=PER-SECOND] [wave=N] [seed=N]                  connections of three packets or so
//   generate syn FILE [connections=N] [rate=PER-SECOND] [ipv6=1] [seed=N]               a SYN and its answer each
//
// FILE may be - for standard output. packets.c makes frames, transfer.c speaks TCP, web.c HTTP.
#include "packets.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const uint8_t syn_options[] = {2, 4, 5, 180, 4, 2, 1, 3, 3, 7, 1, 1};  // MSS 1460, SACK, window scale 7

// The argument NAME=VALUE, or what is usual.
static uint64_t argument(int count, char **arguments, const char *name, uint64_t usual) {
    size_t length = strlen(name);
    for (int i = 3; i < count; i++) {
        if (strncmp(arguments[i], name, length) == 0 && arguments[i][length] == '=') {
            return strtoull(arguments[i] + length + 1, NULL, 10);
        }
    }
    return usual;
}

// How tiny connections go: who sends what, in order. Three packets on average.
struct packet {
    uint8_t from, flags;
};
static const struct packet unanswered[] = {{0, SYN}};
static const struct packet refused[] = {{0, SYN}, {1, RST | ACK}};
static const struct packet scanned[] = {{0, SYN}, {1, SYN | ACK}, {0, RST}};
static const struct packet opened[] = {{0, SYN}, {1, SYN | ACK}, {0, ACK}};
static const struct packet aborted[] = {{0, SYN}, {1, SYN | ACK}, {0, ACK}, {0, RST | ACK}};
static const struct packet half_closed[] = {{0, SYN}, {1, SYN | ACK}, {0, ACK}, {0, FIN | ACK}, {1, RST}};
static const struct packet answered[] = {{0, SYN}, {1, SYN | ACK}};

struct script {
    const struct packet *packets;
    unsigned length, percent;
};
static const struct script tiny_scripts[] = {
    {unanswered, 1, 10}, {refused, 2, 20}, {scanned, 3, 20}, {opened, 3, 20}, {aborted, 4, 20}, {half_closed, 5, 10},
};

struct small {
    struct flow flow;
    struct script script;
    unsigned sent;
    uint32_t next[2];  // sequence numbers
};

static struct script pick(void) {
    unsigned roll = (unsigned)between(1, 100), i = 0;
    for (; roll > tiny_scripts[i].percent; i++) roll -= tiny_scripts[i].percent;
    return tiny_scripts[i];
}

static void send_next(struct small *connection, uint64_t time) {
    struct packet packet = connection->script.packets[connection->sent++];
    bool opens = packet.flags & SYN;
    struct segment segment = {
        .seq = connection->next[packet.from],
        .ack = connection->next[1 - packet.from],
        .flags = packet.flags,
        .window = packet.flags & RST ? 0 : 64240,
        .options = syn_options,
        .options_length = opens ? sizeof syn_options : 0,
    };
    // Refusing end never chose a number: RFC 9293 section 3.5.2 has it send 0.
    if (connection->script.packets == refused && packet.from == 1) segment.seq = 0;
    write_segment(time, &connection->flow, packet.from, &segment);
    if (packet.flags & (SYN | FIN)) connection->next[packet.from]++;
}

// Connections begin at a steady rate. A connection's next packet comes when `wave` others have begun. This interleaves them
// without a queue, and has the state of a connection leave the near caches from one of its packets to the next.
static void write_small(uint64_t connections, uint64_t packets, uint64_t rate, uint64_t wave, bool ipv6,
                        const struct script *always) {
    enum { LONGEST = 5 };
    const uint64_t ring_size = wave * LONGEST;
    struct small *ring = calloc(ring_size, sizeof *ring);
    if (!ring) {
        perror("generate");
        exit(2);
    }
    uint64_t end = UINT64_MAX;
    for (uint64_t round = 0; round < end; round++) {
        // The first packet of a new connection, the second of the one that began a wave ago, and so on.
        if (end == UINT64_MAX && (round >= connections || facts.packets >= packets)) end = round + ring_size;
        for (uint64_t age = 0; age < LONGEST && age * wave <= round; age++) {
            uint64_t index = round - age * wave;
            struct small *connection = &ring[index % ring_size];
            if (age == 0) {
                *connection = (struct small){.sent = 0};
                if (end != UINT64_MAX) continue;  // none begin any more, those open go on
                connection->script = always ? *always : pick();
                make_flow(&connection->flow, index, ipv6, 64, 16);
                connection->next[0] = (uint32_t)next_random();
                connection->next[1] = (uint32_t)next_random();
                facts.connections++;
            }
            if (connection->sent < connection->script.length) send_next(connection, round * 1000000 / rate + age);
        }
    }
    free(ring);
}

int main(int count, char **arguments) {
    const char *mode = count > 2 ? arguments[1] : "";
    uint64_t seed = argument(count, arguments, "seed", 1);
    seed_random(seed);
    if (strcmp(mode, "web") == 0) {
        begin_capture(arguments[2]);
        write_web(argument(count, arguments, "bytes", 64 << 20), argument(count, arguments, "packets", UINT64_MAX),
                  (unsigned)argument(count, arguments, "at-once", 200), argument(count, arguments, "think", 2000000),
                  argument(count, arguments, "errors", 0));
    } else if (strcmp(mode, "tiny") == 0) {
        begin_capture(arguments[2]);
        write_small(UINT64_MAX, argument(count, arguments, "packets", 1000000), argument(count, arguments, "rate", 800),
                    argument(count, arguments, "wave", 4096), false, NULL);
    } else if (strcmp(mode, "syn") == 0) {
        const struct script pair = {answered, 2, 100};
        begin_capture(arguments[2]);
        write_small(argument(count, arguments, "connections", 100000), UINT64_MAX,
                    argument(count, arguments, "rate", 2000), 40, argument(count, arguments, "ipv6", 0) != 0, &pair);
    } else {
        fputs("usage: generate web|tiny|syn FILE [NAME=VALUE...]\n", stderr);
        return 2;
    }
    end_capture();
    fprintf(stderr,
            "{\"mode\": \"%s\", \"seed\": %" PRIu64 ", \"bytes\": %" PRIu64 ", \"packets\": %" PRIu64
            ", \"connections\": %" PRIu64 ", \"exchanges\": %" PRIu64 ", \"content_bytes\": %" PRIu64
            ", \"contents\": %" PRIu64 ", \"stream_bytes\": %" PRIu64 ", \"lost\": %" PRIu64 ", \"again\": %" PRIu64
            ", \"swapped\": %" PRIu64 ", \"seconds\": %.3f}\n",
            mode, seed, facts.bytes, facts.packets, facts.connections, facts.exchanges, facts.content_bytes, facts.contents,
            facts.stream_bytes, facts.lost, facts.again, facts.swapped, (double)facts.last_time / 1e6);
    return 0;
}
