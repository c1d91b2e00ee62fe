// measure RESULT COMMAND...: runs the command and writes to the file RESULT its user and system time in microseconds, its wall
// time from exec to exit in microseconds, its peak resident memory in KiB and its exit status.
//
// Why this is not done by the script that calls it: Linux counts as a process's peak what the process that started it had
// resident at exec, so that nothing started by Python appears smaller than Python. This program has next to nothing.
#define _GNU_SOURCE
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static long microseconds(struct timeval time) { return time.tv_sec * 1000000L + time.tv_usec; }

int main(int count, char **arguments) {
    if (count < 3) {
        fputs("usage: measure RESULT COMMAND...\n", stderr);
        return 2;
    }
    struct timespec begin, end;
    struct rusage usage;
    pid_t child;
    int status;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    int error = posix_spawnp(&child, arguments[2], NULL, NULL, arguments + 2, environ);
    if (error) {
        fprintf(stderr, "measure: %s: %s\n", arguments[2], strerror(error));
        return 2;
    }
    if (wait4(child, &status, 0, &usage) < 0) {
        perror("measure: wait4");
        return 2;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);

    FILE *result = fopen(arguments[1], "w");
    if (!result) {
        perror(arguments[1]);
        return 2;
    }
    long wall = (end.tv_sec - begin.tv_sec) * 1000000L + (end.tv_nsec - begin.tv_nsec) / 1000;
    fprintf(result, "%ld %ld %ld %ld %d\n", microseconds(usage.ru_utime), microseconds(usage.ru_stime), wall, usage.ru_maxrss,
            WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return fclose(result) == 0 ? 0 : 2;
}
