#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

int tcpexplain_terminal_width(int descriptor) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_col;
}

int tcpexplain_terminal_height(int descriptor) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_row;
}

// What the alternate screen is entered and left with, while one is used.
static const char *enter_screen = "", *leave_screen = "";

static volatile sig_atomic_t has_screen = 0;

static void put(const char *text) {
    if (write(1, text, strlen(text)) < 0) {
        // Nobody sees it then.
    }
}

static void stop_without_screen(int number) {
    int before = errno;
    put(leave_screen);
    struct sigaction ours, usual;
    memset(&usual, 0, sizeof usual);
    usual.sa_handler = SIG_DFL;
    sigset_t stop, mask;
    sigemptyset(&stop);
    sigaddset(&stop, number);
    if (sigaction(number, &usual, &ours) == 0 && raise(number) == 0) {
        // It stands still here until somebody has it go on.
        sigprocmask(SIG_UNBLOCK, &stop, &mask);
        sigprocmask(SIG_SETMASK, &mask, NULL);
        sigaction(number, &ours, NULL);
    }
    put(enter_screen);
    errno = before;
}

void tcpexplain_abandon_screen(void) {
    if (!has_screen) return;
    // The terminal may have been stopped (Ctrl-S), or whoever reads it stand still: what is on its way there is not waited for.
    int flags = fcntl(1, F_GETFL);
    fcntl(1, F_SETFL, flags | O_NONBLOCK);
    tcflow(1, TCOON);
    tcflush(1, TCOFLUSH);
    put(leave_screen);
    fcntl(1, F_SETFL, flags);
}

static void stop_by(void (*handler)(int)) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(SIGTSTP, &action, NULL);
}

void tcpexplain_use_screen(const char *enter, const char *leave) {
    enter_screen = enter;
    leave_screen = leave;
    has_screen = 1;
    stop_by(stop_without_screen);
}

void tcpexplain_end_screen(void) {
    has_screen = 0;
    stop_by(SIG_DFL);
}
