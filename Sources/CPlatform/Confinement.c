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
#include <sched.h>
#include <seccomp.h>
#include <sys/syscall.h>
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

void tcpexplain_landlock(const struct tcpexplain_landlock_rule *rules, int count) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
    if (version < 1) return;
    // Version 1 has 13 rights; 2 added linking to another folder, 3 truncation, 5 ioctl on devices; 4 TCP ports; 6 scopes.
    int rights = version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13;
    struct ruleset wanted = {
        .files = (UINT64_C(1) << rights) - 1,
        .network = version >= 4 ? 3 : 0,
        .scopes = version >= 6 ? 3 : 0,
    };
    size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &wanted, size, 0);
    if (ruleset < 0) return;
    for (int i = 0; i < count; i++) {
        struct beneath rule = {.rights = rules[i].rights & wanted.files, .folder = rules[i].folder};
        if (rule.folder >= 0) syscall(SYS_landlock_add_rule, ruleset, 1, &rule, 0);
    }
    syscall(SYS_landlock_restrict_self, ruleset, 0);
    close(ruleset);
}

// MARK: seccomp

const int tcpexplain_basic_calls[] = {
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(lseek), SCMP_SYS(close),
    SCMP_SYS(fstat), SCMP_SYS(ftruncate), SCMP_SYS(recvmsg), SCMP_SYS(sendmsg),
    SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(mprotect),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(restart_syscall),
    SCMP_SYS(futex), SCMP_SYS(sched_yield), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(tgkill),
    SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep), SCMP_SYS(getrandom),
    SCMP_SYS(exit), SCMP_SYS(exit_group), -1,
};

/// What the process that parses makes besides: waiting, the terminal, the packet socket's counters and its end, threads that are there.
static const int parser_calls[] = {
    SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(ioctl), SCMP_SYS(fcntl), SCMP_SYS(getsockopt), SCMP_SYS(setsockopt), SCMP_SYS(recvfrom),
    // libpcap asks what its socket is bound to when the interface goes.
    SCMP_SYS(getsockname),
    SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(prlimit64), SCMP_SYS(sched_getaffinity), SCMP_SYS(shutdown), -1,
};

/// Of a call whose flags stand in an argument: allowed where the bits of the mask are as given.
static int allow_masked(scmp_filter_ctx filter, int call, unsigned argument, uint64_t mask, uint64_t value) {
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, SCMP_CMP(argument, SCMP_CMP_MASKED_EQ, mask, value));
}

void tcpexplain_seccomp(const int *const lists[], int count, bool reads_files, bool starts_threads) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (filter == NULL) return;
    int failed = 0;
    for (int i = 0; i < count; i++) {
        for (const int *call = lists[i]; *call != -1; call++) failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, *call, 0);
    }
    // fstat() of newer C libraries: of a descriptor, with an empty path. A path would be refused by Landlock, which knows no stat.
    failed |= seccomp_rule_add(
        filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1,
        SCMP_CMP(3, SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH));
    if (reads_files) {
        uint64_t writing = O_ACCMODE | O_CREAT | O_TRUNC;
        failed |= allow_masked(filter, SCMP_SYS(openat), 2, writing, O_RDONLY);
    }
    if (starts_threads) {
        failed |= allow_masked(filter, SCMP_SYS(clone), 0, CLONE_THREAD, CLONE_THREAD);
        // Its flags lie in memory, where no filter can look; the C library then calls clone instead.
        failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    }
    // Threads that are there already are held to it too.
    failed |= seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
    if (failed == 0) seccomp_load(filter);
    seccomp_release(filter);
}

#else


#endif

// MARK: Limits

static void limit(int resource, rlim_t value) {
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

void tcpexplain_confine(const struct tcpexplain_needs *needs) {
    tcpexplain_ignore_write_signals();
    // Some more: a file's descriptor comes from the other process, statistics of an interface are read now and then.
    limit(RLIMIT_NOFILE, (rlim_t)descriptors() + 16 + (rlim_t)needs->later_files);
    // A pipe or a terminal is no file. The largest capture that anybody saves is far below the other.
    limit(RLIMIT_FSIZE, needs->writes_files ? (rlim_t)1 << 42 : 0);
    // Threads count as processes; a process is not started in any case.
    limit(RLIMIT_NPROC, needs->starts_threads ? 4096 : 0);
#ifdef __linux__
    if (!tcpexplain_is_confinement_wanted()) return;
    struct tcpexplain_landlock_rule rule = {needs->readable_folder, TCPEXPLAIN_FS_READ_FILE | TCPEXPLAIN_FS_READ_DIR};
    tcpexplain_landlock(&rule, 1);
    const int *const lists[] = {tcpexplain_basic_calls, parser_calls};
    tcpexplain_seccomp(lists, 2, needs->readable_folder >= 0, needs->starts_threads);
#endif
}
