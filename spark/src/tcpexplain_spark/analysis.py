"""Stage 2: a part becomes files of records."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, BinaryIO, cast

from tcpexplain_spark import clock, program
from tcpexplain_spark.carrying import Carrier
from tcpexplain_spark.jobs import Analysis, Job, Part
from tcpexplain_spark.openness import Held, Openness, connection_number
from tcpexplain_spark.places import folder_for, pieces

KINDS = {b"conn": "connections", b"http": "exchanges", b"pack": "packets"}
_LIMIT = b'"ended_by":"limit"'


def analyze(job: Job, part: Part) -> Analysis:
    """Explains one part: its pieces, in their order, as one stream."""
    start = time.monotonic()
    with folder_for(job.shell, f"{job.staging}/rows/{part.name}") as (folder, final), ExitStack() as stack:
        writer = _Writer(part.name, folder)
        command = [job.program, "--format", "ndjson", "--with-addresses"]
        command += [] if job.has_packets else ["--no-packets"]
        command += ["--max-memory", job.max_memory] if job.max_memory else []
        source = _stream(job, part, stack)
        ended = program.run([*command, "-"], source, writer.take)
        writer.close()
        if ended.was_killed:
            return Analysis(part, {}, was_killed=True, status=ended.status, stderr=ended.stderr, seconds=time.monotonic() - start)
        if ended.status == 127 or ended.input_error:
            raise OSError(f"part {part.name}: {ended.input_error or ended.stderr}")
        carried: str | None = None
        held: list[Held] = []
        if job.carries and part.now is not None and "connections" in writer.kinds:
            with (folder / "connections").open("rb") as records:
                held = Openness(part.now).find(records)
        if held:
            _divide(folder, writer.kinds, {connection.number for connection in held})
            with pieces(job.shell, [p.place for p in part.pieces]) as again, (folder / "carried.pcapng").open("wb") as to:
                Carrier(held).copy(cast(BinaryIO, io.BufferedReader(_Reader(again), 1 << 20)), to)
            carried = f"{final}/carried.pcapng"
        records_of = {file.name: f"{final}/{file.name}" for file in folder.iterdir() if file.suffix == "" and file.stat().st_size}
    return Analysis(
        part, records_of, summary=writer.summary, status=ended.status, hit_limit=writer.limited, carried=carried,
        open_connections=len(held), stderr=ended.stderr, seconds=time.monotonic() - start)


def _stream(job: Job, part: Part, stack: ExitStack) -> Iterator[bytes]:
    """The pieces, and behind them how late it is."""
    for piece in part.pieces:
        yield from stack.enter_context(pieces(job.shell, [piece.place]))
    if part.now is not None:
        yield clock.tick(part.now)


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
        for line in output:
            kind = KINDS.get(line[9:13])
            if kind:
                self._file(kind).write(prefix + line[1:])
                if kind == "connections" and _LIMIT in line:
                    self.limited += 1
            elif line.startswith(b'{"type":"summary"'):
                self.summary = json.loads(line)

    def _file(self, kind: str) -> IO[bytes]:
        if kind not in self._files:
            self.kinds.add(kind)
            self._files[kind] = (self.folder / kind).open("wb", buffering=1 << 18)
        return self._files[kind]

    def close(self) -> None:
        for file in self._files.values():
            file.close()


def _divide(folder: Path, kinds: set[str], numbers: set[int]) -> None:
    """Moves the records of open connections into files of their own."""
    for kind in kinds:
        whole = (folder / kind).rename(folder / f"{kind}.whole")
        with whole.open("rb") as records, (folder / kind).open("wb") as closed, (folder / f"open-{kind}").open("wb") as still_open:
            for line in records:
                (still_open if connection_number(line) in numbers else closed).write(line)
        whole.unlink()


class _Reader(io.RawIOBase):
    """An iterator of bytes as a file."""

    def __init__(self, source: Iterator[bytes]) -> None:
        self._source = source
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            piece = next(self._source, None)
            if piece is None:
                return 0
            self._rest = piece
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count
