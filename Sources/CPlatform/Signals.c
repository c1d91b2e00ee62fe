#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted = 0;
static int wake_up[2] = {-1, -1};

/// When the first one came, in milliseconds.
static volatile int64_t first_signal = 0;
/// It was SIGINT.
static volatile sig_atomic_t was_break = 0;

static int64_t milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void note_signal(int number) {
    int before = errno;
    // timeout(1) sends two at once; someone who presses Ctrl-C again insists.
    int64_t now = milliseconds();
    if (!interrupted) {
        first_signal = now;
        was_break = number == SIGINT;
    } else if (now >= first_signal + 100) {
        tcpexplain_abandon_screen();
        signal(number, SIG_DFL);
        raise(number);
    }
    interrupted = 1;
    if (write(wake_up[1], "", 1) < 0) {
        // The pipe is full: it is readable already.
    }
    errno = before;
}

void tcpexplain_ignore_write_signals(void) {
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

int tcpexplain_catch_signals(void) {
    if (pipe(wake_up) != 0) return -1;
    for (int i = 0; i < 2; i++) {
        fcntl(wake_up[i], F_SETFD, FD_CLOEXEC);
        fcntl(wake_up[i], F_SETFL, O_NONBLOCK);
    }
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = note_signal;
    tcpexplain_ignore_write_signals();
    if (sigaction(SIGINT, &action, NULL) != 0 || sigaction(SIGTERM, &action, NULL) != 0) return -1;
    // Whoever runs us under nohup wants us to stay.
    struct sigaction before;
    if (sigaction(SIGHUP, NULL, &before) != 0 || (before.sa_handler != SIG_IGN && sigaction(SIGHUP, &action, NULL) != 0)) return -1;
    return wake_up[0];
}

int tcpexplain_was_interrupted(void) { return interrupted; }

int64_t tcpexplain_milliseconds_since_break(void) { return interrupted && was_break ? milliseconds() - first_signal : -1; }
