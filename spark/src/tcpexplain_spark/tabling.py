"""Stage 5: records become files of tables."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tcpexplain_spark import columns, tables
from tcpexplain_spark.jobs import Job, Records, TableFile
from tcpexplain_spark.openness import connection_number
from tcpexplain_spark.places import folder_for

KINDS = {b"conn": "connection", b"http": "http", b"pack": "packet"}
AT_ONCE = 32 << 20  # bytes of records
_FILE = re.compile(rb'"file":(\d+)')


def tabulate(job: Job, records: Records) -> list[TableFile]:
    """Writes the records of a stretch or a part that are wanted into files of tables."""
    with folder_for(job.shell, f"{job.staging}/files/{records.part}") as (folder, final), tempfile.TemporaryDirectory() as scratch:
        local = job.shell.fetch([records.place, *([records.numbers] if records.numbers else [])], Path(scratch))
        moved = moved_numbers(local[1], records.moved) if records.numbers and records.moved else frozenset()
        writer = _Writer(records.part, folder)
        for kind, is_open, lines in sorted_records(local[0], records, moved):
            writer.take(kind, is_open, lines)
        names = writer.close()
    return [TableFile(table, f"{final}/{name}", inside) for (table, inside), name in names.items()]


def moved_numbers(numbers: Path, keys: frozenset[int]) -> frozenset[int]:
    """The numbers of the connections that have one of these keys."""
    with pa.memory_map(str(numbers)) as file:
        table = pa.ipc.open_file(file).read_all()
        found = table.filter(pc.is_in(table["key"], pa.array(keys, pa.int64())))
        return frozenset(found["connection"].to_pylist())


def sorted_records(path: Path, records: Records, moved: frozenset[int]) -> Iterator[tuple[str, bool, list[bytes]]]:
    """The records of one kind, open or not, so many at once."""
    waiting: dict[tuple[str, bool], list[bytes]] = {}
    prefix = b'{"part":"' + records.part.encode() + b'",'
    is_all = not moved and not records.still_open
    size, captures = 0, [b'"capture":' + columns.text(name) + b"," for name in records.captures]
    with path.open("rb", buffering=1 << 20) as lines:
        for line in lines:
            kind = KINDS.get(line[9:13])
            if kind is None:
                if not records.captures and line.startswith(b'{"type":"run"'):
                    captures = [b'"capture":' + columns.text(name) + b"," for name in columns.files(line)]
                continue
            number = 0 if is_all else connection_number(line)
            if number in moved:
                continue
            more = _capture(line, captures) if kind == "packet" else b""
            waiting.setdefault((kind, number in records.still_open), []).append(prefix + more + line[1:])
            size += len(line)
            if size >= AT_ONCE:
                yield from ((*key, found) for key, found in waiting.items())
                waiting, size = {}, 0
    yield from ((*key, found) for key, found in waiting.items())


def _capture(line: bytes, captures: list[bytes]) -> bytes:
    """The member that names the capture of a record of a packet."""
    file = _FILE.search(line)
    index = int(file[1]) if file else 0
    return captures[index] if index < len(captures) else b""


@dataclass
class _Writer:
    """Writes rows into a file for each table, day, and open or not."""

    part: str
    folder: Path
    _files: dict[tuple[str, str], pq.ParquetWriter] = field(default_factory=dict)
    _names: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, kind: str, is_open: bool, lines: list[bytes]) -> None:
        read = columns.read(kind, lines)
        makers: dict[str, Callable[[pa.Table], pa.Table]] = {
            name: make for name, (record, make) in tables.MAKERS.items() if record == kind}
        for name, make in makers.items():
            rows = make(read)
            for day in pc.unique(rows["day"]).to_pylist():
                mask = pc.is_null(rows["day"]) if day is None else pc.equal(rows["day"], day)
                self._file(name, is_open, day, rows.schema).write_table(rows.filter(mask).drop_columns("day"))

    def _file(self, table: str, is_open: bool, day: object, schema: pa.Schema) -> pq.ParquetWriter:
        inside = f"open={str(is_open).lower()}/day={tables.NO_DAY if day is None else day}/{self.part}.parquet"
        if (table, inside) not in self._files:
            name = f"{len(self._files):04d}.parquet"
            self._names[table, inside] = name
            self._files[table, inside] = pq.ParquetWriter(
                self.folder / name, schema.remove(schema.get_field_index("day")), compression="zstd",
                use_dictionary=False)  # zstd finds what repeats by itself: the files are smaller, and sooner written
        return self._files[table, inside]

    def close(self) -> dict[tuple[str, str], str]:
        for file in self._files.values():
            file.close()
        return self._names
