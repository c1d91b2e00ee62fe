#include "CGenerator.h"

// One unit with the generator's own sources, which are no target of this package.
#include "packets.c"
#include "transfer.c"
#include "web.c"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { SEED = 1, SEGMENT = 1448 };

static const uint8_t offered[] = {2, 4, 5, 180, 4, 2, 1, 3, 3, 7, 1, 1};  // MSS 1460, SACK, window scale 7

static void begin(const char *path) {
    facts = (struct facts){0};
    seed_random(SEED);
    begin_capture(path);
}

void generate_web(const char *path, uint64_t bytes) {
    begin(path);
    write_web(bytes, UINT64_MAX, 200, 2000000, 0);
    end_capture();
}

// What one end sends next on a connection that loses nothing.
struct talk {
    struct flow flow;
    uint64_t time;
    uint32_t next[2];
};

static void say(struct talk *talk, int from, uint8_t flags, const void *payload, size_t length) {
    struct segment segment = {
        .seq = talk->next[from],
        .ack = flags & ACK ? talk->next[1 - from] : 0,
        .flags = flags,
        .window = 64240,
        .options = offered,
        .options_length = flags & SYN ? sizeof offered : 0,
        .payload = payload,
        .payload_length = length,
    };
    write_segment(talk->time++, &talk->flow, from, &segment);
    talk->next[from] += (uint32_t)length + (flags & SYN ? 1 : 0);
}

static void say_text(struct talk *talk, int from, const char *text) { say(talk, from, PSH | ACK, text, strlen(text)); }

static struct talk call(uint64_t index, uint64_t time, bool ipv6) {
    struct talk talk = {.time = time, .next = {(uint32_t)next_random(), (uint32_t)next_random()}};
    make_flow(&talk.flow, index, ipv6, 64, 16);
    say(&talk, CLIENT, SYN, NULL, 0);
    say(&talk, SERVER, SYN | ACK, NULL, 0);
    return talk;
}

static const char request[] = "GET /content HTTP/1.1\r\nHost: server.example\r\nUser-Agent: stages\r\nAccept: */*\r\n\r\n";

void generate_connections(const char *path, uint64_t count, bool ipv6, bool exchange) {
    begin(path);
    for (uint64_t i = 0; i < count; i++) {
        struct talk talk = call(i, i * 100, ipv6);
        if (!exchange) continue;
        say(&talk, CLIENT, ACK, NULL, 0);
        say_text(&talk, CLIENT, request);
        say(&talk, SERVER, ACK, NULL, 0);
        say_text(&talk, SERVER, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nHello\n");
        say(&talk, CLIENT, ACK, NULL, 0);
    }
    end_capture();
}

void generate_transfer(const char *path, uint64_t segments, bool http) {
    static uint8_t content[SEGMENT];
    begin(path);
    for (size_t i = 0; i < SEGMENT; i++) content[i] = http ? "abcdefghijklmno\n"[i % 16] : (uint8_t)(i % 251 | 0x80);
    struct talk talk = call(0, 0, false);
    say(&talk, CLIENT, ACK, NULL, 0);
    if (http) {
        char head[128];
        // More is promised than comes: the message does not end.
        snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Length: %" PRIu64 "\r\n\r\n", (segments + 1) * SEGMENT);
        say_text(&talk, CLIENT, request);
        say_text(&talk, SERVER, head);
    } else {
        say(&talk, CLIENT, PSH | ACK, content, 80);
        say(&talk, SERVER, PSH | ACK, content, 80);
    }
    for (uint64_t i = 0; i < segments; i++) {
        say(&talk, SERVER, ACK, content, SEGMENT);
        if (i % 2 == 1) say(&talk, CLIENT, ACK, NULL, 0);
    }
    end_capture();
}
