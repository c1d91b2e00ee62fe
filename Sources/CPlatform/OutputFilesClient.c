#define _GNU_SOURCE
#include "CPlatform.h"

#include "OutputFilesProtocol.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int files = -1;

// MARK: Messages

bool tcpexplain_files_send(int socket, const void *bytes, size_t count, int descriptor) {
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int))];
    } control;
    memset(&control, 0, sizeof control);
    const char *rest = bytes;
    while (count > 0) {
        struct iovec part = {(void *)rest, count};
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
        if (descriptor >= 0) {
            message.msg_control = control.space;
            message.msg_controllen = sizeof control.space;
            struct cmsghdr *header = CMSG_FIRSTHDR(&message);
            header->cmsg_level = SOL_SOCKET;
            header->cmsg_type = SCM_RIGHTS;
            header->cmsg_len = CMSG_LEN(sizeof(int));
            memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
        }
        ssize_t sent = sendmsg(socket, &message, 0);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        descriptor = -1;
        rest += sent;
        count -= (size_t)sent;
    }
    return true;
}

bool tcpexplain_files_receive(int socket, void *bytes, size_t count, int *descriptor) {
    if (descriptor != NULL) *descriptor = -1;
    char *rest = bytes;
    while (count > 0) {
        union {
            struct cmsghdr header;
            char space[CMSG_SPACE(sizeof(int))];
        } control;
        struct iovec part = {rest, count};
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
        if (descriptor != NULL) {
            message.msg_control = control.space;
            message.msg_controllen = sizeof control.space;
        }
#ifdef MSG_CMSG_CLOEXEC
        ssize_t got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
#else
        ssize_t got = recvmsg(socket, &message, 0);
#endif
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        struct cmsghdr *header = descriptor == NULL ? NULL : CMSG_FIRSTHDR(&message);
        if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
            memcpy(descriptor, CMSG_DATA(header), sizeof *descriptor);
        }
        rest += got;
        count -= (size_t)got;
    }
    return true;
}

// MARK: Requests

int tcpexplain_files_start(const struct tcpexplain_user *owner) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return errno;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    pid_t child = fork();
    if (child < 0) {
        int error = errno;
        close(ends[0]);
        close(ends[1]);
        return error;
    }
    if (child == 0) tcpexplain_files_serve(ends[1], owner);
    close(ends[1]);
    files = ends[0];
    struct tcpexplain_reply ready;
    if (!tcpexplain_files_receive(files, &ready, sizeof ready, NULL)) return EPIPE;
    return ready.error;
}

static int ask(
    struct tcpexplain_request request, const char *name, const char *other, struct tcpexplain_reply *reply, int *descriptor) {
    memset(reply, 0, sizeof *reply);
    request.name[0] = request.other[0] = 0;
    if (name != NULL) {
        if (strlen(name) >= sizeof request.name) return ENAMETOOLONG;
        strcpy(request.name, name);
    }
    if (other != NULL) {
        if (strlen(other) >= sizeof request.other) return ENAMETOOLONG;
        strcpy(request.other, other);
    }
    if (files < 0 || !tcpexplain_files_send(files, &request, sizeof request, -1)) return EPIPE;
    return tcpexplain_files_receive(files, reply, sizeof *reply, descriptor) ? reply->error : EPIPE;
}

static int ask_for_descriptor(struct tcpexplain_request request, const char *name) {
    struct tcpexplain_reply reply;
    int descriptor = -1;
    int error = ask(request, name, NULL, &reply, &descriptor);
    if (error == 0 && descriptor < 0) error = EMFILE;
    return error == 0 ? descriptor : -error;
}

int tcpexplain_files_folder(const char *path, bool makes, bool follows, bool *was_made, struct tcpexplain_identity *identity) {
    struct tcpexplain_reply reply;
    struct tcpexplain_request request = {
        .operation = TCPEXPLAIN_OPEN_FOLDER, .flag = (makes ? TCPEXPLAIN_MAKES : 0) | (follows ? TCPEXPLAIN_FOLLOWS : 0)};
    int error = ask(request, path, NULL, &reply, NULL);
    *was_made = reply.flag != 0;
    *identity = reply.identity;
    return error == 0 ? reply.value : -error;
}

bool tcpexplain_files_is_inside(int folder, int other) {
    struct tcpexplain_reply reply;
    struct tcpexplain_request request = {.operation = TCPEXPLAIN_IS_INSIDE, .folder = folder, .flag = other};
    return ask(request, NULL, NULL, &reply, NULL) == 0 && reply.value == 1;
}

int tcpexplain_files_look(int folder, const char *name, struct tcpexplain_identity *identity) {
    struct tcpexplain_reply reply;
    struct tcpexplain_request request = {.operation = TCPEXPLAIN_LOOK, .folder = folder};
    int error = ask(request, name, NULL, &reply, NULL);
    *identity = reply.identity;
    return error == 0 ? reply.value : -error;
}

int tcpexplain_files_open_special(int folder, const char *name) {
    return ask_for_descriptor((struct tcpexplain_request){.operation = TCPEXPLAIN_OPEN_SPECIAL, .folder = folder}, name);
}

int tcpexplain_files_lock(void) {
    struct tcpexplain_reply reply;
    return ask((struct tcpexplain_request){.operation = TCPEXPLAIN_LOCK}, NULL, NULL, &reply, NULL);
}

int tcpexplain_files_create(int folder, const char *name, unsigned mode) {
    struct tcpexplain_request request = {.operation = TCPEXPLAIN_CREATE, .folder = folder, .flag = (int32_t)mode};
    return ask_for_descriptor(request, name);
}

int tcpexplain_files_append(int folder, const char *name) {
    return ask_for_descriptor((struct tcpexplain_request){.operation = TCPEXPLAIN_APPEND, .folder = folder}, name);
}

int tcpexplain_files_rename(int folder, const char *name, const char *new_name, bool replaces) {
    struct tcpexplain_reply reply;
    return ask((struct tcpexplain_request){.operation = TCPEXPLAIN_RENAME, .folder = folder, .flag = replaces}, name, new_name, &reply, NULL);
}

int tcpexplain_files_remove(int folder, const char *name) {
    struct tcpexplain_reply reply;
    return ask((struct tcpexplain_request){.operation = TCPEXPLAIN_REMOVE, .folder = folder}, name, NULL, &reply, NULL);
}

void tcpexplain_files_end(void) {
    if (files < 0) return;
    shutdown(files, SHUT_WR);
    char byte;
    while (read(files, &byte, 1) < 0 && errno == EINTR) {
    }
    close(files);
    files = -1;
}
