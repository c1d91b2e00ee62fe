"""Takes captures into an archive: the stages, the tables, and the manifest that makes them count."""

from __future__ import annotations

import os
import socket
import time
import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timezone

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

from tcpexplain_spark import tables
from tcpexplain_spark.hadoop import Files
from tcpexplain_spark.jobs import Analysis, Capture, Explained
from tcpexplain_spark.manifest import Known, Manifest
from tcpexplain_spark.options import Options, say
from tcpexplain_spark.stages import Stages, Taken

TABLES = ["connections", "exchanges", "findings", "packets"]


class Refused(Exception):
    """Why nothing was done."""


@dataclass(frozen=True)
class Outcome:
    """What was done, for people and for tests."""

    run: int
    new: int
    known: int
    failed: int
    changed: tuple[str, ...]
    seconds: dict[str, float]
    broken_parts: int = 0


class Archive:
    def __init__(self, spark: SparkSession, options: Options) -> None:
        self._spark = spark
        self._options = options
        self._files = Files(spark)
        self._out = self._files.qualified(options.out)

    # Bookkeeping

    def take_in(self) -> Outcome:
        """Takes in what is new. Until the manifest is written nothing counts; what a run leaves that ends before is removed by the next."""
        listed = self._listed()
        self._lock()
        try:
            manifest = Manifest.load(self._files, self._out)
            self._clean(manifest)
            if manifest.run and manifest.packets != self._options.packets:
                raise Refused(f"{self._out} was made {'with' if manifest.packets else 'without'} --packets: go on so, or begin another")
            new, changed = manifest.new_ones(listed)
            for capture in changed:
                say(f"{capture.place}: changed since it was taken in; it is not read again")
            if new:
                return self._run(manifest, new, changed, len(listed) - len(new))
            return Outcome(manifest.run, 0, len(listed), 0, tuple(c.place for c in changed), {})
        finally:
            self._files.remove(f"{self._out}/_lock")

    def _listed(self) -> list[Capture]:
        found: dict[str, Capture] = {}
        for pattern in self._options.captures:
            try:
                found |= {c.place: c for c in self._files.captures(pattern)}
            except FileNotFoundError:
                raise Refused(f"{pattern}: no such file or folder") from None
        inside = self._out + "/"
        return [c for place, c in sorted(found.items()) if not place.startswith(inside)]

    def _lock(self) -> None:
        place = f"{self._out}/_lock"
        self._files.make_folder(self._out)
        if self._options.break_lock:
            self._files.remove(place)
        owner = f"{socket.gethostname()} {os.getpid()}"
        while not self._files.create_new(place, owner):
            host, _, process = self._files.read(place).partition(" ")
            if host != socket.gethostname() or _is_running(process):
                raise Refused(f"{self._out} is being written by process {process} of {host}; if it is not, --break-lock")
            self._files.remove(place)

    def _clean(self, manifest: Manifest) -> None:
        """Removes what runs left that did not come to their end, and what the last one made superfluous."""
        self._files.remove(f"{self._out}/_staging")
        for table in [*TABLES, "captures", "parts"]:
            for name in self._files.names(f"{self._out}/{table}"):
                if not name.startswith("run="):
                    continue
                place, number = f"{self._out}/{table}/{name}", int(name[4:])
                if number > manifest.run:
                    self._files.remove(place)
                elif number < manifest.run and self._files.exists(f"{place}/open=true"):
                    self._files.remove(f"{place}/open=true")
        for name in self._files.names(f"{self._out}/_carried"):
            if name != f"run={manifest.run}":
                self._files.remove(f"{self._out}/_carried/{name}")

    # The stages

    def _run(self, manifest: Manifest, new: list[Capture], changed: list[Capture], known: int) -> Outcome:
        options, number = self._options, manifest.run + 1
        staging = f"{self._out}/_staging/{uuid.uuid4().hex}"
        self._files.make_folder(staging)
        stages = Stages(self._spark, self._files, options, staging, manifest)
        taken = stages.take(manifest.carried + new)
        start = time.monotonic()
        self._write_rows(staging, taken, manifest)
        self._commit(staging, replace(manifest, run=number, end=taken.now, packets=options.packets), taken)
        seconds = taken.seconds | {"commit": time.monotonic() - start}
        say(", ".join(f"{name} {spent:.1f} s" for name, spent in seconds.items()))
        failed = sum(1 for r in taken.readings if r.status not in ("ok", "empty") and not r.capture.is_carried)
        broken = sum(1 for a in taken.analyses if a.was_killed)
        return Outcome(number, len(new), known, failed, tuple(c.place for c in changed), seconds, broken)

    # The tables that are made here

    def _write_rows(self, staging: str, taken: Taken, manifest: Manifest) -> None:
        captures: list[dict[str, object]] = [
            {"path": r.capture.place, "bytes": r.capture.size, "modified": _moment(r.capture.modified * 1_000_000), "status": r.status,
             "error": r.error, "stderr": r.stderr or r.error, "packets": r.packets, "first": _moment(r.first), "last": _moment(r.last),
             "late": r.first is not None and manifest.end is not None and r.first < manifest.end[1]}
            for r in taken.readings if not r.capture.is_carried]
        days: dict[str, list[dict[str, object]]] = {}
        for row in captures:
            days.setdefault(f"{row['first']:%Y-%m-%d}" if row["first"] else tables.NO_DAY, []).append(row)
        for day, rows in days.items():
            self._write(f"{staging}/tables/captures/day={day}", rows, tables.CAPTURES)
        parts: list[dict[str, object]] = [
            {"part": e.stretch.name, "captures": len(e.stretch.captures), "bytes": sum(c.size for c in e.stretch.captures),
             "moved": moved, "open_connections": 0, **_row(e)}
            for e, moved in zip(taken.explained, taken.moved, strict=True)]
        parts += [
            {"part": a.part.name, "captures": len(a.part.pieces), "bytes": a.part.size, "moved": 0, "open_connections": len(a.still_open),
             **_row(a)}
            for a in taken.analyses]
        self._write(f"{staging}/tables/parts", parts, tables.PARTS)

    def _write(self, folder: str, rows: list[dict[str, object]], schema: pa.Schema) -> None:
        sink = pa.BufferOutputStream()
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), sink, compression="zstd")
        self._files.make_folder(folder)
        self._files.write_bytes(f"{folder}/rows.parquet", bytes(sink.getvalue()))

    # The end

    def _commit(self, staging: str, manifest: Manifest, taken: Taken) -> None:
        """Moves everything to its place; the manifest is last, and with it the run counts."""
        files, number = self._files, manifest.run
        run = f"run={number}"
        folders: set[str] = set()
        for file in taken.files:
            place = f"{staging}/tables/{file.table}/{file.inside}"
            folder = place.rpartition("/")[0]
            if folder not in folders:
                files.make_folder(folder)
                folders.add(folder)
            files.move(file.place, place)
        for name in files.names(f"{staging}/tables"):
            files.make_folder(f"{self._out}/{name}")
            files.move(f"{staging}/tables/{name}", f"{self._out}/{name}/{run}")
        manifest.carried = self._carry(run, taken.analyses)
        manifest.captures = manifest.captures | {
            r.capture.place: Known(r.capture.size, r.capture.modified, r.status, number)
            for r in taken.readings if not r.capture.is_carried}
        manifest.save(files, self._out)
        if not self._options.keep_staging:
            self._clean(manifest)

    def _carry(self, run: str, analyses: list[Analysis]) -> list[Capture]:
        carried: list[Capture] = []
        folder = f"{self._out}/_carried/{run}"
        for analysis in analyses:
            if analysis.carried is None:
                continue
            self._files.make_folder(folder)
            self._files.move(analysis.carried, f"{folder}/{analysis.part.name}.pcapng")
            carried += self._files.captures(f"{folder}/{analysis.part.name}.pcapng")
        return [replace(c, is_carried=True) for c in carried]


def _row(of: Explained | Analysis) -> dict[str, object]:
    counts = {key: of.summary.get(key) for key in ("packets", "tcp_packets", "connections", "exchanges")}
    return {**counts, "hit_limit": of.hit_limit, "exit_status": of.status, "stderr": of.stderr, "seconds": of.seconds}


def _moment(nanoseconds: int | None) -> datetime | None:
    if nanoseconds is None:
        return None
    return datetime.fromtimestamp(nanoseconds // 1000 / 1_000_000, timezone.utc).replace(tzinfo=None)


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (ValueError, PermissionError):
        return True
    return True


