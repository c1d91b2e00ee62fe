"""--summary on a terminal: a screen that is drawn anew, and given back."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator

from fixtures.clients import connect, curl
from fixtures.network import SERVER, Pair

from .program import Arrivals, Program
from .stage import Stage, expect, test

ENTERED, LEFT = b"\x1b[?1049h", b"\x1b[?1049l"
HIDDEN, SHOWN = b"\x1b[?25l", b"\x1b[?25h"


@contextlib.contextmanager
def terminal() -> Iterator[tuple[int, int]]:
    """A pseudo terminal of 24 lines and 80 columns: our end, and the program's."""
    ours, theirs = pty.openpty()
    try:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        yield ours, theirs
    finally:
        os.close(ours)
        os.close(theirs)


@contextlib.contextmanager
def screen(stage: Stage, net: Pair, *arguments: str, times: int = 1) -> Iterator[tuple[Program, Arrivals]]:
    """The program on a terminal; on leaving, the terminal must be as it was."""
    with terminal() as (ours, theirs):
        modes = termios.tcgetattr(theirs)
        program = started(stage, net, theirs, *arguments)
        arrivals = Arrivals(ours)
        arrivals.wait_for(b"listening on", 5)
        yield program, arrivals
        arrivals.drain(0.1)
        text = arrivals.text
        expect(text.count(ENTERED) == text.count(LEFT) == times, f"the alternate screen is entered and left, {times} time(s) each")
        expect(text.index(ENTERED) < text.index(LEFT), "entered, then left")
        expect(text.rfind(SHOWN) > text.rfind(HIDDEN) >= 0, "the cursor is hidden, and shown again")
        expect(b"dropped by the kernel" in text[text.rindex(LEFT) :], "the summary stays on the terminal")
        expect(termios.tcgetattr(theirs) == modes, "the terminal's modes are as before")


def started(stage: Stage, net: Pair, output: int, *arguments: str) -> Program:
    return stage.program(
        net.server, "-i", "eth0", *arguments, stdout=output, stderr=output, listens=False, environment={"COLUMNS": ""}
    )


@test("--summary on a terminal: drawn anew, given back on SIGINT")
def drawn(stage: Stage) -> None:
    net = stage.net()
    with screen(stage, net, "--summary") as (program, arrivals):
        with connect(net.client):
            arrivals.wait_for(b"10.9.0.2:", 3)
            arrivals.wait_for(b"ESTABLISHED/ESTABLISHED", 1)
            before = len(arrivals.text)
            with connect(net.client):
                arrivals.wait_for(b" 2 open", 2, before)
                arrivals.drain(0.1)
            shown = arrivals.text.rpartition(b"\x1b[H")[2]
            expect(b"\n2  10.9.0.2:" in shown, f"the second connection on the screen: {shown!r}")
            lines = shown.replace(b"\x1b[K", b"").replace(b"\x1b[J", b"").decode().replace("\r", "").split("\n")
            expect(max(map(len, lines)) <= 80, f"no line beyond 80 columns: {max(lines, key=len)}")
            expect(len(lines) <= 24, f"no more lines than the terminal has: {len(lines)}")
        program.expect_end()


@test("--summary on a terminal: given back when the interface disappears")
def given_back(stage: Stage) -> None:
    net = stage.net()
    with screen(stage, net, "--summary") as (program, arrivals):
        curl(net.client, f"http://{SERVER}/")
        arrivals.wait_for(b"10.9.0.2:", 3)
        net.client.ip("link", "delete", "eth0")
        arrivals.wait_for(LEFT, 3)
        expect(program.wait(3) == 3, f"exit status 3, not {program.process.returncode}")
        arrivals.drain(0.1)
        left = arrivals.text.partition(LEFT)[2]
        expect(b"disappeared" in left, f"why it ended is still there once the screen is left: {left!r}")


@test("--summary on a terminal: given back while it stands still after Ctrl-Z, and drawn again")
def stopped(stage: Stage) -> None:
    net = stage.net()
    with screen(stage, net, "--summary", times=2) as (program, arrivals):
        with connect(net.client):
            arrivals.wait_for(b"ESTABLISHED/ESTABLISHED", 8)
            program.process.send_signal(signal.SIGTSTP)
            arrivals.wait_for(LEFT, 3)
            program.process.send_signal(signal.SIGCONT)
            before = len(arrivals.text)
            arrivals.wait_for(b"ESTABLISHED/ESTABLISHED", 8, before)
            expect(arrivals.text.rfind(ENTERED) > arrivals.text.rfind(LEFT), "the alternate screen is entered again")
        program.expect_end()


@test("--summary on a terminal stopped by Ctrl-S: given back by the second signal")
def abandoned(stage: Stage) -> None:
    net = stage.net()
    with terminal() as (ours, theirs):
        program = started(stage, net, theirs, "--summary")
        arrivals = Arrivals(ours)
        arrivals.wait_for(ENTERED, 5)
        termios.tcflow(theirs, termios.TCOOFF)
        time.sleep(1.5)  # it draws once a second at least
        program.process.send_signal(signal.SIGINT)
        time.sleep(2.2)
        expect(program.process.poll() is None, "it waits for its reader (else this test shows nothing)")
        program.process.send_signal(signal.SIGINT)
        expect(program.wait(2) == -signal.SIGINT, f"ended by the signal, not {program.process.returncode}")
        arrivals.drain(0.2)
        expect(arrivals.text.count(LEFT) == 1, "the alternate screen is left")
        expect(arrivals.text.rfind(SHOWN) > arrivals.text.rfind(HIDDEN), "the cursor is shown again")


@test("--summary to a pipe: no screen, plain lines")
def plain(stage: Stage) -> None:
    net = stage.net()
    program = stage.program(net.server, "-i", "eth0", "--summary", stdout=subprocess.PIPE)
    curl(net.client, f"http://{SERVER}/")
    arrivals = Arrivals(program.process.stdout.fileno())
    arrivals.drain(0.3)
    program.expect_end()
    arrivals.drain(0.3)
    program.process.stdout.close()
    expect(b"\x1b" not in arrivals.text, "nothing for a terminal")
    expect(b"10.9.0.2:" in arrivals.text, f"the connection: {arrivals.text[-300:]!r}")
