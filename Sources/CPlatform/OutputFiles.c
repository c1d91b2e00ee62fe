// The process that makes output files. It runs as the user who is to own them, knows only what it is asked over a socket, and never sees
// a byte of a capture. The process that parses gets descriptors from it, and can itself open nothing.
#define _GNU_SOURCE
#include "CPlatform.h"

#include "Confinement.h"
#include "OutputFilesProtocol.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

/// A file that was made and has no final name yet.
struct pending {
    int folder;
    ino_t inode;
    char *name;
};

static struct {
    int descriptors[TCPEXPLAIN_MOST_FOLDERS];
    /// The path of a folder that we made; NULL of one that was there.
    char *made[TCPEXPLAIN_MOST_FOLDERS];
    int count;
} folders;

static struct {
    struct pending *files;
    size_t count, space;
} pending;

/// The file that got its final name last, without replacing another: it can be taken back.
static struct pending latest;

static bool is_locked = false;
/// Who files are made as.
static uid_t own_uid;

static bool is_name(const char *name) {
    return *name != 0 && strchr(name, '/') == NULL && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static int open_folder(const struct tcpexplain_request *request, struct tcpexplain_reply *reply) {
    if (folders.count == TCPEXPLAIN_MOST_FOLDERS) return EMFILE;
    bool made = false;
    if (request->flag & TCPEXPLAIN_MAKES) {
        made = mkdir(request->name, 0755) == 0;
        if (!made && errno != EEXIST) return errno;
    }
    int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (request->flag & TCPEXPLAIN_FOLLOWS ? 0 : O_NOFOLLOW);
    int descriptor = open(request->name, flags);
    struct stat status;
    if (descriptor < 0) return errno;
    if (fstat(descriptor, &status) != 0 || faccessat(descriptor, ".", W_OK | X_OK, 0) != 0) {
        int error = errno;
        close(descriptor);
        return error;
    }
    folders.descriptors[folders.count] = descriptor;
    folders.made[folders.count] = made ? strdup(request->name) : NULL;
    reply->identity.device = status.st_dev;
    reply->identity.inode = status.st_ino;
    reply->flag = made;
    reply->value = folders.count++;
    return 0;
}

static enum tcpexplain_kind kind(const struct stat *status) {
    switch (status->st_mode & S_IFMT) {
    case S_IFREG: return status->st_uid == own_uid ? TCPEXPLAIN_OWN_FILE : TCPEXPLAIN_FOREIGN_FILE;
    case S_IFLNK: return TCPEXPLAIN_LINK;
    case S_IFDIR: return TCPEXPLAIN_FOLDER;
    default: return TCPEXPLAIN_SPECIAL;
    }
}

static int look(int folder, const char *name, struct tcpexplain_reply *reply) {
    struct stat status;
    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        reply->value = TCPEXPLAIN_NOTHING;
        return errno == ENOENT ? 0 : errno;
    }
    reply->value = kind(&status);
    reply->identity.device = status.st_dev;
    reply->identity.inode = status.st_ino;
    return 0;
}

static int is_inside(int folder, int other, struct tcpexplain_reply *reply) {
    struct stat wanted, here, above;
    if (fstat(other, &wanted) != 0 || fstat(folder, &here) != 0) return errno;
    int at = dup(folder);
    for (int depth = 0; at >= 0 && depth < 4096; depth++) {
        if (here.st_dev == wanted.st_dev && here.st_ino == wanted.st_ino) {
            reply->value = 1;
            break;
        }
        int next = openat(at, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (next < 0 || fstat(next, &above) != 0) {
            if (next >= 0) close(next);
            break;
        }
        close(at);
        at = next;
        if (above.st_dev == here.st_dev && above.st_ino == here.st_ino) break;
        here = above;
    }
    if (at >= 0) close(at);
    return 0;
}

/// The file of ours that has not got its final name yet; the newest first, since those are asked for. NULL if it is none of ours.
static struct pending *find(int folder, const char *name) {
    for (size_t i = pending.count; i-- > 0;) {
        struct pending *file = &pending.files[i];
        if (file->folder != folder || strcmp(file->name, name) != 0) continue;
        struct stat status;
        if (fstatat(folders.descriptors[folder], name, &status, AT_SYMLINK_NOFOLLOW) != 0) return NULL;
        if (status.st_ino != file->inode) break;
        return file;
    }
    errno = ENOENT;
    return NULL;
}

static void forget(struct pending *file) {
    free(file->name);
    *file = pending.files[--pending.count];
}

static int create(int folder, const char *name, unsigned mode, int *descriptor) {
    if (pending.count == pending.space) {
        size_t space = pending.space == 0 ? 16 : 2 * pending.space;
        struct pending *files = realloc(pending.files, space * sizeof *files);
        if (files == NULL) return ENOMEM;
        pending.files = files;
        pending.space = space;
    }
    int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_APPEND | O_CLOEXEC;
    int file = openat(folders.descriptors[folder], name, flags, mode & 0666);
    struct stat status;
    if (file < 0) return errno;
    char *copy = strdup(name);
    if (copy == NULL || fstat(file, &status) != 0) {
        close(file);
        unlinkat(folders.descriptors[folder], name, 0);
        return ENOMEM;
    }
    pending.files[pending.count++] = (struct pending){folder, status.st_ino, copy};
    *descriptor = file;
    return 0;
}

static int append(int folder, const char *name, int *descriptor) {
    if (find(folder, name) == NULL) return errno;
    *descriptor = openat(folders.descriptors[folder], name, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC);
    return *descriptor < 0 ? errno : 0;
}

static int rename_file(int folder, const char *name, const char *new_name, bool replaces) {
    struct pending *file = find(folder, name);
    if (file == NULL) return errno;
    int at = folders.descriptors[folder];
    if (replaces) {
        struct stat status;
        if (fstatat(at, new_name, &status, AT_SYMLINK_NOFOLLOW) == 0 && kind(&status) != TCPEXPLAIN_OWN_FILE) return EEXIST;
        if (renameat(at, name, at, new_name) != 0) return errno;
    } else {
        // A link, unlike a renaming, fails where the name is taken.
        if (linkat(at, name, at, new_name, 0) != 0) return errno;
        unlinkat(at, name, 0);
        free(latest.name);
        latest = (struct pending){folder, file->inode, strdup(new_name)};
    }
    forget(file);
    return 0;
}

/// Takes away the file that got its final name last.
static int take_back(int folder, const char *name) {
    struct stat status;
    if (latest.name == NULL || latest.folder != folder || strcmp(latest.name, name) != 0) return ENOENT;
    int at = folders.descriptors[folder];
    if (fstatat(at, name, &status, AT_SYMLINK_NOFOLLOW) != 0 || status.st_ino != latest.inode) return ENOENT;
    free(latest.name);
    latest.name = NULL;
    return unlinkat(at, name, 0) != 0 ? errno : 0;
}

static int remove_file(int folder, const char *name) {
    struct pending *file = find(folder, name);
    if (file == NULL) return take_back(folder, name);
    if (unlinkat(folders.descriptors[folder], name, 0) != 0) return errno;
    forget(file);
    return 0;
}

/// 0, or an error number.
static int confine(void) {
    is_locked = true;
    // It writes to no file itself, starts nothing, and holds two descriptors for each folder and some more.
    tcpexplain_limit(RLIMIT_FSIZE, 0);
    tcpexplain_limit(RLIMIT_NPROC, 0);
    tcpexplain_limit(RLIMIT_NOFILE, 3 * TCPEXPLAIN_MOST_FOLDERS + 16);
#ifdef __linux__
    if (!tcpexplain_is_confinement_wanted()) return 0;
    struct tcpexplain_landlock_rule rules[2 * TCPEXPLAIN_MOST_FOLDERS];
    for (int i = 0; i < folders.count; i++) {
        rules[2 * i] = (struct tcpexplain_landlock_rule){
            folders.descriptors[i],
            TCPEXPLAIN_FS_WRITE_FILE | TCPEXPLAIN_FS_REMOVE_FILE | TCPEXPLAIN_FS_MAKE_REG | TCPEXPLAIN_FS_TRUNCATE};
        // One that we made may go again.
        int above = folders.made[i] == NULL ? -1 : openat(folders.descriptors[i], "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        rules[2 * i + 1] = (struct tcpexplain_landlock_rule){above, TCPEXPLAIN_FS_REMOVE_DIR};
    }
    int landlock = tcpexplain_landlock(rules, 2 * folders.count);
    for (int i = 0; i < folders.count; i++) {
        if (rules[2 * i + 1].folder >= 0) close(rules[2 * i + 1].folder);
    }
    if (landlock < 0) return -landlock;
    static const int calls[] = {
        SCMP_SYS(openat), SCMP_SYS(newfstatat), SCMP_SYS(linkat), SCMP_SYS(unlinkat), SCMP_SYS(unlink), SCMP_SYS(rmdir),
        SCMP_SYS(renameat), SCMP_SYS(renameat2), -1,
    };
    const int *const lists[] = {tcpexplain_basic_calls, calls};
    int seccomp = tcpexplain_seccomp(lists, 2, NULL);
    return seccomp < 0 ? -seccomp : 0;
#else
    return 0;
#endif
}

/// At the end: what never became whole stays under the name it has, unless it is empty.
static void tidy(void) {
    for (size_t i = 0; i < pending.count; i++) {
        int at = folders.descriptors[pending.files[i].folder];
        struct stat status;
        bool isOurs = fstatat(at, pending.files[i].name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_ino == pending.files[i].inode;
        if (isOurs && status.st_size == 0) unlinkat(at, pending.files[i].name, 0);
    }
    for (int i = 0; i < folders.count; i++) {
        if (folders.made[i] != NULL) rmdir(folders.made[i]);
    }
}

/// Answers one request; the descriptor to hand over, or -1.
static int answer(const struct tcpexplain_request *request, struct tcpexplain_reply *reply) {
    int descriptor = -1;
    int error = EPERM;
    bool is_setup = request->operation <= TCPEXPLAIN_LOCK;
    bool takes_folder = request->operation != TCPEXPLAIN_OPEN_FOLDER && request->operation != TCPEXPLAIN_LOCK;
    bool has_folder = request->folder >= 0 && request->folder < folders.count;
    bool takes_name = takes_folder && request->operation != TCPEXPLAIN_IS_INSIDE;
    bool has_other = request->operation != TCPEXPLAIN_RENAME || is_name(request->other);
    bool is_valid = !(is_setup && is_locked) && (!takes_folder || has_folder) && (!takes_name || is_name(request->name)) && has_other;
    int folder = has_folder ? folders.descriptors[request->folder] : -1;
    if (is_valid) {
        switch (request->operation) {
        case TCPEXPLAIN_OPEN_FOLDER: error = open_folder(request, reply); break;
        case TCPEXPLAIN_LOOK: error = look(folder, request->name, reply); break;
        case TCPEXPLAIN_IS_INSIDE:
            if (request->flag < folders.count) error = is_inside(folder, folders.descriptors[request->flag], reply);
            break;
        case TCPEXPLAIN_OPEN_SPECIAL:
            descriptor = openat(folder, request->name, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
            error = descriptor < 0 ? errno : 0;
            break;
        case TCPEXPLAIN_LOCK: error = confine(); break;
        case TCPEXPLAIN_CREATE: error = create(request->folder, request->name, request->flag, &descriptor); break;
        case TCPEXPLAIN_APPEND: error = append(request->folder, request->name, &descriptor); break;
        case TCPEXPLAIN_RENAME: error = rename_file(request->folder, request->name, request->other, request->flag != 0); break;
        case TCPEXPLAIN_REMOVE: error = remove_file(request->folder, request->name); break;
        default: break;
        }
    }
    reply->error = error;
    return descriptor;
}

static void close_all_but(int kept) {
    struct rlimit most;
    if (getrlimit(RLIMIT_NOFILE, &most) != 0) most.rlim_cur = 1024;
#ifdef SYS_close_range
    if (syscall(SYS_close_range, 0u, (unsigned)kept - 1, 0u) == 0 && syscall(SYS_close_range, (unsigned)kept + 1, ~0u, 0u) == 0) return;
#endif
    for (int i = 0; i < (int)most.rlim_cur && i < 65536; i++) {
        if (i != kept) close(i);
    }
}

_Noreturn void tcpexplain_files_serve(int socket, const struct tcpexplain_user *owner) {
    // Signals of the terminal reach the whole group; the end comes when the other process is gone.
    for (int number = 1; number < 32; number++) {
        if (number == SIGINT || number == SIGTERM || number == SIGHUP || number == SIGPIPE || number == SIGQUIT) signal(number, SIG_IGN);
    }
    signal(SIGTSTP, SIG_DFL);
    // Above the standard descriptors, which are to be closed.
    int moved = fcntl(socket, F_DUPFD_CLOEXEC, 3);
    if (moved >= 0) socket = moved;
    close_all_but(socket);
    if (tcpexplain_drop_privileges(owner) != 0) {
        struct tcpexplain_reply reply = {.error = errno};
        tcpexplain_files_send(socket, &reply, sizeof reply, -1);
        _exit(1);
    }
    own_uid = geteuid();
    struct tcpexplain_reply ready = {.error = 0};
    tcpexplain_files_send(socket, &ready, sizeof ready, -1);
    struct tcpexplain_request request;
    while (tcpexplain_files_receive(socket, &request, sizeof request, NULL)) {
        request.name[sizeof request.name - 1] = 0;
        request.other[sizeof request.other - 1] = 0;
        struct tcpexplain_reply reply;
        memset(&reply, 0, sizeof reply);
        int descriptor = answer(&request, &reply);
        bool sent = tcpexplain_files_send(socket, &reply, sizeof reply, descriptor);
        if (descriptor >= 0) close(descriptor);
        if (!sent) break;
    }
    tidy();
    _exit(0);
}
