#define _GNU_SOURCE
#include "CPlatform.h"

#include "Confinement.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef __linux__
#include <errno.h>
#include <fcntl.h>
#include <linux/if_packet.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <termios.h>
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED 1
#endif
#endif

bool tcpexplain_is_confinement_wanted(void) {
#ifdef IS_SANITIZED
    return false;
#else
    const char *value = getenv("TCPEXPLAIN_SANDBOX");
    return value == NULL || strcmp(value, "off") != 0;
#endif
}

#ifdef __linux__

// MARK: Landlock

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

struct ruleset {
    uint64_t files, network, scopes;
};

struct beneath {
    uint64_t rights;
    int32_t folder;
} __attribute__((packed));

int tcpexplain_landlock(const struct tcpexplain_landlock_rule *rules, int count) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
    if (version < 1) return TCPEXPLAIN_NO_LANDLOCK;
    // Version 1 has 13 rights; 2 added linking to another folder, 3 truncation, 5 ioctl on devices; 4 TCP ports; 6 scopes.
    int rights = version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13;
    struct ruleset wanted = {
        .files = (UINT64_C(1) << rights) - 1,
        .network = version >= 4 ? 3 : 0,
        .scopes = version >= 6 ? 3 : 0,
    };
    size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &wanted, size, 0);
    if (ruleset < 0) return -errno;
    int error = 0;
    for (int i = 0; i < count && error == 0; i++) {
        struct beneath rule = {.rights = rules[i].rights & wanted.files, .folder = rules[i].folder};
        if (rule.folder >= 0 && syscall(SYS_landlock_add_rule, ruleset, 1, &rule, 0) != 0) error = errno;
    }
    if (error == 0 && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) error = errno;
    close(ruleset);
    return -error;
}

// MARK: seccomp

const int tcpexplain_basic_calls[] = {
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(lseek), SCMP_SYS(close),
    SCMP_SYS(fstat), SCMP_SYS(ftruncate), SCMP_SYS(recvmsg),
    SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(restart_syscall),
    SCMP_SYS(futex), SCMP_SYS(sched_yield), SCMP_SYS(getpid), SCMP_SYS(gettid),
    SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep), SCMP_SYS(getrandom),
    SCMP_SYS(exit), SCMP_SYS(exit_group), -1,
};

/// What the process that parses makes besides, whatever the arguments: waiting, the packet socket's packets and its end, threads that are there.
static const int parser_calls[] = {
    SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(recvfrom),
    // libpcap asks what its socket is bound to when the interface goes.
    SCMP_SYS(getsockname),
    SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(sched_getaffinity), SCMP_SYS(shutdown), -1,
};

/// A call of which two arguments say what it does: allowed where they are these.
struct request {
    int call;
    unsigned first;
    uint64_t value;
    /// Negative for none.
    int second;
    uint64_t other;
};

/// Of calls that can do anything, what the process that parses asks for.
static const struct request parser_requests[] = {
    // Whether it is a terminal, and its size. TIOCSTI and TIOCLINUX, which type into it, are none of them.
    {SCMP_SYS(ioctl), 1, TCGETS, -1, 0},
    // TCGETS2 of the C libraries from 2025 on.
    {SCMP_SYS(ioctl), 1, _IOC(_IOC_READ, 'T', 0x2a, 44), -1, 0},
    {SCMP_SYS(ioctl), 1, TIOCGWINSZ, -1, 0},
    // A screen that is left at once.
    {SCMP_SYS(ioctl), 1, TCXONC, 2, TCOON},
    {SCMP_SYS(ioctl), 1, TCFLSH, 2, TCOFLUSH},
    // Whether an interface is up.
    {SCMP_SYS(ioctl), 1, SIOCGIFFLAGS, -1, 0},
    // None that has a signal sent to somebody (F_SETOWN), or gives a descriptor another number.
    {SCMP_SYS(fcntl), 1, F_GETFD, -1, 0},
    {SCMP_SYS(fcntl), 1, F_SETFD, -1, 0},
    {SCMP_SYS(fcntl), 1, F_GETFL, -1, 0},
    {SCMP_SYS(fcntl), 1, F_SETFL, -1, 0},
    // The packet socket's counters, what ended it, and the end of its buffer.
    {SCMP_SYS(getsockopt), 1, SOL_PACKET, 2, PACKET_STATISTICS},
    {SCMP_SYS(getsockopt), 1, SOL_SOCKET, 2, SO_ERROR},
    {SCMP_SYS(setsockopt), 1, SOL_PACKET, 2, PACKET_RX_RING},
    // Its own limits.
    {SCMP_SYS(prlimit64), 0, 0, -1, 0},
};

static int allow_request(scmp_filter_ctx filter, const struct request *request) {
    struct scmp_arg_cmp first = SCMP_CMP(request->first, SCMP_CMP_EQ, request->value);
    if (request->second < 0) return seccomp_rule_add(filter, SCMP_ACT_ALLOW, request->call, 1, first);
    struct scmp_arg_cmp second = SCMP_CMP((unsigned)request->second, SCMP_CMP_EQ, request->other);
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, request->call, 2, first, second);
}

/// Of a call whose flags stand in an argument: allowed where the bits of the mask are as given.
static int allow_masked(scmp_filter_ctx filter, int call, unsigned argument, uint64_t mask, uint64_t value) {
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, SCMP_CMP(argument, SCMP_CMP_MASKED_EQ, mask, value));
}

/// Writing, but to that descriptor, which is the packet socket: what is written there goes to the network.
static int allow_writing(scmp_filter_ctx filter, int refused) {
    static const int calls[] = {SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(sendmsg)};
    int failed = 0;
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        if (refused < 0) failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
        // The kernel reads the lower half of the register, so that the numbers are not compared whole: some bit of them differs.
        for (int bit = 0; refused >= 0 && bit < 16; bit++) {
            uint64_t mask = UINT64_C(1) << bit;
            failed |= allow_masked(filter, calls[i], 0, mask, ~(uint64_t)refused & mask);
        }
    }
    return failed;
}

static int add_rules(scmp_filter_ctx filter, const int *const lists[], int count, const struct tcpexplain_needs *needs) {
    int failed = 0;
    for (int i = 0; i < count; i++) {
        for (const int *call = lists[i]; *call != -1; call++) failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, *call, 0);
    }
    failed |= allow_writing(filter, needs == NULL ? -1 : needs->packet_socket);
    // Memory, but none that new code could run in.
    failed |= allow_masked(filter, SCMP_SYS(mmap), 2, PROT_EXEC, 0);
    failed |= allow_masked(filter, SCMP_SYS(mprotect), 2, PROT_EXEC, 0);
    // A signal to itself: abort().
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_CMP(0, SCMP_CMP_EQ, (uint64_t)getpid()));
    // fstat() of newer C libraries: of a descriptor, with an empty path. No filter can see the path: of any file it can be asked
    // whether it is there, and how large.
    failed |= allow_masked(filter, SCMP_SYS(newfstatat), 3, AT_EMPTY_PATH, AT_EMPTY_PATH);
    if (needs == NULL) return failed;
    for (size_t i = 0; i < sizeof parser_requests / sizeof parser_requests[0]; i++) {
        failed |= allow_request(filter, &parser_requests[i]);
    }
    uint64_t writing = O_ACCMODE | O_CREAT | O_TRUNC;
    if (needs->readable_folder >= 0) {
        failed |= allow_masked(filter, SCMP_SYS(openat), 2, writing, O_RDONLY);
    } else if (needs->packet_socket >= 0) {
        // libpcap asks for the interface's counters, also where /sys does not show them: it is refused, and does without.
        failed |= seccomp_rule_add(
            filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), 1, SCMP_CMP(2, SCMP_CMP_MASKED_EQ, writing, O_RDONLY));
    }
    if (needs->starts_threads) {
        failed |= allow_masked(filter, SCMP_SYS(clone), 0, CLONE_THREAD, CLONE_THREAD);
        // Its flags lie in memory, where no filter can look; the C library then calls clone instead.
        failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    }
    return failed;
}

int tcpexplain_seccomp(const int *const lists[], int count, const struct tcpexplain_needs *needs) {
    uint32_t action = SECCOMP_RET_KILL_PROCESS;
    if (syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) != 0) return TCPEXPLAIN_NO_SECCOMP;
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (filter == NULL) return -ENOMEM;
    int error = add_rules(filter, lists, count, needs) != 0 ? -EINVAL : 0;
    // Threads that are there already are held to it too.
    if (error == 0) error = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
    // The system's own error number, rather than one of the library's.
    if (error == 0) error = seccomp_attr_set(filter, SCMP_FLTATR_API_SYSRAWRC, 1);
    if (error == 0) error = seccomp_load(filter);
    seccomp_release(filter);
    return error;
}

#endif

// MARK: Limits

void tcpexplain_limit(int resource, uint64_t most) {
    rlim_t value = (rlim_t)most;
    struct rlimit now;
    if (getrlimit(resource, &now) != 0) return;
    if (now.rlim_max == RLIM_INFINITY || now.rlim_max > value) now.rlim_max = value;
    if (now.rlim_cur == RLIM_INFINITY || now.rlim_cur > now.rlim_max) now.rlim_cur = now.rlim_max;
    setrlimit(resource, &now);
}

/// One above the highest descriptor that is open.
static int descriptors(void) {
    int highest = dup(0);
    if (highest >= 0) close(highest);
#ifdef __linux__
    DIR *folder = opendir("/proc/self/fd");
    if (folder == NULL) return 1024;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        int number = atoi(entry->d_name);
        if (number > highest) highest = number;
    }
    closedir(folder);
#endif
    return highest + 1;
}

int tcpexplain_confine(const struct tcpexplain_needs *needs) {
    tcpexplain_ignore_write_signals();
    // Some more: a file's descriptor comes from the other process, statistics of an interface are read now and then.
    tcpexplain_limit(RLIMIT_NOFILE, (uint64_t)descriptors() + 16 + (uint64_t)needs->later_files);
    // A pipe or a terminal is no file. The largest capture that anybody saves is far below the other.
    tcpexplain_limit(RLIMIT_FSIZE, needs->writes_files ? (uint64_t)1 << 42 : 0);
    // Threads count as processes; a process is not started in any case.
    tcpexplain_limit(RLIMIT_NPROC, needs->starts_threads ? 4096 : 0);
#ifdef __linux__
    if (!tcpexplain_is_confinement_wanted()) return 0;
    struct tcpexplain_landlock_rule rule = {needs->readable_folder, TCPEXPLAIN_FS_READ_FILE | TCPEXPLAIN_FS_READ_DIR};
    int landlock = tcpexplain_landlock(&rule, 1);
    if (landlock < 0) return landlock;
    const int *const lists[] = {tcpexplain_basic_calls, parser_calls};
    int seccomp = tcpexplain_seccomp(lists, 2, needs);
    return seccomp < 0 ? seccomp : landlock | seccomp;
#else
    return 0;
#endif
}
