#define _GNU_SOURCE
#include "CPlatform.h"

#include "Confinement.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <seccomp.h>
#endif

/// In the child: signals as a program expects them.
static void reset_signals(void) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    const int caught[] = {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGXFSZ, SIGCHLD};
    for (size_t i = 0; i < sizeof caught / sizeof caught[0]; i++) signal(caught[i], SIG_DFL);
}

/// In the child: puts a descriptor at its place; -1 is the null device.
static void place(int descriptor, int number) {
    if (descriptor < 0) descriptor = open("/dev/null", O_RDWR);
    if (descriptor == number) {
        fcntl(number, F_SETFD, 0);
    } else {
        dup2(descriptor, number);
    }
}

int tcpexplain_start(const char *path, char *const argv[], const int descriptors[4]) {
    pid_t child = fork();
    if (child != 0) return child > 0 ? child : -errno;
    reset_signals();
    int moved[4];
    // Out of the way of 0 to 3 first.
    for (int i = 0; i < 4; i++) moved[i] = descriptors[i] < 0 ? -1 : fcntl(descriptors[i], F_DUPFD_CLOEXEC, 16);
    for (int i = 0; i < 3; i++) place(moved[i], i);
    if (moved[3] >= 0) {
        place(moved[3], 3);
    } else {
        close(3);
    }
    execv(path, argv);
    _exit(127);
}

/// In the child of the supervisor: becomes the command.
static void run(char *const argv[], const struct tcpexplain_user *user, bool has_group) {
    reset_signals();
    if (has_group) setpgid(0, 0);
    if (user->uid != 0 && geteuid() == 0) {
        if (initgroups(user->groups_of, user->gid) != 0 || setgid(user->gid) != 0 || setuid(user->uid) != 0) _exit(126);
    }
    execvp(argv[0], argv);
    int error = errno;
    fprintf(stderr, "tcpexplain: %s: %s; behind -- stands a command\n", argv[0], strerror(error));
    fflush(stderr);
    _exit(error == ENOENT ? 127 : 126);
}

static void wait_a_little(void) {
    struct timespec time = {0, 10000000};
    nanosleep(&time, NULL);
}

/// In the supervisor: it waits, and ends the command, and can do nothing else. Whether that is so.
static bool confine_supervisor(const struct tcpexplain_user *user) {
    if (tcpexplain_only_end(user) != 0) return false;
    // The command runs already, with those that it was started with. From here on nothing is started, opened or written but a byte to a pipe; what is
    // open stays so, and poll takes no more descriptors than may be open.
    tcpexplain_limit(RLIMIT_NPROC, 0);
    tcpexplain_limit(RLIMIT_NOFILE, 1);
    tcpexplain_limit(RLIMIT_FSIZE, 0);
#ifdef __linux__
    static const int calls[] = {SCMP_SYS(wait4), SCMP_SYS(kill), SCMP_SYS(poll), SCMP_SYS(ppoll), -1};
    const int *const lists[] = {tcpexplain_basic_calls, calls};
    if (tcpexplain_is_confinement_wanted() && tcpexplain_seccomp(lists, 2, NULL) < 0) return false;
#endif
    return true;
}

/// Starts the command, waits for it, and ends it when nobody holds the other end of `control` any more.
static void supervise(char *const argv[], const struct tcpexplain_user *user, int result, int control) {
    reset_signals();
    // Ctrl-C is the command's to answer, and whoever captures ends then.
    signal(SIGINT, SIG_IGN);
    // A group of its own, so that what the command started ends with it; but a terminal is read by the group in front alone.
    bool has_group = !isatty(0);
    pid_t command = fork();
    if (command == 0) {
        close(result);
        close(control);
        run(argv, user, has_group);
    }
    if (has_group && command > 0) setpgid(command, command);
    int status = 126, asked = 0;
    if (!confine_supervisor(user) && command > 0) {
        kill(has_group ? -command : command, SIGKILL);
        waitpid(command, NULL, 0);
        command = -1;
    }
    for (int left = 200; command > 0;) {
        int raw;
        pid_t ended = waitpid(command, &raw, WNOHANG);
        if (ended == command) {
            status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
            break;
        }
        struct pollfd hangup = {control, POLLIN, 0};
        if (!asked && poll(&hangup, 1, 0) > 0) {
            asked = 1;
            kill(has_group ? -command : command, SIGTERM);
        }
        // Two seconds to end by itself.
        if (asked && left-- == 0) kill(has_group ? -command : command, SIGKILL);
        wait_a_little();
    }
    unsigned char byte = (unsigned char)status;
    if (write(result, &byte, 1) != 1) _exit(1);
    _exit(0);
}

int tcpexplain_command_start(char *const argv[], const struct tcpexplain_user *user, int *result, int *control) {
    int results[2], controls[2];
    if (pipe(results) != 0) return errno;
    if (pipe(controls) != 0) return errno;
    for (int i = 0; i < 2; i++) {
        fcntl(results[i], F_SETFD, FD_CLOEXEC);
        fcntl(controls[i], F_SETFD, FD_CLOEXEC);
    }
    pid_t supervisor = fork();
    if (supervisor < 0) return errno;
    if (supervisor == 0) {
        close(results[0]);
        close(controls[1]);
        supervise(argv, user, results[1], controls[0]);
    }
    close(results[1]);
    close(controls[0]);
    *result = results[0];
    *control = controls[1];
    return 0;
}
