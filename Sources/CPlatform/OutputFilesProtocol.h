// What the process that parses and the one that makes files say to each other.
#ifndef TCPEXPLAIN_OUTPUT_FILES_PROTOCOL_H
#define TCPEXPLAIN_OUTPUT_FILES_PROTOCOL_H

#include "CPlatform.h"

#include <limits.h>

/// Folders at most: one for each output that can be named, and more.
#define TCPEXPLAIN_MOST_FOLDERS 16

enum tcpexplain_operation {
    // Before the first packet.
    TCPEXPLAIN_OPEN_FOLDER = 1,
    TCPEXPLAIN_LOOK,
    TCPEXPLAIN_IS_INSIDE,
    TCPEXPLAIN_OPEN_SPECIAL,
    TCPEXPLAIN_LOCK,
    // At any time.
    TCPEXPLAIN_CREATE,
    TCPEXPLAIN_APPEND,
    TCPEXPLAIN_RENAME,
    TCPEXPLAIN_REMOVE,
};

/// Flags of TCPEXPLAIN_OPEN_FOLDER.
enum { TCPEXPLAIN_MAKES = 1, TCPEXPLAIN_FOLLOWS = 2 };

struct tcpexplain_request {
    int32_t operation;
    int32_t folder;
    /// Flags, a mode, or another folder.
    int32_t flag;
    char name[PATH_MAX];
    char other[256];
};

struct tcpexplain_reply {
    int32_t error;
    int32_t value;
    int32_t flag;
    struct tcpexplain_identity identity;
};

/// Sends all bytes, and a descriptor with them unless it is -1.
bool tcpexplain_files_send(int socket, const void *bytes, size_t count, int descriptor);
/// Receives all bytes, and puts a descriptor that came with them into `descriptor`, else -1. False at the end.
bool tcpexplain_files_receive(int socket, void *bytes, size_t count, int *descriptor);
/// Answers requests until the other end is closed.
_Noreturn void tcpexplain_files_serve(int socket, const struct tcpexplain_user *owner);

#endif
