"""Stage 2: a part becomes files of records."""

from __future__ import annotations

import json
import re
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tcpexplain_spark import clock, program
from tcpexplain_spark.carrying import Carrier
from tcpexplain_spark.jobs import Analysis, Job, Part
from tcpexplain_spark.openness import Held, Openness, connection_number
from tcpexplain_spark.places import folder_for
from tcpexplain_spark.splitting import join

KINDS = {b"conn": "connections", b"http": "exchanges", b"pack": "packets"}
MOST_FILES = 4000
_FILE = re.compile(rb'"file":(\d+)')
_LIMIT = b'"ended_by":"limit"'


def analyze(job: Job, part: Part) -> Analysis:
    """Explains one part: its pieces, in their order, as one run."""
    start = time.monotonic()
    with folder_for(job.shell, f"{job.staging}/rows/{part.name}") as (folder, final), ExitStack() as stack:
        writer = _Writer(part.name, folder)
        command = [job.program, "--format", "ndjson", "--with-addresses"]
        command += [] if job.has_packets else ["--no-packets"]
        command += ["--max-memory", job.max_memory] if job.max_memory else []
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tcpexplain-part-")))
        local = _few(job, job.shell.fetch([piece.place for piece in part.pieces], scratch), scratch)
        if part.now is not None:
            late = scratch / "tick.pcapng"
            late.write_bytes(clock.tick(part.now))
            ended = program.run([*command, "--keep-order", "--", *map(str, local), str(late)], None, writer.take)
        else:
            ended = program.run([*command, "--keep-order", "--", *map(str, local)], None, writer.take)
        writer.close()
        if ended.was_killed:
            return Analysis(part, {}, was_killed=True, status=ended.status, stderr=ended.stderr, seconds=time.monotonic() - start)
        if ended.status in (127, program.NOTHING):
            raise OSError(f"part {part.name}: {ended.stderr}")
        carried: str | None = None
        held: list[Held] = []
        if job.carries and part.now is not None and "connections" in writer.kinds:
            with (folder / "connections").open("rb") as records:
                held = Openness(part.now).find(records)
        if held:
            _divide(folder, writer.kinds, {connection.number for connection in held})
            copies = Carrier(held).copy(local, scratch)
            carried = f"{final}/{join(job, copies, folder).name}" if copies else None
        records_of = {file.name: f"{final}/{file.name}" for file in folder.iterdir() if file.suffix == "" and file.stat().st_size}
    return Analysis(
        part, records_of, summary=writer.summary, status=ended.status, hit_limit=writer.limited, carried=carried,
        open_connections=len(held), stderr=ended.stderr, seconds=time.monotonic() - start)


def _few(job: Job, files: list[Path], scratch: Path) -> list[Path]:
    """No more files than a command line takes: beyond that, groups of them are put into one first."""
    if len(files) <= MOST_FILES:
        return files
    groups = [files[i : i + MOST_FILES] for i in range(0, len(files), MOST_FILES)]
    return [join(job, group, scratch / f"group-{i}") for i, group in enumerate(groups)]


@dataclass
class _Writer:
    """Sorts records into files by their type, and adds the part's name to each."""

    part: str
    folder: Path
    kinds: set[str] = field(default_factory=set)
    summary: dict[str, object] = field(default_factory=dict)
    limited: int = 0
    _files: dict[str, IO[bytes]] = field(default_factory=dict)

    def take(self, output: IO[bytes]) -> None:
        prefix = b'{"part":"' + self.part.encode() + b'",'
        captures: list[bytes] = []
        for line in output:
            kind = KINDS.get(line[9:13])
            if kind == "packets":
                self._file(kind).write(prefix + _capture(line, captures) + line[1:])
            elif kind:
                self._file(kind).write(prefix + line[1:])
                if kind == "connections" and _LIMIT in line:
                    self.limited += 1
            elif line.startswith(b'{"type":"summary"'):
                self.summary = json.loads(line)
            elif line.startswith(b'{"type":"run"'):
                captures = [b'"capture":' + json.dumps(name).encode() + b"," for name in json.loads(line)["files"]]

    def _file(self, kind: str) -> IO[bytes]:
        if kind not in self._files:
            self.kinds.add(kind)
            self._files[kind] = (self.folder / kind).open("wb", buffering=1 << 18)
        return self._files[kind]

    def close(self) -> None:
        for file in self._files.values():
            file.close()


def _capture(line: bytes, captures: list[bytes]) -> bytes:
    """The member that names the capture of a record of a packet."""
    file = _FILE.search(line)
    index = int(file[1]) if file else 0
    return captures[index] if index < len(captures) else b""


def _divide(folder: Path, kinds: set[str], numbers: set[int]) -> None:
    """Moves the records of open connections into files of their own."""
    for kind in kinds:
        whole = (folder / kind).rename(folder / f"{kind}.whole")
        with whole.open("rb") as records, (folder / kind).open("wb") as closed, (folder / f"open-{kind}").open("wb") as still_open:
            for line in records:
                (still_open if connection_number(line) in numbers else closed).write(line)
        whole.unlink()
