"""Takes captures into an archive: both stages, the tables, and the manifest that makes them count."""

from __future__ import annotations

import os
import socket
import sys
import time
import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timezone

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from tcpexplain_spark import tables
from tcpexplain_spark.analysis import analyze
from tcpexplain_spark.hadoop import Files
from tcpexplain_spark.jobs import Analysis, Capture, Job, Part, Piece, Split
from tcpexplain_spark.manifest import Known, Manifest
from tcpexplain_spark.places import Shell
from tcpexplain_spark.splitting import MOST_PARTS, split_again, split_capture

MOST_SPLIT_AGAIN = 3  # how often a part is split again at most
TABLES = ["connections", "exchanges", "findings", "packets"]


class Refused(Exception):
    """Why nothing was done."""


@dataclass(frozen=True)
class Options:
    """What was asked for. Sizes are bytes; `parts` 0 is as many as fit."""

    captures: tuple[str, ...]
    out: str
    program: str
    parts: int = 0
    part_size: int = 128 << 20
    most_of_a_part: int = 1 << 30
    max_memory: str | None = None
    packets: bool = False
    final: bool = False
    break_lock: bool = False
    keep_staging: bool = False


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


def say(text: str) -> None:
    print(f"tcpexplain-spark: {text}", file=sys.stderr, flush=True)


class Archive:
    def __init__(self, spark: SparkSession, options: Options) -> None:
        self._spark = spark
        self._options = options
        self._files = Files(spark)
        self._out = self._files.qualified(options.out)
        self._seconds: dict[str, float] = {}

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
        settings = self._spark.sparkContext.getConf().getAll()
        shell = Shell(tuple((k.removeprefix("spark.hadoop."), v) for k, v in settings if k.startswith("spark.hadoop.")))
        self._files.make_folder(staging)
        job = Job(options.program, staging, shell, options.packets, not options.final, options.max_memory)

        start = time.monotonic()
        splits, count = self._split(job, manifest.carried + new)
        start = self._lap("split", start)
        now = max((s.last for s in splits if s.last is not None), default=None)
        now = max((t for t in (now, manifest.last) if t is not None), default=None)
        parts = self._parts(splits, count, now)
        analyses = self._analyze(job, parts)
        start = self._lap("analyze", start)
        self._write(staging, splits, analyses, manifest)
        start = self._lap("tables", start)
        self._commit(staging, replace(manifest, run=number, last=now, packets=options.packets), splits, analyses)
        self._lap("commit", start)
        failed = sum(1 for s in splits if s.status not in ("ok", "empty") and not s.capture.is_carried)
        broken = sum(1 for a in analyses if a.was_killed)
        return Outcome(number, len(new), known, failed, tuple(c.place for c in changed), self._seconds, broken)

    def _lap(self, name: str, start: float) -> float:
        now = time.monotonic()
        self._seconds[name] = now - start
        say(f"{name}: {now - start:.1f} s")
        return now

    def _split(self, job: Job, captures: list[Capture]) -> tuple[list[Split], int]:
        size = sum(c.size for c in captures)
        cores = self._spark.sparkContext.defaultParallelism
        count = self._options.parts or min(MOST_PARTS, max(cores, -(-size // self._options.part_size)))
        say(f"{len(captures)} captures, {size / 1e6:,.1f} MB, into {count} parts")
        # The largest first: the last tasks are then short ones.
        order = sorted(enumerate(captures), key=lambda c: -c[1].size)
        tasks = self._spark.sparkContext.parallelize(order, min(len(order), 100_000))
        return tasks.map(lambda c: split_capture(job, c[0], c[1], count)).collect(), count

    def _parts(self, splits: list[Split], count: int, now: int | None) -> list[Part]:
        """Each part with its pieces in the order in which one run would read the captures: by their first packets."""
        def order(split: Split) -> tuple[bool, int, str]:
            return (not split.capture.is_carried, split.first or 0, split.capture.place)

        pieces: dict[int, list[Piece]] = {}
        for split in sorted(splits, key=order):
            for piece in split.pieces:
                pieces.setdefault(piece.part, []).append(piece)
        return [Part(f"{number:04d}", tuple(found), count, now) for number, found in sorted(pieces.items())]

    def _analyze(self, job: Job, parts: list[Part]) -> list[Analysis]:
        """Analyzes the parts; those that are too large for a task are split again, be it by their size or by what happened."""
        done: list[Analysis] = []
        largest = self._options.most_of_a_part
        again = [(part, -(-part.size // largest)) for part in parts if part.size > largest]
        waiting = [part for part in parts if part.size <= largest]
        for attempt in range(MOST_SPLIT_AGAIN + 1):
            if again:
                say(f"{len(again)} parts are too large for one task: they are split again")
                waiting += self._split_again(job, again)
            again, made = [], self._analyses(job, waiting)
            waiting = []
            for analysis in made:
                is_too_large = analysis.was_killed or analysis.hit_limit
                if is_too_large and attempt < MOST_SPLIT_AGAIN:
                    again.append((analysis.part, 4))
                else:
                    done.append(analysis)
            if not again:
                break
        return done

    def _split_again(self, job: Job, parts: list[tuple[Part, int]]) -> list[Part]:
        tasks = self._spark.sparkContext.parallelize(parts, len(parts))
        return tasks.flatMap(lambda p: split_again(job, p[0], p[1])).collect()

    def _analyses(self, job: Job, parts: list[Part]) -> list[Analysis]:
        if not parts:
            return []
        order = sorted(parts, key=lambda p: -p.size)
        return self._spark.sparkContext.parallelize(order, len(order)).map(lambda p: analyze(job, p)).collect()

    # The tables

    def _write(self, staging: str, splits: list[Split], analyses: list[Analysis], manifest: Manifest) -> None:
        for name in TABLES:
            kind = tables.SOURCES[name]
            found = tables.RecordFiles(
                [a.records[kind] for a in analyses if kind in a.records],
                [a.records[f"open-{kind}"] for a in analyses if f"open-{kind}" in a.records])
            rows = tables.table(self._spark, name, found)
            if rows is not None:
                tables.write(rows, f"{staging}/tables/{name}", ["open", "day"])
        tables.write(self._captures(splits, manifest), f"{staging}/tables/captures", ["day"])
        tables.write(self._part_rows(analyses), f"{staging}/tables/parts", [])

    def _captures(self, splits: list[Split], manifest: Manifest) -> DataFrame:
        rows = [
            (s.capture.place, s.capture.size, _moment(s.capture.modified * 1_000_000), s.status, s.error, s.stderr, _moment(s.first),
             _moment(s.last), s.first is not None and manifest.last is not None and s.first < manifest.last, len(s.pieces),
             sum(p.size for p in s.pieces), s.seconds)
            for s in splits if not s.capture.is_carried]
        made = self._spark.createDataFrame(rows, tables.CAPTURES).coalesce(1)
        return made.withColumn("day", F.to_date("first"))

    def _part_rows(self, analyses: list[Analysis]) -> DataFrame:
        def number(a: Analysis, key: str) -> int | None:
            value = a.summary.get(key)
            return value if isinstance(value, int) else None

        rows = [
            (a.part.name, len(a.part.pieces), a.part.size, number(a, "packets"), number(a, "tcp_packets"), number(a, "connections"),
             a.open_connections, number(a, "exchanges"), a.hit_limit, a.status, a.stderr, a.seconds)
            for a in analyses]
        return self._spark.createDataFrame(rows, tables.PARTS).coalesce(1)

    # The end

    def _commit(self, staging: str, manifest: Manifest, splits: list[Split], analyses: list[Analysis]) -> None:
        """Moves everything to its place; the manifest is last, and with it the run counts."""
        files, number = self._files, manifest.run
        run = f"run={number}"
        for name in files.names(f"{staging}/tables"):
            files.make_folder(f"{self._out}/{name}")
            files.move(f"{staging}/tables/{name}", f"{self._out}/{name}/{run}")
        manifest.carried = self._carry(run, analyses)
        taken = {s.capture.place: Known(s.capture.size, s.capture.modified, s.status, number) for s in splits if not s.capture.is_carried}
        manifest.captures = manifest.captures | taken
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


