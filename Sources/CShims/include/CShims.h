// What Swift cannot say, a few lines each.
#ifndef TCPEXPLAIN_CSHIMS_H
#define TCPEXPLAIN_CSHIMS_H

#include <stdio.h>
#include <stddef.h>

/// Reads up to `size` bytes into `buffer`; 0 at the end, -1 with errno set on an error.
typedef long (*tcpexplain_read_function)(void *context, char *buffer, size_t size);

/// A read-only FILE whose bytes come from `read`: fopencookie on Linux, funopen elsewhere.
/// libpcap reads pcap files from a FILE only. The buffer is ours and large, because glibc ignores
/// the size given to setvbuf with a null buffer. It must outlive the FILE.
FILE *tcpexplain_open_reader(void *context, tcpexplain_read_function read, char *buffer, size_t size);

/// The width in columns of the terminal behind `descriptor`, or 0 where there is none. (ioctl is variadic, which Swift cannot call.)
int tcpexplain_terminal_width(int descriptor);

#endif
