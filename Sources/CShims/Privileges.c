#define _GNU_SOURCE
#include "CShims.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <net/if.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#if __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
#endif
#endif

static volatile sig_atomic_t interrupted = 0;
static int wake_up[2] = {-1, -1};

static volatile time_t first_signal = 0;

static void note_signal(int number) {
    int before = errno;
    // timeout(1) sends two at once; a second later someone insists.
    time_t now = time(NULL);
    if (!interrupted) {
        first_signal = now;
    } else if (now > first_signal + 1) {
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

int tcpexplain_catch_signals(void) {
    if (pipe(wake_up) != 0) return -1;
    for (int i = 0; i < 2; i++) {
        fcntl(wake_up[i], F_SETFD, FD_CLOEXEC);
        fcntl(wake_up[i], F_SETFL, O_NONBLOCK);
    }
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = note_signal;
    // A reader that goes away is told by the write that fails.
    signal(SIGPIPE, SIG_IGN);
    if (sigaction(SIGINT, &action, NULL) != 0 || sigaction(SIGTERM, &action, NULL) != 0) return -1;
    // Whoever runs us under nohup wants us to stay.
    struct sigaction before;
    if (sigaction(SIGHUP, NULL, &before) != 0 || (before.sa_handler != SIG_IGN && sigaction(SIGHUP, &action, NULL) != 0)) return -1;
    return wake_up[0];
}

int tcpexplain_interface_is_up(const char *name) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    if (strlen(name) >= sizeof request.ifr_name) return -1;
    memcpy(request.ifr_name, name, strlen(name));
    int descriptor = socket(AF_INET, SOCK_DGRAM, 0);
    if (descriptor < 0) return -1;
    int status = ioctl(descriptor, SIOCGIFFLAGS, &request);
    close(descriptor);
    return status != 0 ? -1 : (request.ifr_flags & IFF_UP) != 0;
}

int tcpexplain_was_interrupted(void) { return interrupted; }

int tcpexplain_drop_privileges(const char *user, unsigned uid, unsigned gid) {
    if (uid != 0) {
        if (initgroups(user, (int)gid) != 0 || setgid(gid) != 0 || setuid(uid) != 0) return -1;
        // A change that can be taken back is none.
        if (setuid(0) == 0) {
            errno = EPERM;
            return -1;
        }
    }
#ifdef __linux__
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2];
    memset(none, 0, sizeof none);
    if (syscall(SYS_capset, &header, none) != 0) return -1;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
#endif
    return 0;
}

int tcpexplain_fence(const int *folders, int count) {
#if defined(__linux__) && defined(LANDLOCK_ACCESS_FS_MAKE_REG) && defined(SYS_landlock_create_ruleset)
    // The rights of the first version: reading, writing, executing, making and removing, in every folder.
    struct landlock_ruleset_attr rules = {.handled_access_fs = (UINT64_C(1) << 13) - 1};
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
    if (ruleset < 0) return 0;
    for (int i = 0; i < count; i++) {
        struct landlock_path_beneath_attr beneath = {
            .allowed_access = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_MAKE_REG
                              | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
            .parent_fd = folders[i],
        };
        syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    }
    int failed = syscall(SYS_landlock_restrict_self, ruleset, 0) != 0;
    close(ruleset);
    return !failed;
#else
    (void)folders;
    (void)count;
    return 0;
#endif
}
