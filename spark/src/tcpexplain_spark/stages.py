"""The stages of a run, as jobs of Spark."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from pyspark.sql import SparkSession

from tcpexplain_spark import crossing, heads
from tcpexplain_spark.analysis import analyze, split_and_analyze
from tcpexplain_spark.explaining import explain, halves, look, stretches_of
from tcpexplain_spark.hadoop import Files
from tcpexplain_spark.jobs import Analysis, Capture, Explained, Job, Part, Reading, Records, Stretch, TableFile
from tcpexplain_spark.manifest import Manifest
from tcpexplain_spark.options import Options, say
from tcpexplain_spark.places import Shell
from tcpexplain_spark.splitting import MOST_PARTS, parts_of, split_again, split_capture
from tcpexplain_spark.tabling import tabulate
from tcpexplain_spark.workers import prepared

MOST_SPLIT_AGAIN = 3  # how often a part is split again at most
MOST_HALVED = 12  # how often a stretch is
READ_AT_ONCE = 32  # captures whose first bytes are read at once
LITTLE = 1 << 30  # bytes of captures that one task may split
SMALL = 64 << 20  # bytes that are not worth several parts

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass
class Taken:
    """What became of a run. moved: of each stretch, how many pairs of ends were told elsewhere. now: the latest time of the archive, and
    the lesser of its last two."""

    readings: list[Reading] = field(default_factory=list)
    explained: list[Explained] = field(default_factory=list)
    moved: list[int] = field(default_factory=list)
    analyses: list[Analysis] = field(default_factory=list)
    files: list[TableFile] = field(default_factory=list)
    now: tuple[int, int] | None = None
    seconds: dict[str, float] = field(default_factory=dict)


class Stages:
    def __init__(self, spark: SparkSession, files: Files, options: Options, staging: str, manifest: Manifest) -> None:
        self._context = spark.sparkContext
        self._files = files
        self._options = options
        self._manifest = manifest
        settings = self._context.getConf().getAll()
        shell = Shell(tuple((k.removeprefix("spark.hadoop."), v) for k, v in settings if k.startswith("spark.hadoop.")))
        self._job = Job(options.program, staging, shell, options.packets, not options.final, options.max_memory)
        self._taken = Taken()

    def take(self, captures: list[Capture]) -> Taken:
        taken = self._taken
        start = time.monotonic()
        looks = self._look(captures)
        start = self._lap("look", start)
        stretches = stretches_of(looks, self._stretch_count(captures))
        say(f"{len(captures)} captures, {sum(c.size for c in captures) / 1e6:,.1f} MB, in {len(stretches)} stretches")
        taken.explained = self._explain(stretches)
        taken.readings = _readings(looks, taken.explained)
        start = self._lap("explain", start)
        moved = self._find_moved()
        taken.moved = [e.summary.get("connections") or 0 if m.keys is None else len(m.keys)
                       for e, m in zip(taken.explained, moved, strict=True)]
        parts, analyses = self._split(moved)
        start = self._lap("split", start)
        taken.analyses = self._analyze(parts, analyses)
        start = self._lap("analyze", start)
        taken.files = self._tabulate(moved)
        self._lap("tables", start)
        return taken

    def _lap(self, name: str, start: float) -> float:
        now = time.monotonic()
        self._taken.seconds[name] = now - start
        return now

    def _each(self, given: Sequence[Given], do: Callable[[Given], Made], most: int = 1 << 20) -> list[Made]:
        """A task for each, the first ones first; for `most` tasks of each core at most, then several in one."""
        if not given:
            return []
        tasks = min(len(given), most * self._context.defaultParallelism)
        return self._context.parallelize(given, tasks).map(prepared(do)).collect()

    # Stretches

    def _look(self, captures: list[Capture]) -> list[Reading]:
        """When each begins. The driver reads its first bytes, which mostly say so; what they do not is for the program to find out."""
        with ThreadPoolExecutor(READ_AT_ONCE) as pool:
            begins = list(pool.map(self._begin, captures))
        known = [(c, begin) for c, begin in zip(captures, begins, strict=True) if begin is not None]
        found = {c.place: Reading(c, packets=1, begin=begin, first=begin) for c, begin in known}
        job, others = self._job, [c for c in captures if c.place not in found]
        found |= {r.capture.place: r for r in self._each(others, lambda capture: look(job, capture), most=64)}
        return [found[c.place] for c in captures]

    def _begin(self, capture: Capture) -> int | None:
        try:
            return heads.begin(self._files.head(capture.place, heads.SIZE), capture.size)
        except Exception:  # of Python or Java; what is wrong with it, the program says
            return None

    def _stretch_count(self, captures: list[Capture]) -> int:
        """One for each core, or a multiple of that."""
        cores = self._context.defaultParallelism
        size = sum(c.size for c in captures)
        return cores * max(1, -(-size // (self._options.stretch_size * cores)))

    def _explain(self, stretches: list[Stretch]) -> list[Explained]:
        """Explains them; one whose process is killed is tried again in halves."""
        job = self._job
        found: dict[str, Explained] = {}
        order, waiting = list(stretches), list(stretches)
        for _ in range(MOST_HALVED):
            largest_first = sorted(waiting, key=lambda s: -sum(c.size for c in s.captures))
            found |= {e.stretch.name: e for e in self._each(largest_first, lambda stretch: explain(job, stretch))}
            killed = {s.name: halves(s) for s in order if found[s.name].was_killed}
            order = [half for s in order for half in killed.get(s.name, [s])]
            waiting = [s for s in order if s.name not in found]
            if not waiting:
                break
            say(f"{len(waiting) // 2} stretches were too much for a process: they are tried again in halves")
        return [found[s.name] if s.name in found else Explained(s, was_killed=True) for s in order]

    def _find_moved(self) -> list[crossing.Moved]:
        taken, manifest = self._taken, self._manifest
        ends = [r.end for r in taken.readings if r.end is not None and not r.capture.is_carried]
        taken.now = max([*ends, *([manifest.end] if manifest.end else [])], default=None)
        last = max((end for end in ends), default=None)
        goes_on = manifest.end is not None and (last is None or manifest.end > last)
        return crossing.find(taken.explained, taken.now, carries=self._job.carries, goes_on=goes_on)

    # Parts

    def _split(self, moved: list[crossing.Moved]) -> tuple[list[Part], list[Analysis]]:
        """Splits the captures that have packets of what is moved. If that is little, the part is analyzed in the same task."""
        job, taken = self._job, self._taken
        found = [
            (capture, None if capture.is_carried else what.keys)
            for explained, what in zip(taken.explained, moved, strict=True) for capture in explained.stretch.captures
            if capture in what.captures]
        tasks = [(i, capture, keys) for i, (capture, keys) in enumerate(found)]
        if not tasks:
            return [], []
        count = self._part_count(moved)
        say(f"{sum(taken.moved)} pairs of ends cross a border or are open: {len(tasks)} captures, into {count} parts")
        was_killed = any(e.was_killed for e in taken.explained)
        if count == 1 and sum(c.size for _, c, _ in tasks) <= LITTLE and not was_killed:
            now, largest = taken.now, self._options.most_of_a_part
            return self._each([tasks], lambda tasks: split_and_analyze(job, tasks, now, largest))[0]
        order = sorted(tasks, key=lambda t: -t[1].size)
        pieces = [p for pieces in self._each(order, lambda t: split_capture(job, t[0], t[1], count, t[2])) for p in pieces]
        if was_killed:
            # Nobody has come to the end of these before.
            taken.now = max((end for end in [taken.now, *(p.end for p in pieces)] if end is not None), default=None)
        return parts_of(pieces, count, taken.now), []

    def _part_count(self, moved: list[crossing.Moved]) -> int:
        """By how much is moved, as far as it can be told from how many connections are."""
        if self._options.parts:
            return self._options.parts
        size = 0.0
        for explained, what, number in zip(self._taken.explained, moved, self._taken.moved, strict=True):
            here = sum(c.size for c in what.captures)
            share = 1.0 if what.keys is None or explained.stretch.is_carried else number / max(1, explained.summary.get("connections") or 1)
            size += min(1.0, share) * sum(c.size for c in explained.stretch.captures) if here else 0
        if size < SMALL:
            return 1
        return min(MOST_PARTS, max(self._context.defaultParallelism, int(-(-size // self._options.part_size))))

    def _analyze(self, parts: list[Part], made: list[Analysis]) -> list[Analysis]:
        """Analyzes the parts of which that was not made yet; those that are too large for a task are split again, be it by their size or by
        what happened."""
        job = self._job
        done: list[Analysis] = []
        largest = self._options.most_of_a_part
        again = [(part, -(-part.size // largest)) for part in parts if part.size > largest]
        waiting = [part for part in parts if part.size <= largest]
        for attempt in range(MOST_SPLIT_AGAIN + 1):
            if again:
                say(f"{len(again)} parts are too large for one task: they are split again")
                waiting += [part for parts in self._each(again, lambda p: split_again(job, p[0], p[1])) for part in parts]
            made = made + self._each(sorted(waiting, key=lambda p: -p.size), lambda part: analyze(job, part))
            again, waiting = [], []
            for analysis in made:
                is_too_large = analysis.was_killed or analysis.hit_limit
                if is_too_large and attempt < MOST_SPLIT_AGAIN:
                    again.append((analysis.part, 4))
                else:
                    done.append(analysis)
            made = []
            if not again:
                break
        return done

    # Tables

    def _tabulate(self, moved: list[crossing.Moved]) -> list[TableFile]:
        job = self._job
        found = [
            Records(e.stretch.name, e.records, tuple(c.place for c in e.stretch.captures), what.keys, e.numbers)
            for e, what in zip(self._taken.explained, moved, strict=True) if what.keys is not None and not e.stretch.is_carried]
        found += [Records(a.part.name, a.records, still_open=a.still_open) for a in self._taken.analyses if a.records]
        return [file for files in self._each(found, lambda records: tabulate(job, records)) for file in files]


def _readings(looks: list[Reading], explained: list[Explained]) -> list[Reading]:
    """What is known of each capture: of those that were read, more than of those that were looked at."""
    read = {r.capture.place: r for e in explained for r in e.readings}
    return [read.get(r.capture.place, r) for r in looks]
