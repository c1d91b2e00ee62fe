// Uses the C of Sources/CPlatform as the command does, for scripts/check-sanitizers: built with one sanitizer after the other.
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int failures = 0;

static void expect(bool holds, const char *what)
{
    if (holds) return;
    failures++;
    fprintf(stderr, "platform: %s\n", what);
}

/// Does something in a process of its own. Its exit status, or minus the number of the signal that ended it.
static int apart(void (*body)(void))
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        failures = 0;
        body();
        exit(failures == 0 ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

// MARK: Signals and the terminal

static void signals(void)
{
    int readable = tcpexplain_catch_signals();
    expect(readable >= 0 && !tcpexplain_was_interrupted(), "nothing came yet");
    raise(SIGTERM);
    // As timeout(1) sends them: two at once are one.
    raise(SIGTERM);
    struct pollfd wait = {readable, POLLIN, 0};
    expect(tcpexplain_was_interrupted() && poll(&wait, 1, 0) == 1, "a signal is told");
    tcpexplain_catch_resize();
    raise(SIGWINCH);
    expect(tcpexplain_was_resized() && !tcpexplain_was_resized(), "a change of size is told once");
}

static void signals_twice(void)
{
    (void)tcpexplain_catch_signals();
    raise(SIGINT);
    usleep(150000);
    raise(SIGINT);
    expect(false, "someone who insists is obeyed");
}

static void terminal(void)
{
    int file = open("/dev/null", O_RDWR);
    expect(tcpexplain_terminal_width(file) == 0 && tcpexplain_terminal_height(file) == 0, "no terminal has no size");
    dup2(file, 1);
    tcpexplain_use_screen("in", "out");
    tcpexplain_abandon_screen();
    tcpexplain_end_screen();
    (void)tcpexplain_interface_is_up("lo");
    (void)tcpexplain_interface_is_up("a name that is longer than any interface's");
    tcpexplain_use_large_pages(64);
    tcpexplain_let_go_of_code();
}

// MARK: Other programs

static int ended(int process)
{
    int status = 0;
    waitpid(process, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void programs(void)
{
    int ends[2];
    expect(pipe(ends) == 0, "a pipe");
    char *words[] = {"sh", "-c", "echo out; echo more >&3; exit 7", NULL};
    const int descriptors[4] = {-1, ends[1], -1, ends[1]};
    expect(ended(tcpexplain_start("/bin/sh", words, descriptors)) == 7, "its exit status");
    char text[16] = "";
    expect(read(ends[0], text, sizeof text - 1) == 9 && strcmp(text, "out\nmore\n") == 0, "what it wrote to 1 and 3");
    char *absent[] = {"absent", NULL};
    const int none[4] = {-1, -1, -1, -1};
    expect(ended(tcpexplain_start("/nowhere/absent", absent, none)) == 127, "a program that is not there");
}

/// Runs a command under a process that waits for it. What that tells.
static int command(const char *script, bool ends_it)
{
    char *words[] = {"sh", "-c", (char *)script, NULL};
    struct tcpexplain_user same = {"", 0, 0};
    int result = -1, control = -1;
    if (tcpexplain_command_start(words, &same, &result, &control) != 0) return -1;
    if (ends_it) {
        usleep(200000);
        close(control);
    }
    unsigned char status = 255;
    if (read(result, &status, 1) != 1) return -2;
    if (!ends_it) close(control);
    close(result);
    return status;
}

static void commands(void)
{
    expect(command("exit 5", false) == 5, "the exit status of a command");
    expect(command("exec sleep 20", true) == 128 + SIGTERM, "a command is ended");
    expect(tcpexplain_only_start() == 0, "what starts others");
    struct tcpexplain_user same = {"", 0, 0};
    expect(tcpexplain_only_end(&same) == 0, "what ends others");
}

// MARK: Files

static char folder[] = "/tmp/tcpexplain-sanitized-XXXXXX";

static void put(int file, const char *text)
{
    expect(file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text), "a file is written");
    if (file >= 0) close(file);
}

static void files(void)
{
    char path[200], longest[5000];
    bool was_made = false;
    struct tcpexplain_identity identity = {0, 0};
    struct tcpexplain_user same = {NULL, 0, 0};
    expect(tcpexplain_files_start(&same) == 0, "the process that makes files");
    int first = tcpexplain_files_folder(folder, false, true, &was_made, &identity);
    snprintf(path, sizeof path, "%s/inner", folder);
    int second = tcpexplain_files_folder(path, true, false, &was_made, &identity);
    expect(first >= 0 && second >= 0 && was_made && identity.inode != 0, "a folder is made");
    expect(tcpexplain_files_is_inside(second, first) && !tcpexplain_files_is_inside(first, second), "one lies in the other");
    expect(tcpexplain_files_folder("/nowhere/x", false, true, &was_made, &identity) == -ENOENT, "a folder that is not there");
    memset(longest, 'a', sizeof longest);
    longest[sizeof longest - 1] = 0;
    expect(tcpexplain_files_folder(longest, false, true, &was_made, &identity) < 0, "a path that is too long");
    expect(tcpexplain_files_look(first, "a", &identity) == TCPEXPLAIN_NOTHING, "nothing is there");
    expect(tcpexplain_files_lock() == 0, "no other folder from here on");
    expect(tcpexplain_files_folder("/", false, true, &was_made, &identity) < 0, "no other folder");
    put(tcpexplain_files_create(first, "a.partial", 0640), "one");
    put(tcpexplain_files_append(first, "a.partial"), " two");
    put(tcpexplain_files_create(second, "b.partial", 0644), "three");
    expect(tcpexplain_files_create(first, "a.partial", 0640) == -EEXIST, "it is there already");
    expect(tcpexplain_files_create(first, "../x", 0640) < 0 && tcpexplain_files_create(first, longest, 0640) < 0, "no names");
    expect(tcpexplain_files_create(99, "a", 0640) < 0 && tcpexplain_files_append(-1, "a") < 0, "no folders");
    expect(tcpexplain_files_rename(first, "a.partial", "a", true) == 0, "it gets its name");
    expect(tcpexplain_files_remove(second, "b.partial") == 0, "it goes again");
    expect(tcpexplain_files_append(first, "a") < 0, "a file that has its name is not ours any more");
    put(tcpexplain_files_create(second, "c.partial", 0644), "");
    tcpexplain_files_end();
    snprintf(path, sizeof path, "%s/a", folder);
    char text[16] = "";
    int file = open(path, O_RDONLY);
    expect(read(file, text, sizeof text - 1) == 7 && strcmp(text, "one two") == 0, "what was written is there");
    close(file);
    unlink(path);
    snprintf(path, sizeof path, "%s/inner", folder);
    expect(access(path, F_OK) != 0, "an empty file and a folder that was made go");
}

// MARK: Privileges

static void confined(void)
{
    struct tcpexplain_user same = {NULL, 0, 0};
    expect(tcpexplain_drop_privileges(&same) == 0, "privileges are dropped");
    struct tcpexplain_needs needs = {.readable_folder = -1, .writes_files = true, .packet_socket = -1};
    expect(tcpexplain_confine(&needs) >= 0, "it is confined, or says what is missing");
}

int main(void)
{
    expect(mkdtemp(folder) != NULL, "a folder");
    expect(apart(signals) == 0, "signals");
    expect(apart(signals_twice) == -SIGINT, "a second signal");
    expect(apart(terminal) == 0, "the terminal");
    expect(apart(programs) == 0, "programs");
    expect(apart(commands) == 0, "commands");
    expect(apart(files) == 0, "files");
    expect(apart(confined) == 0, "confinement");
    rmdir(folder);
    return failures == 0 ? 0 : 1;
}
