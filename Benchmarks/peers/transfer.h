// One TCP connection of the web capture, and how a message crosses it.
#ifndef TRANSFER_H
#define TRANSFER_H

#include "packets.h"

enum { CLIENT, SERVER };
enum { LARGEST_WINDOW = 32 };  // segments

// A data segment between the sender and the receiver.
struct flying {
    uint32_t offset, length, timestamp;
    bool lost, again;
};

struct side {
    uint32_t next;  // sequence number of the next byte
    uint32_t clock;  // the timestamp option's value at the beginning, in ms
    uint32_t echo;  // the other side's timestamp, to be sent back
};

struct connection {
    uint64_t now;  // when its next packet passes the capturing machine
    uint32_t step, exchanges_left, round_trip;
    bool server_closes, head_only, exchanged;
    struct flow flow;
    struct side sides[2];

    // The message on its way.
    uint8_t *message;
    size_t length, room;
    int sender;
    uint32_t sent, received;  // bytes; received without a gap
    uint32_t window, in_flight, oldest;
    struct flying flight[LARGEST_WINDOW + 1];
    uint32_t unacknowledged, duplicates;  // segments
    bool hole;  // something was lost, one segment at a time
    struct flying missing;
    bool resend_due, resent;
    bool overtaken;  // `missing` is written right behind the segment that follows it
};

// One packet without data.
void send_bare(struct connection *connection, int from, uint8_t flags);

// `begin_message`, then `transfer` until it returns false, which is when the receiver has everything, then `end_message`.
// Each `transfer` writes one packet at most and moves `now` on: other connections may come in between.
void begin_message(struct connection *connection, int sender);
bool transfer(struct connection *connection);
void end_message(struct connection *connection);

#endif
