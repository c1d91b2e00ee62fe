#include "CPlatform.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Builds for tests count at the end what was covered, or leaked. */
#if defined(DEBUG)
#define ENDS_WITH_REPORTS
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define ENDS_WITH_REPORTS
#endif
#endif

void tcpexplain_exit(int status) {
    (void)fflush(NULL);
#ifdef ENDS_WITH_REPORTS
    exit(status);
#else
    _exit(status);
#endif
}
