// What the command alone asks of the operating system: privileges, confinement, signals, the terminal, and files for output.
// No module that parses anything imports this.
#ifndef TCPEXPLAIN_CSYSTEM_H
#define TCPEXPLAIN_CSYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// MARK: Terminal

/// The width in columns of the terminal behind `descriptor`, or 0 where there is none. (ioctl is variadic, which Swift cannot call.)
int tcpexplain_terminal_width(int descriptor);
/// Its height in lines, likewise.
int tcpexplain_terminal_height(int descriptor);
/// Standard output shows the alternate screen from here on, which `enter` and `leave` enter and leave: strings that last as long as the
/// process. SIGTSTP (Ctrl-Z) leaves it before the process stops, and enters it when it goes on.
void tcpexplain_use_screen(const char *enter, const char *leave);
/// It does not any more.
void tcpexplain_end_screen(void);
/// Leaves the alternate screen, if there is one, at once: for a signal handler, before the process ends.
void tcpexplain_abandon_screen(void);

// MARK: Signals

/// From here on a change of the terminal's size sets a flag.
void tcpexplain_catch_resize(void);
/// Whether the size changed since this was asked last.
int tcpexplain_was_resized(void);

/// Runs `command` by the shell, with what is written to standard output from here on as its input, and so standard error if that is a
/// terminal; LESS becomes FRX and LV -c unless they are set, and COLUMNS the width of the terminal. SIGINT, which its user means for it, is
/// ignored from here on. 0, or -1 with errno set.
int tcpexplain_start_pager(const char *command, int is_utf8);
/// Ends its input and waits for its end; nothing can be written to standard output and error from then on.
void tcpexplain_finish_pager(void);

/// From here on SIGINT, SIGTERM and SIGHUP (unless ignored) end nothing by themselves: each makes the returned descriptor readable.
/// One that comes 100 ms or more after the first ends the process at once, whatever it is at. SIGPIPE and SIGXFSZ are
/// ignored. -1 with errno set on an error.
int tcpexplain_catch_signals(void);
/// Whether one of them came.
int tcpexplain_was_interrupted(void);
/// How long ago the first of them came, if it was SIGINT (Ctrl-C), whose sender waits; -1 otherwise.
int64_t tcpexplain_milliseconds_since_break(void);

/// A write to a pipe without a reader, or beyond a limit, is an error of that write and no more.
void tcpexplain_ignore_write_signals(void);

// MARK: Interfaces

/// Whether an interface is up: 1 or 0, -1 where that cannot be told (as of `any`). The first call makes the socket that all calls use.
int tcpexplain_interface_is_up(const char *name);

// MARK: Privileges

/// Who a process becomes.
struct tcpexplain_user {
    /// Whose groups a command that is run for its user has. A process of this program has none but its first.
    const char *groups_of;
    unsigned uid, gid;
};

/// Leaves a process that only starts this program once more what that takes: of root's capabilities those to read captures and to become another
/// user, in every set; no groups, no core dumps, and no way to more by a program that is run. 0, or -1 with errno set.
int tcpexplain_only_start(void);
/// Leaves a process that only ends another one what that takes: it becomes the user (with `uid` 0 it stays who it is), and of root's capabilities
/// keeps the one to send signals. 0, or -1 with errno set.
int tcpexplain_only_end(const struct tcpexplain_user *user);

/// Root's process acts as another user, without other groups, and as itself again once it is called with 0 and 0. 0, or -1 with errno set.
int tcpexplain_act_as(unsigned uid, unsigned gid);

/// Empties the bounding set, becomes the user without other groups (with `uid` 0 it stays who it is), drops every capability, and can gain none by running a
/// program. Core dumps are off. 0, or -1 with errno set.
int tcpexplain_drop_privileges(const struct tcpexplain_user *user);

/// What a confined process may still do.
struct tcpexplain_needs {
    /// A folder beneath which files may be read; -1 for none.
    int readable_folder;
    /// Whether it writes to files, rather than to pipes and terminals alone.
    bool writes_files;
    /// Whether it starts threads.
    bool starts_threads;
    /// Descriptors of files that are opened later, at the same time.
    int later_files;
    /// The socket that packets are captured from, which nothing is written to; -1 for none.
    int packet_socket;
};

/// What the kernel has not got, or does not let this process use.
enum {
    TCPEXPLAIN_NO_LANDLOCK = 1,
    TCPEXPLAIN_NO_SECCOMP = 2,
};

/// Confines the process for good: Landlock (no file, no network, no signals to others; as far as the kernel has it), limits, and a list
/// of system calls (seccomp); any other call kills the process. TCPEXPLAIN_SANDBOX=off in the environment leaves out Landlock and seccomp.
/// Returns which of the two are not to be had, as bits, or minus an error number.
int tcpexplain_confine(const struct tcpexplain_needs *needs);

// MARK: Files for output

/// A folder's or a file's identity.
struct tcpexplain_identity {
    uint64_t device, inode;
};

/// What lies under a name.
enum tcpexplain_kind {
    TCPEXPLAIN_NOTHING,
    /// A regular file of the user that files are made as.
    TCPEXPLAIN_OWN_FILE,
    /// A regular file of another user.
    TCPEXPLAIN_FOREIGN_FILE,
    TCPEXPLAIN_LINK,
    TCPEXPLAIN_FOLDER,
    /// A device, a pipe or a socket.
    TCPEXPLAIN_SPECIAL,
};

/// Starts the process that makes all output files, as `owner` and without any capability. The calling process opens none itself, so it
/// can be confined before it looks at the first packet. 0, or an error number.
int tcpexplain_files_start(const struct tcpexplain_user *owner);
/// Opens a folder, which `makes` makes first if it is not there; `follows` says whether it may be a symbolic link. Its number, or minus an
/// error number.
int tcpexplain_files_folder(const char *path, bool makes, bool follows, bool *was_made, struct tcpexplain_identity *identity);
/// Whether a folder is another one, or lies beneath it.
bool tcpexplain_files_is_inside(int folder, int other);
/// What lies under a name in a folder, as `enum tcpexplain_kind`, or minus an error number.
int tcpexplain_files_look(int folder, const char *name, struct tcpexplain_identity *identity);
/// Opens a device or a pipe for writing. Its descriptor, or minus an error number.
int tcpexplain_files_open_special(int folder, const char *name);
/// From here on no other folder can be opened, and the process is confined to those that are. 0, or an error number.
int tcpexplain_files_lock(void);
/// Makes a new file. Its descriptor, or minus an error number.
int tcpexplain_files_create(int folder, const char *name, unsigned mode);
/// Opens a file that was made, and not renamed yet, to append to it. Its descriptor, or minus an error number.
int tcpexplain_files_append(int folder, const char *name);
/// Gives a file that was made its final name. With `replaces`, a regular file of the same owner gives way; without, nothing does. 0, or an
/// error number.
int tcpexplain_files_rename(int folder, const char *name, const char *new_name, bool replaces);
/// Removes a file that was made and not renamed yet, or the one that was renamed last, without replacing another. 0, or an error number.
int tcpexplain_files_remove(int folder, const char *name);
/// Ends that process. Files that were not renamed stay under the names they were made with; empty ones, and folders that were made and are
/// empty, go.
void tcpexplain_files_end(void);

// MARK: Other programs

/// Starts a program whose descriptors 0 to 3 are those given; -1 is the null device, and for 3 none.
/// Returns its process id, or a negative error number.
int tcpexplain_start(const char *path, char *const argv[], const int descriptors[4]);

/// Starts a command, as `user` if that is another one than root, under a process that waits for it.
///
/// `result` becomes readable when it has ended: one byte, its exit status as a shell has it. Closing `control` ends it.
/// Returns an error number.
int tcpexplain_command_start(char *const argv[], const struct tcpexplain_user *user, int *result, int *control);

/// Has the heap lie in large pages where the system has them (transparent huge pages): a capture of a busy host fills tens of megabytes, and each
/// small page costs a fault, and time to free at the end. Before anything else is done; changes nothing elsewhere. `mebibytes` of address space are
/// prepared, at most 512; they take memory only as far as they are used.
void tcpexplain_use_large_pages(int mebibytes);

/// Lets go of all pages of code and constants, of the program and its libraries: what is still needed is mapped again, from the system's cache of
/// files, when it is next touched; what only starting needed, or something rare, is not. Nothing is read from the disk that is still in that
/// cache; changes nothing elsewhere than on Linux.
void tcpexplain_let_go_of_code(void);

/// Ends the process once what stdio holds is written. What twenty libraries would do at the end is left out: it changes nothing, takes a quarter
/// of a millisecond and two megabytes.
_Noreturn void tcpexplain_exit(int status);

#endif
