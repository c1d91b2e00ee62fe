"""Stage 1: a capture becomes a file for each part that it has packets of."""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path
from typing import IO

from tcpexplain_spark import program
from tcpexplain_spark.jobs import Capture, Job, Part, Piece, Split
from tcpexplain_spark.pcapng import end, first_time
from tcpexplain_spark.places import folder_for, local_path, pieces

MOST_PARTS = 4096  # of a split


def split_capture(job: Job, index: int, capture: Capture, parts: int) -> Split:
    """Splits one capture. What is wrong with it is part of the result, never an error: the others count all the same."""
    start = time.monotonic()
    with folder_for(job.shell, f"{job.staging}/split/{index:06d}") as (folder, final):
        # Carried packets say already where they came from.
        name = [] if capture.is_carried else ["--name", capture.place]
        command = [*_command(job, parts, folder), *name, "--"]
        path = local_path(capture.place)
        if path is not None:
            ended = program.run([*command, str(path)], None, _pass_over)
        else:
            with pieces(job.shell, [capture.place]) as source:
                ended = program.run([*command, "-"], source, _pass_over)
        if ended.was_killed or ended.status == 127:
            # Nothing is known of the capture then; Spark tries again, elsewhere if it can.
            raise RuntimeError(f"{capture.place}: {job.program} ended with {ended.status}: {ended.stderr}")
        if any(folder.glob("*.partial")):
            # It could not write: that says nothing of the capture either.
            raise RuntimeError(f"{capture.place}: the parts could not be written: {ended.stderr[-1000:]}")
        found = tuple(_piece(file, final) for file in sorted(folder.glob("part-*.pcapng")))
    status = _status(capture, ended, found)
    error = ended.input_error or _first_complaint(ended.stderr) if ended.status != program.ANALYSED or ended.input_error else None
    return Split(capture, found, status, error, ended.stderr, time.monotonic() - start)


def split_again(job: Job, part: Part, factor: int) -> list[Part]:
    """Splits a part that is too large. The number of parts is a multiple of what it was: most of the new ones are empty, and the rest
    divide this one. Connections stay whole whatever the number is."""
    count = min(MOST_PARTS, part.count * factor)
    with folder_for(job.shell, f"{job.staging}/again/{part.name}") as (folder, final):
        with tempfile.TemporaryDirectory(prefix="tcpexplain-again-") as scratch:
            local = job.shell.fetch([piece.place for piece in part.pieces], Path(scratch))
            ended = program.run([*_command(job, count, folder), "--", *map(str, local)], None, _pass_over)
        if ended.status != program.ANALYSED or ended.input_error:
            raise RuntimeError(f"part {part.name}: {ended.input_error or ended.stderr}")
        found = [_piece(file, final) for file in sorted(folder.glob("part-*.pcapng"))]
    return [Part(f"{part.name}.{i}", (piece,), count, part.now) for i, piece in enumerate(found)]


def join(job: Job, files: list[Path], folder: Path) -> Path:
    """Puts parts of several captures into one, which knows all of these captures."""
    ended = program.run([*_command(job, 1, folder), "--", *map(str, files)], None, _pass_over)
    made = folder / "part-0000.pcapng"
    if ended.status != program.ANALYSED or not made.exists():
        raise RuntimeError(f"split: {ended.stderr}")
    return made


def _command(job: Job, parts: int, folder: Path) -> list[str]:
    return [job.program, "split", "--by", "connection", "--parts", str(parts), "--out", str(folder), "--force", "--keep-order"]


def _pass_over(output: IO[bytes]) -> None:
    while output.read(1 << 16):
        pass


def _piece(file: Path, final: str) -> Piece:
    number = re.search(r"\d+", file.name)
    return Piece(
        part=int(number[0]) if number else 0, place=f"{final}/{file.name}", size=file.stat().st_size,
        first=first_time(file), end=end(file))


def _first_complaint(stderr: str) -> str:
    """The first line, without the program's name."""
    return (stderr.splitlines() or ["it ended without a word"])[0].removeprefix("tcpexplain: ")


def _status(capture: Capture, ended: program.Ended, found: tuple[Piece, ...]) -> str:
    if ended.input_error:
        return "cut" if found else "unreadable"
    if ended.status == program.ANALYSED:
        return "ok" if found else "empty"
    if not found and capture.size == 0:
        return "empty"
    if ended.status == program.IN_PART:
        return "cut" if "cut short" in ended.stderr else "damaged"
    return "unreadable"
