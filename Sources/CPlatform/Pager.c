#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

/// The end of a pipe whose other end only the pager holds: it is at its end when the pager is. Confined processes may not wait for others.
static int life = -1;

int tcpexplain_start_pager(const char *command, int is_utf8) {
    int input[2], alive[2];
    char columns[16];
    snprintf(columns, sizeof columns, "%d", tcpexplain_terminal_width(1));
    /* An empty value says nothing, as everywhere else. */
    const char *given = getenv("COLUMNS");
    if (columns[0] != '0') setenv("COLUMNS", columns, given != NULL && given[0] == '\0');
    if (pipe(input) != 0) return -1;
    if (pipe(alive) != 0) {
        close(input[0]);
        close(input[1]);
        return -1;
    }
    pid_t child = fork();
    if (child == 0) {
        dup2(input[0], 0);
        close(input[0]);
        close(input[1]);
        close(alive[0]);
        setenv("LESS", "FRX", 0);
        setenv("LV", "-c", 0);
        /* less asks the C library, which knows nothing of a locale that is not installed, and would show bytes as <E8>. */
        if (is_utf8) setenv("LESSCHARSET", "utf-8", 0);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    close(input[0]);
    close(alive[1]);
    if (child > 0) {
        signal(SIGINT, SIG_IGN);
        dup2(input[1], 1);
        if (isatty(2)) dup2(input[1], 2);
        fcntl(alive[0], F_SETFD, FD_CLOEXEC);
        life = alive[0];
    } else {
        close(alive[0]);
    }
    close(input[1]);
    return child > 0 ? 0 : -1;
}

void tcpexplain_finish_pager(void) {
    char nothing;
    close(1);
    close(2);
    while (read(life, &nothing, 1) > 0 || errno == EINTR) errno = 0;
}

static volatile sig_atomic_t resized;

static void note_resize(int signal) {
    (void)signal;
    resized = 1;
}

void tcpexplain_catch_resize(void) {
    struct sigaction action = {0};
    action.sa_handler = note_resize;
    sigemptyset(&action.sa_mask);
    sigaction(SIGWINCH, &action, NULL);
}

int tcpexplain_was_resized(void) {
    int was = resized;
    resized = 0;
    return was;
}
