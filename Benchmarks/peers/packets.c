#include "packets.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct facts facts;

enum { ETHERNET = 14, RECORD = 16, LARGEST = 65536, CLIENT_MAC = 0x0a, SERVER_MAC = 0x0b };

static const uint32_t first_second = 1767225600;  // 2026-01-01 00:00:00 UTC

static uint64_t random_state;
static uint8_t buffer[1 << 20];
static size_t used;
static int output;

void seed_random(uint64_t seed) { random_state = seed; }

uint64_t next_random(void) {
    uint64_t value = random_state += 0x9e3779b97f4a7c15;
    value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9;
    value = (value ^ value >> 27) * 0x94d049bb133111eb;
    return value ^ value >> 31;
}

// Multiplying by an odd number maps that many bits onto themselves one to one, and has neighbours in time be no neighbours in
// a table. The upper ones become the address, 15 the port.
void make_flow(struct flow *flow, uint64_t index, bool ipv6, unsigned servers, unsigned client_bits) {
    uint32_t mixed = (uint32_t)(index * 0x9e3779b1) & ((1u << (15 + client_bits)) - 1);
    uint16_t client = (uint16_t)(mixed >> 15);
    uint8_t server = (uint8_t)(1 + index % servers);
    *flow = (struct flow){.ipv6 = ipv6, .port = {(uint16_t)(0x8000 | (mixed & 0x7fff)), 80}};
    for (int side = 0; side < 2; side++) flow->identification[side] = (uint16_t)next_random();
    if (ipv6) {
        static const uint8_t prefix[8] = {0x20, 0x01, 0x0d, 0xb8};
        memcpy(flow->address[0], prefix, sizeof prefix);
        memcpy(flow->address[1], prefix, sizeof prefix);
        flow->address[0][7] = 1;
        put16(flow->address[0] + 14, client);
        flow->address[1][15] = server;
    } else {
        flow->address[0][0] = 10;
        flow->address[0][1] = 1;
        put16(flow->address[0] + 2, client);
        memcpy(flow->address[1], (uint8_t[]){203, 0, 113, server}, 4);
    }
}

// The sum of RFC 1071 over native 32-bit words; folded, it is the sum over 16-bit words in the same byte order.
static uint64_t sum(const uint8_t *bytes, size_t length, uint64_t start) {
    uint64_t total = start;
    for (; length >= 4; bytes += 4, length -= 4) {
        uint32_t word;
        memcpy(&word, bytes, 4);
        total += word;
    }
    uint32_t rest = 0;
    memcpy(&rest, bytes, length);
    return total + rest;
}

static void put_checksum(uint8_t *at, uint64_t total) {
    while (total >> 16) total = (total & 0xffff) + (total >> 16);
    uint16_t checksum = (uint16_t)~total;
    memcpy(at, &checksum, 2);
}

static void flush(void) {
    for (size_t written = 0; written < used;) {
        ssize_t count = write(output, buffer + written, used - written);
        if (count < 0) {
            perror("generate: write");
            exit(2);
        }
        written += (size_t)count;
    }
    used = 0;
}

void begin_capture(const char *path) {
    output = strcmp(path, "-") == 0 ? STDOUT_FILENO : open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (output < 0) {
        perror(path);
        exit(2);
    }
    // In this machine's byte order, as the format allows: magic, version 2.4, zone, accuracy, snap length, Ethernet.
    const uint32_t header[6] = {0xa1b2c3d4, 0, 0, 0, 262144, 1};
    memcpy(buffer, header, sizeof header);
    memcpy(buffer + 4, (uint16_t[]){2, 4}, 4);
    facts.bytes = used = sizeof header;
}

void end_capture(void) {
    flush();
    if (close(output) != 0) {
        perror("generate: close");
        exit(2);
    }
}

static size_t put_ipv4(uint8_t *ip, struct flow *flow, int from, size_t length) {
    memcpy(ip, (uint8_t[]){0x45, 0, 0, 0, 0, 0, 0x40, 0, 64, 6, 0, 0}, 12);  // don't fragment, 64 hops, TCP
    put16(ip + 2, (uint32_t)(20 + length));
    put16(ip + 4, flow->identification[from]++);
    memcpy(ip + 12, flow->address[from], 4);
    memcpy(ip + 16, flow->address[1 - from], 4);
    put_checksum(ip + 10, sum(ip, 20, 0));
    return 20;
}

static size_t put_ipv6(uint8_t *ip, const struct flow *flow, int from, size_t length) {
    memcpy(ip, (uint8_t[]){0x60, 0, 0, 0, 0, 0, 6, 64}, 8);
    put16(ip + 4, (uint32_t)length);
    memcpy(ip + 8, flow->address[from], 16);
    memcpy(ip + 24, flow->address[1 - from], 16);
    return 40;
}

static void put_tcp(uint8_t *tcp, const struct flow *flow, int from, const struct segment *segment) {
    size_t header = 20 + segment->options_length;
    put16(tcp, flow->port[from]);
    put16(tcp + 2, flow->port[1 - from]);
    put32(tcp + 4, segment->seq);
    put32(tcp + 8, segment->flags & ACK ? segment->ack : 0);
    tcp[12] = (uint8_t)(header / 4 << 4);
    tcp[13] = segment->flags;
    put16(tcp + 14, segment->window);
    memset(tcp + 16, 0, 4);
    if (segment->options_length) memcpy(tcp + 20, segment->options, segment->options_length);
    if (segment->payload_length) memcpy(tcp + header, segment->payload, segment->payload_length);
}

void write_segment(uint64_t time, struct flow *flow, int from, const struct segment *segment) {
    if (sizeof buffer - used < LARGEST) flush();
    size_t tcp_length = 20 + segment->options_length + segment->payload_length;
    uint8_t *record = buffer + used;
    uint8_t *ethernet = record + RECORD;
    uint8_t *ip = ethernet + ETHERNET;

    memcpy(ethernet, (uint8_t[]){2, 0, 0, 0, 0, from ? CLIENT_MAC : SERVER_MAC}, 6);
    memcpy(ethernet + 6, (uint8_t[]){2, 0, 0, 0, 0, from ? SERVER_MAC : CLIENT_MAC}, 6);
    put16(ethernet + 12, flow->ipv6 ? 0x86dd : 0x0800);
    size_t ip_length = flow->ipv6 ? put_ipv6(ip, flow, from, tcp_length) : put_ipv4(ip, flow, from, tcp_length);
    uint8_t *tcp = ip + ip_length;
    put_tcp(tcp, flow, from, segment);

    size_t address = flow->ipv6 ? 16 : 4;
    uint8_t pseudo[4] = {0, 6};  // protocol and length, behind the two addresses
    put16(pseudo + 2, (uint32_t)tcp_length);
    uint64_t total = sum(pseudo, 4, sum(ip + ip_length - 2 * address, 2 * address, 0));
    put_checksum(tcp + 16, sum(tcp, tcp_length, total));

    uint32_t length = (uint32_t)(ETHERNET + ip_length + tcp_length);
    const uint32_t head[4] = {first_second + (uint32_t)(time / 1000000), (uint32_t)(time % 1000000), length, length};
    memcpy(record, head, sizeof head);
    used += RECORD + length;
    facts.packets++;
    facts.bytes += RECORD + length;
    facts.last_time = time;
}
