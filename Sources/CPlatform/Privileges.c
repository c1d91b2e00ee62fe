#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <grp.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

static int become(const struct tcpexplain_user *user) {
    if (setgroups(0, NULL) != 0) return -1;
    if (setgid(user->gid) != 0 || setuid(user->uid) != 0) return -1;
    // A change that can be taken back is none.
    if (setuid(0) == 0) {
        errno = EPERM;
        return -1;
    }
    return 0;
}

#ifdef __linux__
/// Gives up every capability but those of the mask, in all sets, for this process and the programs that it runs. 0, or -1 with errno set.
static int keep_capabilities(uint64_t kept) {
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    // The bounding set goes first: emptying it takes a capability. Who has none cannot, and gains nothing from it either.
    for (int capability = 0; capability < 64; capability++) {
        if ((kept >> capability & 1) == 0 && prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0) break;
    }
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct sets[2];
    if (syscall(SYS_capget, &header, sets) != 0) return -1;
    for (int i = 0; i < 2; i++) {
        sets[i].permitted &= (uint32_t)(kept >> (32 * i));
        sets[i].effective = sets[i].permitted;
        sets[i].inheritable = 0;
    }
    return syscall(SYS_capset, &header, sets) != 0 ? -1 : 0;
}
#endif

int tcpexplain_only_start(void) {
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    if (geteuid() == 0 && setgroups(0, NULL) != 0 && errno != EPERM) return -1;
#ifdef __linux__
    // What a run of this program takes until it has opened its captures and become somebody else.
    uint64_t kept = UINT64_C(1) << CAP_DAC_READ_SEARCH | UINT64_C(1) << CAP_SETGID | UINT64_C(1) << CAP_SETUID | UINT64_C(1) << CAP_SETPCAP;
    if (keep_capabilities(kept) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
#endif
    return 0;
}

int tcpexplain_only_end(const struct tcpexplain_user *user) {
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
    prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0);
#endif
    if (geteuid() == 0) {
        if (setgroups(0, NULL) != 0 && errno != EPERM) return -1;
        if (user->uid != 0 && (setgid(user->gid) != 0 || setuid(user->uid) != 0)) return -1;
    }
#ifdef __linux__
    // The command may have become somebody else, by sudo.
    if (keep_capabilities(UINT64_C(1) << CAP_KILL) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
    return 0;
}

int tcpexplain_act_as(unsigned uid, unsigned gid) {
    if (uid == 0) return seteuid(0) != 0 || setegid(gid) != 0 ? -1 : 0;
    return setgroups(0, NULL) != 0 || setegid(gid) != 0 || seteuid(uid) != 0 ? -1 : 0;
}

int tcpexplain_drop_privileges(const struct tcpexplain_user *user) {
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
    // The bounding set goes first: emptying it takes a capability. Who has none cannot, and gains nothing from it either.
    for (int capability = 0; capability < 64; capability++) {
        if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0) break;
    }
#endif
    if (user->uid != 0 && become(user) != 0) return -1;
    // With uid 0 nobody else is to be had; the groups need not stay.
    if (user->uid == 0 && geteuid() == 0) setgroups(0, NULL);
#ifdef __linux__
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct empty[2];
    memset(empty, 0, sizeof empty);
    if (syscall(SYS_capset, &header, empty) != 0) return -1;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
    return 0;
}
