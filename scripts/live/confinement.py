"""What code that got into the process that parses could still do: every call outside the list ends it, and failing to confine ends the run."""

from __future__ import annotations

import errno
import os
import pty
import shutil
import signal
import subprocess
from pathlib import Path

from fixtures.hosts import Host

from .program import run
from .stage import Stage, expect, test

ROOT = Path(__file__).resolve().parents[2]
REFUSED = (
    "tiocsti tiocsti_high tioclinux tcsets ctty output_off own signal_number duplicate executable becomes_executable foreign_limit "
    "foreign_signal injected injected_high injected_parts injected_message option connects opens forks runs new_privileges"
).split()
ALLOWED = "size terminal output_on flags is_up writes allocates open_is_refused own_limit own_signal".split()


def compiled(stage: Stage) -> str:
    """confined.c with the confinement of the program."""
    binary = stage.path("confined")
    parts = [ROOT / "Sources/CPlatform" / f"{name}.c" for name in ("Confinement", "Privileges", "Signals", "Terminal", "Interfaces")]
    compiler = shutil.which("cc") or shutil.which("clang")
    expect(compiler, "a C compiler is needed")
    command = [compiler, "-std=gnu17", "-O1", "-w", f"-I{ROOT}/Sources/CPlatform/include", f"{ROOT}/scripts/live/confined.c"]
    subprocess.run([*command, *map(str, parts), "-lseccomp", "-o", binary], check=True, timeout=60)
    return binary


def attempt(binary: str, name: str) -> int:
    """The exit status of one attempt, in a session of its own whose terminal is a new one."""
    process, terminal = pty.fork()
    if process == 0:
        os.execv(binary, [binary, name])
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    os.set_blocking(terminal, False)
    try:
        typed = os.read(terminal, 100)
    except OSError:
        typed = b""
    os.close(terminal)
    expect(b"#" not in typed, f"{name}: nothing is typed into the terminal, not {typed!r}")
    return status


@test("confined: nothing can be typed into the terminal, sent, signalled, or run")
def attempts(stage: Stage) -> None:
    binary = compiled(stage)
    for name in ALLOWED:
        expect((status := attempt(binary, name)) == 0, f"{name} is what the program does: status {status}")
    for name in REFUSED:
        expect((status := attempt(binary, name)) == -signal.SIGSYS, f"{name} ends the process: status {status}")


def injecting(stage: Stage, host: Host, fault: str, *arguments: str) -> tuple[int, str, str]:
    """A run in which the system answers some calls with an error."""
    strace = shutil.which("strace")
    expect(strace, "strace is needed")
    prefix = (strace, "-f", "-qq", "-o", "/dev/null", "-e", f"inject={fault}")
    return run(stage.binary, host, *arguments, prefix=prefix)


@test("confinement that fails ends the run before the first byte; what the kernel has not got is said once")
def failing(stage: Stage) -> None:
    host = stage.net().server
    capture = str(ROOT / "Fixtures/short-connection/capture.pcap")
    # The first call to seccomp asks what there is; those that follow (the library asks, too) load the list.
    for fault in ("landlock_restrict_self:error=E2BIG", "landlock_create_ruleset:error=ENOMEM:when=2+", "seccomp:error=ENOMEM:when=2+"):
        for outputs in ((), ("--har", stage.path("x.har"))):
            status, told, said = injecting(stage, host, fault, *outputs, "--summary", capture)
            expect(status == 2 and not told, f"{fault}: exit status 2 and no output, not {status}: {said}{told[:100]}")
            reason = os.strerror(getattr(errno, fault.split("error=")[1].split(":")[0]))
            line = f"tcpexplain: the process cannot be confined (Landlock, seccomp): {reason}; TCPEXPLAIN_SANDBOX=off goes without\n"
            expect(said == line, f"{fault}: one line that says so: {said}")
            expect(not os.path.exists(stage.path("x.har")), f"{fault}: nothing is written")
    for fault, name in (("landlock_create_ruleset:error=ENOSYS", "Landlock"), ("seccomp:error=EINVAL", "seccomp")):
        status, told, said = injecting(stage, host, fault, "--har", stage.path("y.har"), "--summary", capture)
        expect(status == 0 and told, f"{fault}: it runs: {status}: {said}")
        line = (
            f"tcpexplain: this kernel offers no {name}: privileges are dropped, but not all is held off that SECURITY.md "
            f"promises\n"
        )
        expect(said == line, f"{fault}: one line: {said}")
    status, _, said = run(stage.binary, host, "--user", "root", capture)
    line = "tcpexplain: --user root: is root; name a user without privileges, such as nobody\n"
    expect(status == 2 and said == line, f"root is nobody to become: {status}: {said}")
    # What the system does not let it drop or make.
    for fault, line in (
        ("setuid:error=EAGAIN", "tcpexplain: privileges could not be dropped: Resource temporarily unavailable\n"),
        ("capset:error=EPERM", "tcpexplain: privileges could not be dropped: Operation not permitted\n"),
        ("socketpair:error=EMFILE", "tcpexplain: outputs cannot be made: Too many open files\n"),
    ):
        outputs = ("--har", stage.path("z.har")) if "made" in line else ()
        status, told, said = injecting(stage, host, fault, *outputs, "--summary", capture)
        expect(status == 2 and not told and said == line, f"{fault}: exit status 2 and a line, not {status}: {said}{told[:100]}")
