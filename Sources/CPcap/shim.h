// libpcap as it is.
#ifndef TCPEXPLAIN_CPCAP_SHIM_H
#define TCPEXPLAIN_CPCAP_SHIM_H
#include <pcap/pcap.h>
#endif
