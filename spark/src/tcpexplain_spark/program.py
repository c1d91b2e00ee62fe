"""Runs tcpexplain over bytes that are streamed into it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pyspark import SparkFiles

from tcpexplain_spark.places import last_lines

ANALYSED, FAILED, NOTHING, IN_PART = 0, 1, 2, 3  # exit statuses of tcpexplain


@dataclass(frozen=True)
class Ended:
    """How a process ended."""

    status: int
    stderr: str
    input_error: str | None

    @property
    def was_killed(self) -> bool:
        """By a signal: the kernel's out-of-memory killer, mostly. A shell in between makes 128 + signal of it."""
        return self.status < 0 or self.status > 128


def find(program: str) -> str:
    """Where the program is on this machine: as it was named, or as Spark brought it here."""
    if "/" in program and os.access(program, os.X_OK):
        return program
    with contextlib.suppress(Exception):  # outside a task there are no files of Spark
        shipped = SparkFiles.get(Path(program).name)
        if os.access(shipped, os.X_OK):
            return shipped
    return program


def run_into(command: list[str], path: Path) -> Ended:
    """Runs a command that writes into a file."""
    with path.open("wb") as file, tempfile.TemporaryFile() as said:
        try:
            done = subprocess.run(
                [find(command[0]), *command[1:]], stderr=said, stdout=file, stdin=subprocess.DEVNULL, check=False)
        except OSError as error:
            return Ended(127, f"{command[0]}: {error.strerror}", None)
        return Ended(done.returncode, _end_of(said), None)


def run(command: list[str], source: Iterator[bytes] | None, take: Callable[[IO[bytes]], None]) -> Ended:
    """Runs a command, writes `source` into its standard input in the background, and lets `take` read what it writes.

    Standard error goes into a file: it may be longer than a pipe, and nobody reads it before the end.
    """
    errors: list[str] = []
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(
                [find(command[0]), *command[1:]], stderr=said, stdout=subprocess.PIPE, bufsize=1 << 20,
                stdin=subprocess.PIPE if source is not None else subprocess.DEVNULL)
        except OSError as error:
            return Ended(127, f"{command[0]}: {error.strerror}", None)
        with process:
            feeder = threading.Thread(target=_feed, args=(process, source, errors), daemon=True) if source is not None else None
            try:
                if feeder:
                    feeder.start()
                if process.stdout:
                    take(process.stdout)
            except BaseException:
                process.kill()
                raise
            finally:
                if feeder:
                    feeder.join()
        return Ended(process.returncode, _end_of(said), errors[0] if errors else None)


def _end_of(said: IO[bytes]) -> str:
    said.seek(max(0, said.seek(0, 2) - 4000))
    return last_lines(said.read())


def pass_over(output: IO[bytes]) -> None:
    while output.read(1 << 16):
        pass


def _feed(process: subprocess.Popen[bytes], source: Iterator[bytes], errors: list[str]) -> None:
    if process.stdin is None:
        return
    try:
        for piece in source:
            try:
                process.stdin.write(piece)
            except BrokenPipeError:  # it has read enough, or ended; its exit status says why
                break
    except OSError as error:
        errors.append(str(error))
    finally:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
