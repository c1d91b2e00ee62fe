// HTTP/1.1 on kept-alive connections, many at once: the messages, and what happens on a connection from SYN to last ACK.
#include "transfer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD_ROOM = 1024, NOISE = 1 << 20 };

static uint8_t noise[NOISE];  // the first half is text, the second is not
static uint64_t wanted_bytes, longest_think, errors_in_thousand;

static uint8_t *room_for(struct connection *connection, size_t content) {
    if (connection->room < content + content / 16 + 2 * HEAD_ROOM) {
        connection->room = content + content / 16 + 2 * HEAD_ROOM;
        connection->message = realloc(connection->message, connection->room);
        if (!connection->message) exit(2);
    }
    return connection->message;
}

// Puts content behind the head, whole or in chunks of up to 16 KB.
static void put_content(struct connection *connection, size_t content, bool text, bool chunked) {
    const uint8_t *half = noise + (text ? 0 : NOISE / 2);
    for (size_t left = content; left;) {
        size_t piece = chunked ? between(200, 16384) : left;
        if (piece > left) piece = left;
        if (chunked) {
            connection->length += (size_t)sprintf((char *)connection->message + connection->length, "%zx\r\n", piece);
        }
        for (size_t copied = 0; copied < piece;) {
            size_t from = between(0, NOISE / 4), count = piece - copied < NOISE / 4 ? piece - copied : NOISE / 4;
            memcpy(connection->message + connection->length, half + from, count);
            connection->length += count;
            copied += count;
        }
        if (chunked) connection->length += (size_t)sprintf((char *)connection->message + connection->length, "\r\n");
        left -= piece;
    }
    if (chunked) connection->length += (size_t)sprintf((char *)connection->message + connection->length, "0\r\n\r\n");
    facts.content_bytes += content;
    facts.contents += content > 0;
}

static const char *const kinds[] = {  // the first three are text
    "text/html; charset=utf-8", "application/json", "text/css", "image/jpeg", "application/octet-stream",
};

static void make_request(struct connection *connection) {
    unsigned roll = (unsigned)between(1, 100);
    bool post = roll > 86, chunked = roll > 97;
    size_t content = post ? between(20, happens(80) ? 2000 : 40000) : 0;
    char framing[96] = "";
    uint64_t page = between(1, 99999), part = between(1, 99), session = next_random();  // C leaves the order of arguments open
    connection->head_only = roll <= 3;
    if (chunked) strcpy(framing, "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n");
    else if (post) sprintf(framing, "Content-Type: application/json\r\nContent-Length: %zu\r\n", content);
    connection->length = (size_t)sprintf(
        (char *)room_for(connection, content),
        "%s /%s/%" PRIu64 ".html?page=%" PRIu64 " HTTP/1.1\r\nHost: www%u.example\r\n"
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\nAccept: */*\r\n"
        "Accept-Language: en-GB,en;q=0.7\r\nCookie: session=%016" PRIx64 "\r\n%s%s\r\n",
        connection->head_only ? "HEAD" : post ? "POST" : "GET", post ? "forms" : "articles", page, part,
        connection->flow.address[1][connection->flow.ipv6 ? 15 : 3], session, framing,
        connection->exchanges_left == 1 && connection->server_closes ? "Connection: close\r\n" : "");
    put_content(connection, content, true, chunked);
}

// Sizes as a site has them: many small answers, and most of the bytes in few large ones. About 24 KB on average.
static size_t content_size(void) {
    unsigned roll = (unsigned)between(1, 1000);
    if (roll <= 450) return between(60, 4000);
    if (roll <= 800) return between(4000, 24000);
    if (roll <= 970) return between(24000, 90000);
    return between(90000, 640000);
}

static void make_response(struct connection *connection) {
    unsigned roll = (unsigned)between(1, 100), kind = (unsigned)between(0, 4);
    const char *status = roll <= 7 ? "304 Not Modified" : roll <= 10 ? "404 Not Found" : "200 OK";
    bool has_content = roll > 7, chunked = roll > 82;
    size_t content = has_content ? roll <= 10 ? between(100, 600) : content_size() : 0;
    uint64_t tag = next_random(), age = between(0, 86400);
    // Drawn from the tag, so that nothing else is another with them.
    if (roll > 10 && tag % 1000 < errors_in_thousand) status = "503 Service Unavailable";
    char framing[96] = "";
    if (has_content && chunked) sprintf(framing, "Content-Type: %s\r\nTransfer-Encoding: chunked\r\n", kinds[kind]);
    else if (has_content) sprintf(framing, "Content-Type: %s\r\nContent-Length: %zu\r\n", kinds[kind], content);
    connection->length = (size_t)sprintf(
        (char *)room_for(connection, content),
        "HTTP/1.1 %s\r\nServer: nginx\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nETag: \"%016" PRIx64 "\"\r\n"
        "Cache-Control: max-age=%" PRIu64 "\r\nVary: Accept-Encoding\r\n%s%s\r\n",
        status, tag, age, framing,
        connection->exchanges_left == 1 && connection->server_closes ? "Connection: close\r\n" : "Connection: keep-alive\r\n");
    if (has_content && !connection->head_only) put_content(connection, content, kind < 3, chunked);
    facts.exchanges++;
}

static void open_connection(struct connection *connection, uint64_t now) {
    uint8_t *message = connection->message;
    size_t room = connection->room;
    *connection = (struct connection){.now = now, .message = message, .room = room, .window = 10};
    connection->exchanges_left = (uint32_t)between(1, 8);
    connection->round_trip = (uint32_t)between(2000, 60000);
    connection->server_closes = happens(40);
    // 256 clients, as a site's network has them: tcpdump keeps addresses that begin alike in one list, and would look through
    // thousands for each packet. Two fifths of them speak IPv6.
    make_flow(&connection->flow, facts.connections++, happens(40), 8, 8);
    for (int side = 0; side < 2; side++) {
        connection->sides[side] = (struct side){.next = (uint32_t)next_random(), .clock = (uint32_t)next_random()};
    }
}

// Does what comes next on a connection. Returns false once it is closed.
static bool advance(struct connection *connection) {
    enum { SEND_SYN, ANSWER_SYN, OPENED, ASK, ASKING, ANSWER, ANSWERING, CLOSE, ANSWER_FIN, SEND_FIN, LAST_ACK };
    int closer = connection->server_closes ? SERVER : CLIENT;
    uint32_t round_trip = connection->round_trip;
    switch (connection->step++) {
    case SEND_SYN:
        send_bare(connection, CLIENT, SYN);
        connection->now += round_trip;
        break;
    case ANSWER_SYN:
        send_bare(connection, SERVER, SYN | ACK);
        connection->now += between(40, 200);
        break;
    case OPENED:
        send_bare(connection, CLIENT, ACK);
        connection->now += between(20, 400);
        break;
    case ASK:
        if (facts.bytes >= wanted_bytes && connection->exchanged) {
            connection->step = CLOSE;
            break;
        }
        make_request(connection);
        begin_message(connection, CLIENT);
        break;
    case ANSWER:
        make_response(connection);
        begin_message(connection, SERVER);
        break;
    case ASKING:
    case ANSWERING:
        if (transfer(connection)) {
            connection->step--;
            break;
        }
        end_message(connection);
        if (connection->sender == CLIENT) {
            connection->now += between(500, 30000);
            break;
        }
        connection->now += between(100, longest_think);
        connection->exchanged = true;
        if (--connection->exchanges_left) connection->step = ASK;
        break;
    case CLOSE:
        send_bare(connection, closer, FIN | ACK);
        connection->now += round_trip / 2;
        break;
    case ANSWER_FIN:
        if (happens(50)) {
            send_bare(connection, 1 - closer, ACK);
            connection->now += between(20, 20000);
            break;
        }
        connection->step++;  // the FIN comes with the acknowledgment
        // fall through
    case SEND_FIN:
        send_bare(connection, 1 - closer, FIN | ACK);
        connection->now += round_trip / 2;
        break;
    case LAST_ACK:
        send_bare(connection, closer, ACK);
        return false;
    }
    return true;
}

// Restores the order of a heap, the earliest connection first, of which only the first may be out of place.
static void sift_down(struct connection **heap, size_t count) {
    for (size_t parent = 0;;) {
        size_t child = 2 * parent + 1;
        if (child + 1 < count && heap[child + 1]->now < heap[child]->now) child++;
        if (child >= count || heap[parent]->now <= heap[child]->now) return;
        struct connection *moved = heap[parent];
        heap[parent] = heap[child];
        heap[child] = moved;
        parent = child;
    }
}

void write_web(uint64_t bytes, uint64_t packets, unsigned at_once, uint64_t think, uint64_t errors) {
    errors_in_thousand = errors;
    wanted_bytes = bytes;
    longest_think = think < 100 ? 100 : think;
    for (size_t i = 0; i < NOISE; i++) {
        uint64_t random = next_random();
        noise[i] = i < NOISE / 2 ? (uint8_t)("etaoin shrdlu\n"[random % 14]) : (uint8_t)random;
    }
    struct connection *connections = calloc(at_once, sizeof *connections);
    struct connection **heap = calloc(at_once, sizeof *heap);
    if (!connections || !heap) exit(2);
    for (unsigned i = 0; i < at_once; i++) {
        heap[i] = &connections[i];
        open_connection(heap[i], longest_think * i / at_once);  // in order, which is a heap
    }
    for (size_t count = at_once; count && facts.packets < packets;) {
        struct connection *first = heap[0];
        if (!advance(first)) {
            if (facts.bytes < wanted_bytes) {
                open_connection(first, first->now + between(1000, longest_think / 4 + 1000));
            } else {
                heap[0] = heap[--count];
            }
        }
        sift_down(heap, count);
    }
    for (unsigned i = 0; i < at_once; i++) free(connections[i].message);
    free(heap);
    free(connections);
}
