"""The program, running on a host: what it says, what it tells, how it ends."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import time
from pathlib import Path

from fixtures.expect import Missed, expect
from fixtures.hosts import Host

# None of ours may outlive a crash for long: a change of user also ends what setpriv --pdeathsig arranged.
LONGEST = "100"


class Program:
    """One run. Standard output and error go to files, unless `stdout` and `stderr` say otherwise."""

    def __init__(
        self,
        binary: Path,
        base: Path,
        host: Host,
        arguments: tuple[str, ...],
        *,
        prefix: tuple[str, ...] = (),
        listens: bool = True,
        environment: dict[str, str] | None = None,
        stdin: int = subprocess.DEVNULL,
        stdout: int | None = None,
        stderr: int | None = None,
    ):
        self.prefix = prefix
        self._out, self._err = base.with_suffix(".out"), base.with_suffix(".err")
        # Not SUDO_USER: who ran this script is not to matter.
        surroundings = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "TERM": "xterm", "COLUMNS": "200"}
        bounded = ("--duration", LONGEST) if "-i" in arguments and "--duration" not in arguments else ()
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self.process = host.start(
                *prefix,
                str(binary),
                *bounded,
                *arguments,
                stdin=stdin,
                stdout=out if stdout is None else stdout,
                stderr=err if stderr is None else stderr,
                env=surroundings | (environment or {}),
            )
        self.started = time.monotonic()
        if listens:
            self._wait_until(lambda: "listening on" in self.said, 10, "it did not begin to listen")

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def said(self) -> str:
        """Standard error so far."""
        return self._err.read_text(errors="replace")

    @property
    def complaints(self) -> list[str]:
        """Standard error so far, without the line that says that packets are being taken."""
        return [line for line in self.said.splitlines() if "listening on" not in line]

    @property
    def told(self) -> str:
        """Standard output so far."""
        return self._out.read_text(errors="replace")

    @property
    def lines(self) -> list[str]:
        return self.told.splitlines()

    def records(self, kind: str = "") -> list[dict]:
        """The NDJSON records, or those of one type."""
        records = [json.loads(line) for line in self.lines]
        return [record for record in records if not kind or record["type"] == kind]

    def summary(self) -> dict:
        records = self.records()
        expect(records and records[-1]["type"] == "summary", "the last record is a summary")
        return records[-1]

    def wait_for(self, text: str, seconds: float = 5) -> None:
        self._wait_until(lambda: text in self.told, seconds, f"'{text}' did not come within {seconds:g} s")

    def _wait_until(self, holds, seconds: float, otherwise: str) -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            if self.process.poll() is not None and not holds():
                raise Missed(f"{otherwise}: it ended, with exit status {self.process.returncode}: {self.said.strip()}")
            if time.monotonic() > deadline:
                raise Missed(otherwise)
            time.sleep(0.005)

    def settle(self, quiet: float = 0.3) -> None:
        """Waits until nothing more is told."""
        size, since = -1, time.monotonic()
        while time.monotonic() - since < quiet:
            if (now := self._out.stat().st_size) != size:
                size, since = now, time.monotonic()
            time.sleep(0.02)

    def end(self, number: int = signal.SIGINT, seconds: float = 5) -> int:
        """Sends a signal and returns the exit status."""
        self.process.send_signal(number)
        return self.wait(seconds)

    def wait(self, seconds: float = 5) -> int:
        """The exit status; a death by a signal is the negative number of it."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise Missed(f"it did not end within {seconds:g} s") from None

    def expect_end(self, status: int = 0, number: int = signal.SIGINT, seconds: float = 5) -> None:
        came = self.end(number, seconds)
        expect(came == status, f"exit status {status}, not {came}: {self.said.strip()}")


def run(
    binary: Path, host: Host, *arguments: str, prefix: tuple[str, ...] = (), environment: dict[str, str] | None = None
) -> tuple[int, str, str]:
    """A run to the end: exit status, standard output, standard error."""
    environment = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"} | (environment or {})
    with host.entered():
        done = subprocess.run(
            [*prefix, str(binary), *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=30, env=environment
        )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class Arrivals:
    """What comes from a pipe or a pseudo terminal, and when."""

    def __init__(self, descriptor: int):
        self.descriptor = descriptor
        self.text = b""

    def read(self, seconds: float) -> bool:
        """Takes what comes within that time at the latest; false if nothing did, or its writer has gone."""
        if not select.select([self.descriptor], [], [], max(0, seconds))[0]:
            return False
        try:
            more = os.read(self.descriptor, 1 << 16)
        except OSError:  # EIO: the other end of a pseudo terminal is closed
            return False
        self.text += more
        return bool(more)

    def drain(self, quiet: float) -> None:
        while self.read(quiet):
            pass

    def wait_for(self, mark: bytes, seconds: float, after: int = 0) -> float:
        """Seconds until that text has come, behind what had come before."""
        began = time.monotonic()
        while mark not in self.text[after:]:
            left = began + seconds - time.monotonic()
            if left < 0 or not self.read(left):
                raise Missed(f"{mark.decode()!r} did not come within {seconds:g} s")
        return time.monotonic() - began
