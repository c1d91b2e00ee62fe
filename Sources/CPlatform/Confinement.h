// What confines a process, shared by the one that parses and the one that makes files.
#ifndef TCPEXPLAIN_CONFINEMENT_H
#define TCPEXPLAIN_CONFINEMENT_H

#include "CPlatform.h"

#include <stdbool.h>
#include <stdint.h>

/// A folder, and what Landlock still allows beneath it: LANDLOCK_ACCESS_FS_* bits.
struct tcpexplain_landlock_rule {
    int folder;
    uint64_t rights;
};

// Of linux/landlock.h, whose older editions lack some of them.
#define TCPEXPLAIN_FS_WRITE_FILE (UINT64_C(1) << 1)
#define TCPEXPLAIN_FS_READ_FILE (UINT64_C(1) << 2)
#define TCPEXPLAIN_FS_READ_DIR (UINT64_C(1) << 3)
#define TCPEXPLAIN_FS_REMOVE_DIR (UINT64_C(1) << 4)
#define TCPEXPLAIN_FS_REMOVE_FILE (UINT64_C(1) << 5)
#define TCPEXPLAIN_FS_MAKE_REG (UINT64_C(1) << 8)
#define TCPEXPLAIN_FS_TRUNCATE (UINT64_C(1) << 14)

/// Whether Landlock and seccomp are wanted: not with TCPEXPLAIN_SANDBOX=off, and not under a sanitizer, whose runtime makes calls of its own.
bool tcpexplain_is_confinement_wanted(void);
/// Landlock, as far as the kernel has it: no file but by the rules, no TCP port, no abstract socket, no signal to others.
/// 0, TCPEXPLAIN_NO_LANDLOCK, or minus an error number.
int tcpexplain_landlock(const struct tcpexplain_landlock_rule *rules, int count);
/// From here on any system call but those in the lists, and what `needs` takes (NULL where no capture is read), kills the process. Each
/// list ends with -1. 0, TCPEXPLAIN_NO_SECCOMP, or minus an error number.
int tcpexplain_seccomp(const int *const lists[], int count, const struct tcpexplain_needs *needs);
/// Lowers a limit (RLIMIT_*) for good.
void tcpexplain_limit(int resource, uint64_t most);

/// What every C program's memory, signals, clock and exit take; and reading and writing.
extern const int tcpexplain_basic_calls[];

#endif
