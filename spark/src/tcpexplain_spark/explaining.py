"""Stages 1 and 2: captures are looked at, and stretches of them become records."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from tcpexplain_spark import program
from tcpexplain_spark.borders import Borders, packed
from tcpexplain_spark.jobs import Capture, Explained, Job, Reading, Stretch
from tcpexplain_spark.places import folder_for, local_path, pieces

MOST_FILES = 4000  # what a command line takes
LOOKED_AT = 64  # packets


def look(job: Job, capture: Capture) -> Reading:
    """Looks at the beginning of a capture: when it begins, and whether it is one. What is wrong with it is part of the result, never an
    error: the others count all the same."""
    with tempfile.TemporaryDirectory(prefix="tcpexplain-look-") as scratch:
        said = Path(scratch, "borders")
        command = [job.program, "--format", "ndjson", "--summary", "--count", str(LOOKED_AT), "--borders", str(said), "--"]
        path = local_path(capture.place)
        if path is not None:
            ended = program.run([*command, str(path)], None, program.pass_over)
        else:
            with pieces(job.shell, [capture.place]) as source:
                ended = program.run([*command, "-"], source, program.pass_over)
        if ended.was_killed or ended.status == 127:
            # Nothing is known of the capture then; Spark tries again, elsewhere if it can.
            raise RuntimeError(f"{capture.place}: {job.program} ended with {ended.status}: {ended.stderr}")
        found = Borders.read(said).readings((capture,)) if said.exists() else ()
    if ended.input_error:
        return Reading(capture, "unreadable", ended.input_error, stderr=ended.stderr)
    if not found or found[0].status == "unreadable":
        return Reading(
            capture, "empty" if capture.size == 0 else "unreadable", _first_complaint(ended.stderr), stderr=ended.stderr)
    return replace(found[0], status="empty") if not found[0].packets and found[0].status == "ok" else found[0]


def _first_complaint(stderr: str) -> str:
    """The first line, without the program's name."""
    return (stderr.splitlines() or ["it ended without a word"])[0].removeprefix("tcpexplain: ")


def stretches_of(readings: Sequence[Reading], count: int) -> list[Stretch]:
    """Captures with packets in the order in which one run would read them, by their first packets, in about `count` stretches of one size.
    Those that an earlier run left are one of their own, before them."""
    carried = tuple(r.capture for r in readings if r.capture.is_carried)
    made = [Stretch("carried", carried)] if carried else []
    order = sorted(
        (r for r in readings if r.packets and not r.capture.is_carried), key=lambda r: (r.begin or 0, r.capture.place))
    size = max(1, sum(r.capture.size for r in order)) / max(1, count)
    found: list[list[Capture]] = [[]]
    before = 0
    for reading in order:
        # A capture goes where its middle lies.
        is_next = (before + reading.capture.size / 2) // size >= len(found)
        if found[-1] and (is_next and len(found) < count or len(found[-1]) >= MOST_FILES):
            found.append([])
        found[-1].append(reading.capture)
        before += reading.capture.size
    return made + [Stretch(f"s{i:04d}", tuple(captures)) for i, captures in enumerate(found) if captures]


def halves(stretch: Stretch) -> list[Stretch]:
    """A stretch in two; itself if it is a single capture."""
    middle = len(stretch.captures) // 2
    if not middle or stretch.is_carried:
        return [stretch]
    return [
        Stretch(f"{stretch.name}.{i}", captures) for i, captures in enumerate((stretch.captures[:middle], stretch.captures[middle:]))]


def explain(job: Job, stretch: Stretch) -> Explained:
    """Explains the captures of a stretch as one run, to its last packet."""
    start = time.monotonic()
    with folder_for(job.shell, f"{job.staging}/stretches/{stretch.name}") as (folder, final):
        with tempfile.TemporaryDirectory(prefix="tcpexplain-stretch-") as scratch:
            local = job.shell.fetch([capture.place for capture in stretch.captures], Path(scratch))
            said = Path(scratch, "borders")
            command = [*analyzer(job), "--borders", str(said), "--keep-order", "--", *map(str, local)]
            ended = program.run_into(command, folder / "records")
            if ended.was_killed:
                (folder / "records").unlink()
                return Explained(stretch, status=ended.status, was_killed=True, stderr=ended.stderr, seconds=time.monotonic() - start)
            if ended.status in (127, program.NOTHING, program.FAILED):
                raise OSError(f"{stretch.name}: {ended.stderr}")
            borders = Borders.read(said)
        with pa.OSFile(str(folder / "numbers"), "wb") as file, pa.ipc.new_file(file, borders.numbers.schema) as writer:
            writer.write_table(borders.numbers)
    return Explained(
        stretch, borders.readings(stretch.captures), packed(borders.keys), f"{final}/records", f"{final}/numbers", borders.summary,
        ended.status, stderr=ended.stderr, seconds=time.monotonic() - start)


def analyzer(job: Job) -> list[str]:
    """The command that makes records, as far as it is the same for all."""
    command = [job.program, "--format", "ndjson", "--with-addresses"]
    command += [] if job.has_packets else ["--no-packets"]
    return command + (["--max-memory", job.max_memory] if job.max_memory else [])
