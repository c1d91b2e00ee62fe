#include "CVersion.h"

#ifndef TCPEXPLAIN_COMMIT
#define TCPEXPLAIN_COMMIT ""
#endif

const char *tcpexplain_commit(void) { return TCPEXPLAIN_COMMIT; }
