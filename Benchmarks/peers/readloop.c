// A floor: libpcap's own reader, looking at nothing. Prints packets and captured bytes.
#include <pcap/pcap.h>

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

int main(int count, char **arguments) {
    char error[PCAP_ERRBUF_SIZE];
    pcap_t *capture = count == 2 ? pcap_open_offline(arguments[1], error) : NULL;
    if (!capture) {
        fprintf(stderr, "readloop: %s\n", count == 2 ? error : "usage: readloop CAPTURE");
        return 2;
    }
    struct pcap_pkthdr *header;
    const unsigned char *bytes;
    uint64_t packets = 0, total = 0;
    int status;
    while ((status = pcap_next_ex(capture, &header, &bytes)) == 1) {
        packets++;
        total += header->caplen;
    }
    if (status != PCAP_ERROR_BREAK) pcap_perror(capture, "readloop");
    pcap_close(capture);
    printf("%" PRIu64 " %" PRIu64 "\n", packets, total);
    return status == PCAP_ERROR_BREAK ? 0 : 3;
}
