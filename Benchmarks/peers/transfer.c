// TCP as it is spoken: windows that open and close, acknowledgments of every second segment, lost segments with duplicate
// acknowledgments and SACK, fast retransmissions and time-outs, and segments that a network path reorders.
#include "transfer.h"

#include <string.h>

enum { MSS = 1448 };

// Chances of a segment in a thousand. While a loss is being repaired no other segment of that message is lost or overtaken,
// so that these give 1 % of segments sent again and 0.5 % out of order.
enum { LOST = 13, OVERTAKEN = 14 };

static uint32_t timestamp(const struct connection *connection, int from) {
    return connection->sides[from].clock + (uint32_t)(connection->now / 1000);
}

static void send_packet(struct connection *connection, int from, uint8_t flags, uint32_t offset, uint32_t length,
                        const struct flying *sack) {
    struct side *side = &connection->sides[from];
    uint8_t options[40];
    size_t used = 0;
    if (flags & SYN) {
        memcpy(options, (uint8_t[]){2, 4, 5, 180, 4, 2}, 6);  // MSS 1460, SACK permitted
        used = 6;
    } else {
        options[used++] = 1;
        options[used++] = 1;
    }
    options[used++] = 8;
    options[used++] = 10;
    put32(options + used, timestamp(connection, from));
    put32(options + used + 4, flags & ACK ? side->echo : 0);
    used += 8;
    uint32_t acknowledged = connection->sides[1 - from].next;
    if (flags & SYN) {
        memcpy(options + used, (uint8_t[]){1, 3, 3, 7}, 4);  // window scale
        used += 4;
    } else if (from != connection->sender) {
        acknowledged += connection->received;
    }
    if (sack) {
        memcpy(options + used, (uint8_t[]){1, 1, 5, 10}, 4);
        put32(options + used + 4, connection->sides[1 - from].next + sack->offset);
        put32(options + used + 8, connection->sides[1 - from].next + sack->offset + sack->length);
        used += 12;
    }
    struct segment segment = {
        .seq = side->next + offset,
        .ack = acknowledged,
        .flags = flags,
        .window = flags & SYN ? 64240 : 502,
        .options = options,
        .options_length = used,
        .payload = length ? connection->message + offset : NULL,
        .payload_length = length,
    };
    write_segment(connection->now, &connection->flow, from, &segment);
    if (flags & (SYN | FIN)) side->next++;
    // All but data arrives before the other end sends anything; data arrives in receive().
    if (!length && !sack) connection->sides[1 - from].echo = timestamp(connection, from);
}

static uint8_t data_flags(const struct connection *connection, uint32_t offset, uint32_t length) {
    return offset + length == connection->length ? PSH | ACK : ACK;
}

static void put_in_flight(struct connection *connection, const struct flying *segment) {
    connection->flight[(connection->oldest + connection->in_flight++) % (LARGEST_WINDOW + 1)] = *segment;
}

static void write_data(struct connection *connection, const struct flying *segment) {
    uint8_t flags = data_flags(connection, segment->offset, segment->length);
    send_packet(connection, connection->sender, flags, segment->offset, segment->length, NULL);
    connection->now += between(12, 40);
}

static struct flying next_segment(const struct connection *connection) {
    uint32_t left = (uint32_t)connection->length - connection->sent;
    return (struct flying){
        .offset = connection->sent,
        .length = left < MSS ? left : MSS,
        .timestamp = timestamp(connection, connection->sender),
    };
}

// Holds the next segment back until the one behind it has been written, if there is one and the window has room for both.
static void overtake(struct connection *connection) {
    struct flying segment = next_segment(connection);
    bool follows = connection->sent + segment.length < connection->length && connection->in_flight + 1 < connection->window;
    if (connection->hole || !follows || !happens_in_thousand(OVERTAKEN)) return;
    connection->hole = connection->overtaken = true;
    connection->resent = true;  // the one duplicate acknowledgment repeats nothing
    connection->missing = segment;
    connection->sent += segment.length;
    facts.swapped++;
}

// The segment that was held back arrives as one that was sent again does: it fills the hole.
static void send_overtaken(struct connection *connection) {
    struct flying segment = connection->missing;
    segment.again = true;
    connection->overtaken = false;
    put_in_flight(connection, &segment);
    write_data(connection, &segment);
}

// The sender sends a segment. Of those that are lost, half are lost before they pass us. Nothing more is lost until the
// receiver has it.
static void send_data(struct connection *connection) {
    overtake(connection);
    struct flying segment = next_segment(connection);
    segment.lost = !connection->hole && happens_in_thousand(LOST);
    bool seen = true;
    if (segment.lost) {
        connection->hole = true;
        connection->resent = connection->resend_due = false;
        connection->missing = segment;
        facts.lost++;
        seen = happens(50);
    }
    connection->sent += segment.length;
    put_in_flight(connection, &segment);
    if (seen) write_data(connection, &segment);
    else connection->now += between(12, 40);
}

static void send_again(struct connection *connection) {
    struct flying segment = connection->missing;
    segment.again = true;
    segment.lost = false;
    segment.timestamp = timestamp(connection, connection->sender);
    connection->resent = true;
    connection->resend_due = false;
    connection->window = connection->window > 8 ? connection->window / 2 : 4;
    put_in_flight(connection, &segment);
    write_data(connection, &segment);
    facts.again++;
}

// The receiver takes the oldest segment in flight.
static void receive(struct connection *connection) {
    struct flying segment = connection->flight[connection->oldest];
    connection->oldest = (connection->oldest + 1) % (LARGEST_WINDOW + 1);
    connection->in_flight--;
    if (segment.lost) return;
    int receiver = 1 - connection->sender;
    bool last = segment.offset + segment.length == connection->length;
    if (segment.again) {
        // Everything behind the hole has been kept: sent bytes that are still in flight come afterwards.
        uint32_t kept = connection->in_flight ? connection->flight[connection->oldest].offset : connection->sent;
        connection->received = kept;
        connection->hole = false;
        connection->sides[receiver].echo = segment.timestamp;
        connection->unacknowledged = 2;
    } else if (segment.offset != connection->received) {
        // Early: a duplicate acknowledgment at once, with what is held behind the hole.
        uint32_t begin = connection->missing.offset + connection->missing.length;
        struct flying held = {.offset = begin, .length = segment.offset + segment.length - begin};
        send_packet(connection, receiver, ACK, 0, 0, &held);
        connection->now += connection->round_trip / LARGEST_WINDOW;
        if (++connection->duplicates == 3 && !connection->resent) connection->resend_due = true;
        return;
    } else {
        connection->received += segment.length;
        connection->sides[receiver].echo = segment.timestamp;
        connection->unacknowledged++;
    }
    connection->duplicates = 0;
    // A request that is answered at once is often acknowledged by the answer.
    if (last && !connection->hole && connection->sender == CLIENT && happens(50)) return;
    if (connection->unacknowledged < 2 && connection->in_flight) return;
    connection->unacknowledged = 0;
    send_packet(connection, receiver, ACK, 0, 0, NULL);
    if (connection->window < LARGEST_WINDOW) connection->window++;
    connection->now += 2 * connection->round_trip / connection->window;
}

bool transfer(struct connection *connection) {
    if (connection->resend_due) {
        send_again(connection);
    } else if (connection->overtaken) {
        send_overtaken(connection);
    } else if (connection->in_flight < connection->window && connection->sent < connection->length) {
        send_data(connection);
    } else if (connection->in_flight) {
        receive(connection);
    } else if (connection->hole) {
        connection->now += 200000 + connection->round_trip;  // the retransmission time-out
        connection->resend_due = true;
    } else {
        return false;
    }
    return true;
}

void send_bare(struct connection *connection, int from, uint8_t flags) { send_packet(connection, from, flags, 0, 0, NULL); }

void begin_message(struct connection *connection, int sender) {
    connection->sender = sender;
    connection->sent = connection->received = 0;
    connection->in_flight = connection->oldest = 0;
    connection->unacknowledged = connection->duplicates = 0;
    connection->hole = connection->resend_due = connection->overtaken = false;
}

void end_message(struct connection *connection) {
    connection->sides[connection->sender].next += (uint32_t)connection->length;
    connection->received = 0;
    facts.stream_bytes += connection->length;
}
