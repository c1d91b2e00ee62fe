"""Stage 4: a part becomes records."""

from __future__ import annotations

import json
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from tcpexplain_spark import clock, program
from tcpexplain_spark.carrying import Carrier
from tcpexplain_spark.explaining import MOST_FILES, analyzer
from tcpexplain_spark.jobs import Analysis, Capture, Job, Numbers, Part
from tcpexplain_spark.openness import Held, Openness
from tcpexplain_spark.places import folder_for
from tcpexplain_spark.splitting import join, parts_of, split_capture

AT_ONCE = 4  # captures that one task splits
_LIMIT = b'"ended_by":"limit"'


def analyze(job: Job, part: Part) -> Analysis:
    """Explains one part: its pieces, in their order, as one run."""
    start = time.monotonic()
    with folder_for(job.shell, f"{job.staging}/rows/{part.name}") as (folder, final), ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tcpexplain-part-")))
        local = _few(job, job.shell.fetch([piece.place for piece in part.pieces], scratch), scratch)
        files = [*local]
        if part.now is not None:
            files.append(scratch / "tick.pcapng")
            files[-1].write_bytes(clock.tick(part.now[1], part.now[0]))
        records = folder / "records"
        ended = program.run_into([*analyzer(job), "--keep-order", "--", *map(str, files)], records)
        if ended.was_killed:
            records.unlink()
            return Analysis(part, was_killed=True, status=ended.status, stderr=ended.stderr, seconds=time.monotonic() - start)
        if ended.status in (127, program.NOTHING, program.FAILED):
            raise OSError(f"part {part.name}: {ended.stderr}")
        summary = _summary(records)
        carried: str | None = None
        held: list[Held] = []
        if job.carries and part.now is not None:
            with records.open("rb") as lines:
                held = Openness(part.now[1]).find(line for line in lines if line.startswith(b'{"type":"connection"'))
        if held:
            copies = Carrier(held).copy(local, scratch)
            carried = f"{final}/{join(job, copies, folder).name}" if copies else None
    return Analysis(
        part, f"{final}/records", frozenset(connection.number for connection in held), summary, ended.status, carried=carried,
        stderr=ended.stderr, seconds=time.monotonic() - start)


def split_and_analyze(
    job: Job, tasks: list[tuple[int, Capture, frozenset[int] | None]], now: tuple[int, int] | None, largest: int,
) -> tuple[list[Part], list[Analysis]]:
    """Splits captures, each with its order and keys, into one part and explains it: one task for what is too little for many. The part is
    left as it is if it is larger than `largest` after all."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        pieces = [piece for found in pool.map(lambda t: split_capture(job, t[0], t[1], 1, t[2]), tasks) for piece in found]
    parts = parts_of(pieces, 1, now)
    return [p for p in parts if p.size > largest], [analyze(job, p) for p in parts if p.size <= largest]


def _few(job: Job, files: list[Path], scratch: Path) -> list[Path]:
    """No more files than a command line takes: beyond that, groups of them are put into one first."""
    if len(files) <= MOST_FILES:
        return files
    groups = [files[i : i + MOST_FILES] for i in range(0, len(files), MOST_FILES)]
    return [join(job, group, scratch / f"group-{i}") for i, group in enumerate(groups)]


def _summary(records: Path) -> Numbers:
    limited, summary = 0, {}
    with records.open("rb") as lines:
        for line in lines:
            if line.startswith(b'{"type":"summary"'):
                summary = json.loads(line)
            elif _LIMIT in line and line.startswith(b'{"type":"connection"'):
                limited += 1
    return {k: summary.get(k) for k in ("packets", "tcp_packets", "connections", "exchanges")} | {"limited": limited}
