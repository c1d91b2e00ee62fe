// A process that is confined as the one that parses, and then makes one call that its argument names: what code that got into it could try.
// Ends with 0 if the call went through, 1 if it failed; a call outside the list ends it with SIGSYS.
#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/tiocl.h>
#include <net/if.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static int sockets[2];

static long tiocsti(void) { return ioctl(0, TIOCSTI, "#"); }
// The kernel looks at the lower half of the number alone.
static long tiocsti_high(void) { return syscall(SYS_ioctl, 0, 0x100000000 | TIOCSTI, "#"); }
static long tioclinux(void) { return ioctl(0, TIOCLINUX, (char[]){TIOCL_PASTESEL}); }
static long tcsets(void) { return ioctl(0, TCSETS, &(struct termios){0}); }
static long ctty(void) { return ioctl(0, TIOCSCTTY, 1); }
static long output_off(void) { return ioctl(0, TCXONC, TCOOFF); }
static long own(void) { return fcntl(sockets[0], F_SETOWN, getppid()); }
static long signal_number(void) { return fcntl(sockets[0], F_SETSIG, SIGKILL); }
static long duplicate(void) { return fcntl(sockets[0], F_DUPFD, 20); }
static long executable(void) {
    return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
}
static long becomes_executable(void) {
    static _Alignas(4096) char page[4096];
    return mprotect(page, sizeof page, PROT_READ | PROT_WRITE | PROT_EXEC);
}
static long foreign_limit(void) { return prlimit(getppid(), RLIMIT_CORE, NULL, &(struct rlimit){0}); }
static long foreign_signal(void) { return syscall(SYS_tgkill, getppid(), getppid(), 0); }
static long injected(void) { return write(sockets[0], "packet", 6); }
static long injected_high(void) { return syscall(SYS_write, 0x100000000 | (unsigned)sockets[0], "packet", 6); }
static long injected_parts(void) { return writev(sockets[0], &(struct iovec){"packet", 6}, 1); }
static long injected_message(void) {
    struct iovec part = {"packet", 6};
    return sendmsg(sockets[0], &(struct msghdr){.msg_iov = &part, .msg_iovlen = 1}, 0);
}
static long option(void) { return setsockopt(sockets[0], SOL_SOCKET, SO_MARK, &(int){1}, sizeof(int)); }
static long connects(void) { return socket(AF_INET, SOCK_STREAM, 0); }
static long opens(void) { return open("/tmp/confined", O_WRONLY | O_CREAT, 0600); }
/* As libpcap asks for the counters of an interface. */
static long open_is_refused(void) { return open("/etc/passwd", O_RDONLY) == -1 && errno == EACCES ? 0 : -1; }
static long forks(void) { return fork(); }
static long runs(void) { return execl("/bin/true", "true", (char *)NULL); }
static long new_privileges(void) { return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0); }

static long size(void) { return ioctl(0, TIOCGWINSZ, &(struct winsize){0}); }
static long terminal(void) { return isatty(0) ? 0 : -1; }
static long output_on(void) { return tcflow(0, TCOON) | tcflush(0, TCOFLUSH); }
static long flags(void) { return fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_NONBLOCK); }
static long is_up(void) { return tcpexplain_interface_is_up("lo") >= 0 ? 0 : -1; }
static long writes(void) { return write(sockets[1], "x", 1) == 1 ? 0 : -1; }
static long allocates(void) { return mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0; }
static long own_limit(void) { return getrlimit(RLIMIT_STACK, &(struct rlimit){0}); }
static long own_signal(void) { return syscall(SYS_tgkill, getpid(), gettid(), SIGWINCH); }

#define ATTEMPT(name) {#name, name}
static const struct {
    const char *name;
    long (*make)(void);
} attempts[] = {
    ATTEMPT(tiocsti), ATTEMPT(tiocsti_high), ATTEMPT(tioclinux), ATTEMPT(tcsets), ATTEMPT(ctty), ATTEMPT(output_off), ATTEMPT(own),
    ATTEMPT(signal_number), ATTEMPT(duplicate), ATTEMPT(executable), ATTEMPT(becomes_executable), ATTEMPT(foreign_limit),
    ATTEMPT(foreign_signal), ATTEMPT(injected), ATTEMPT(injected_high), ATTEMPT(injected_parts), ATTEMPT(injected_message),
    ATTEMPT(option), ATTEMPT(connects), ATTEMPT(opens), ATTEMPT(forks), ATTEMPT(runs), ATTEMPT(new_privileges),
    ATTEMPT(size), ATTEMPT(terminal), ATTEMPT(output_on), ATTEMPT(flags), ATTEMPT(is_up), ATTEMPT(writes), ATTEMPT(allocates),
    ATTEMPT(open_is_refused), ATTEMPT(own_limit), ATTEMPT(own_signal),
};

int main(int count, char *words[]) {
    if (count != 2 || socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) != 0) return 2;
    tcpexplain_interface_is_up("lo");
    const struct tcpexplain_user user = {.uid = geteuid() == 0 ? 65534 : 0, .gid = 65534};
    const struct tcpexplain_needs needs = {
        .readable_folder = -1, .writes_files = true, .starts_threads = true, .packet_socket = sockets[0]};
    if (tcpexplain_drop_privileges(&user) != 0) return 3;
    if (tcpexplain_confine(&needs) != 0) return 4;
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        if (strcmp(words[1], attempts[i].name) == 0) return attempts[i].make() < 0 ? 1 : 0;
    }
    return 5;
}
