"""Stage 3: what is to be moved of a capture becomes a file for each part that has packets of it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tcpexplain_spark import program
from tcpexplain_spark.jobs import Capture, Job, Part, Piece
from tcpexplain_spark.pcapng import end
from tcpexplain_spark.places import folder_for, local_path, pieces

MOST_PARTS = 4096  # of a split


def split_capture(job: Job, order: int, capture: Capture, parts: int, keys: frozenset[int] | None = None) -> list[Piece]:
    """Splits one capture: the packets of the connections with these keys, or all. What is wrong with the capture was told of already."""
    with folder_for(job.shell, f"{job.staging}/split/{order:06d}") as (folder, final), tempfile.TemporaryDirectory() as scratch:
        # Carried packets say already where they came from.
        command = [*_command(job, parts, folder), *([] if capture.is_carried else ["--name", capture.place])]
        if keys is not None:
            wanted = Path(scratch, "keys")
            wanted.write_text("".join(f"{key}\n" for key in sorted(keys)))
            command += ["--keys", str(wanted)]
        path = local_path(capture.place)
        if path is not None:
            ended = program.run([*command, "--", str(path)], None, program.pass_over)
        else:
            with pieces(job.shell, [capture.place]) as source:
                ended = program.run([*command, "--", "-"], source, program.pass_over)
        if ended.was_killed or ended.status not in (program.ANALYSED, program.IN_PART):
            raise RuntimeError(f"{capture.place}: {job.program} ended with {ended.status}: {ended.stderr}")
        if any(folder.glob("*.partial")):
            raise RuntimeError(f"{capture.place}: the parts could not be written: {ended.stderr[-1000:]}")
        return [_piece(file, final, order) for file in sorted(folder.glob("part-*.pcapng"))]


def parts_of(found: Iterable[Piece], count: int, now: tuple[int, int] | None) -> list[Part]:
    """Each part with its pieces in the order of the captures."""
    made: dict[int, list[Piece]] = {}
    for piece in sorted(found, key=lambda p: p.order):
        made.setdefault(piece.part, []).append(piece)
    return [Part(f"{number:04d}", tuple(found), count, now) for number, found in sorted(made.items())]


def split_again(job: Job, part: Part, factor: int) -> list[Part]:
    """Splits a part that is too large. The number of parts is a multiple of what it was: most of the new ones are empty, and the rest
    divide this one. Connections stay whole whatever the number is."""
    count = min(MOST_PARTS, part.count * factor)
    with folder_for(job.shell, f"{job.staging}/again/{part.name}") as (folder, final):
        with tempfile.TemporaryDirectory(prefix="tcpexplain-again-") as scratch:
            local = job.shell.fetch([piece.place for piece in part.pieces], Path(scratch))
            ended = program.run([*_command(job, count, folder), "--", *map(str, local)], None, program.pass_over)
        if ended.status != program.ANALYSED or ended.input_error:
            raise RuntimeError(f"part {part.name}: {ended.input_error or ended.stderr}")
        found = [_piece(file, final, 0) for file in sorted(folder.glob("part-*.pcapng"))]
    return [Part(f"{part.name}.{i}", (piece,), count, part.now) for i, piece in enumerate(found)]


def join(job: Job, files: list[Path], folder: Path) -> Path:
    """Puts parts of several captures into one, which knows all of these captures."""
    ended = program.run([*_command(job, 1, folder), "--", *map(str, files)], None, program.pass_over)
    made = folder / "part-0000.pcapng"
    if ended.status != program.ANALYSED or not made.exists():
        raise RuntimeError(f"split: {ended.stderr}")
    return made


def _command(job: Job, parts: int, folder: Path) -> list[str]:
    return [job.program, "split", "--by", "connection", "--parts", str(parts), "--out", str(folder), "--force", "--keep-order"]


def _piece(file: Path, final: str, order: int) -> Piece:
    number = re.search(r"\d+", file.name)
    return Piece(
        part=int(number[0]) if number else 0, place=f"{final}/{file.name}", size=file.stat().st_size, order=order, end=end(file))
