// What Swift cannot say, a few lines each.
#ifndef TCPEXPLAIN_CSHIMS_H
#define TCPEXPLAIN_CSHIMS_H

#include <stdbool.h>
#include <stdio.h>
#include <stddef.h>
#include <stdint.h>

/// Reads up to `size` bytes into `buffer`; 0 at the end, -1 with errno set on an error.
typedef long (*tcpexplain_read_function)(void *context, char *buffer, size_t size);

/// A read-only FILE whose bytes come from `read`: fopencookie on Linux, funopen elsewhere.
/// libpcap reads pcap files from a FILE only. The buffer is ours and large, because glibc ignores
/// the size given to setvbuf with a null buffer. It must outlive the FILE.
FILE *tcpexplain_open_reader(void *context, tcpexplain_read_function read, char *buffer, size_t size);

/// The width in columns of the terminal behind `descriptor`, or 0 where there is none. (ioctl is variadic, which Swift cannot call.)
int tcpexplain_terminal_width(int descriptor);
/// Its height in lines, likewise.
int tcpexplain_terminal_height(int descriptor);
/// Whether standard output shows the alternate screen. While it does, SIGTSTP (Ctrl-Z) leaves it before the process stops, and enters it
/// when it goes on.
void tcpexplain_use_screen(int uses);
/// Leaves the alternate screen, if there is one, at once: for a signal handler, before the process ends.
void tcpexplain_abandon_screen(void);

/// From here on SIGINT, SIGTERM and SIGHUP (unless ignored) end nothing by themselves: each makes the returned descriptor readable.
/// One that comes a second after another ends the process, however long the reader of its output stands still. SIGPIPE is ignored.
/// -1 with errno set on an error.
int tcpexplain_catch_signals(void);
/// Whether one of them came.
int tcpexplain_was_interrupted(void);

/// Whether an interface is up: 1 or 0, -1 where that cannot be told (as of `any`).
int tcpexplain_interface_is_up(const char *name);

/// Gives up every privilege: becomes the user and group, keeps no capability, and can gain none by running a program.
/// With `uid` 0 only the capabilities go. 0, or -1 with errno set; then nothing may be captured.
int tcpexplain_drop_privileges(const char *user, unsigned uid, unsigned gid);

/// Fences the process in (Landlock): from here on no file can be opened but those beneath the folders whose descriptors are given.
/// 1 if the fence stands, 0 where the kernel has none.
int tcpexplain_fence(const int *folders, int count);

/// The sum of the bytes as 32-bit words in the machine's byte order, the last one filled up with zeros: folded to 16 bits it is the
/// ones' complement sum of RFC 1071 in that order.
/// Asks for so many bytes from `start` on to be fetched into the cache.
void tcpexplain_prefetch(const void *start, long bytes);

uint64_t tcpexplain_checksum(const unsigned char *bytes, size_t count);

/// Puts up to `size` bytes into `buffer`; 0 at the end, after which it is not called again.
typedef size_t (*tcpexplain_fill)(void *context, void *buffer, size_t size);
struct tcpexplain_ahead;

/// Starts a thread that calls `fill`, up to `blocks` blocks ahead of the reader. Signals are blocked on it. NULL where no thread or
/// memory is to be had.
struct tcpexplain_ahead *tcpexplain_ahead_start(size_t block, unsigned blocks, tcpexplain_fill fill, void *context);
/// Waits for the next block, and lends it; `gives_back` says that the block lent before is done with. NULL and a count of 0 at the end.
const void *tcpexplain_ahead_next(struct tcpexplain_ahead *ahead, bool gives_back, size_t *count);
/// Stops the thread, waits for it, and frees everything.
void tcpexplain_ahead_stop(struct tcpexplain_ahead *ahead);

#endif
