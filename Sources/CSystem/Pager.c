#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int tcpexplain_start_pager(const char *command) {
    int ends[2];
    char columns[16];
    snprintf(columns, sizeof columns, "%d", tcpexplain_terminal_width(1));
    if (columns[0] != '0') setenv("COLUMNS", columns, 0);
    if (pipe(ends) != 0) return -1;
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[0], 0);
        close(ends[0]);
        close(ends[1]);
        setenv("LESS", "FRX", 0);
        setenv("LV", "-c", 0);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    close(ends[0]);
    if (child > 0) {
        signal(SIGINT, SIG_IGN);
        dup2(ends[1], 1);
        if (isatty(2)) dup2(ends[1], 2);
    }
    close(ends[1]);
    return child > 0 ? (int)child : -1;
}

void tcpexplain_finish_pager(int process) {
    int nothing = open("/dev/null", O_WRONLY);
    dup2(nothing, 1);
    dup2(nothing, 2);
    close(nothing);
    while (waitpid(process, NULL, 0) < 0 && errno == EINTR) continue;
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
