"""Which connections cross the borders between stretches, or may go on behind the last one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tcpexplain_spark.borders import unpacked
from tcpexplain_spark.clock import NANO
from tcpexplain_spark.jobs import Capture, Explained

FOREVER = 7200 * NANO  # how long a connection is held at most
# How far packets of a connection may lie from its first and last one: captures of several interfaces are not quite in order.
MARGIN = NANO


@dataclass(frozen=True)
class Moved:
    """What of a stretch is told elsewhere: keys, and the captures that have packets of them. keys None: all."""

    keys: frozenset[int] | None
    captures: frozenset[Capture]


def find(stretches: Sequence[Explained], now: tuple[int, int] | None, *, carries: bool, goes_on: bool) -> list[Moved]:
    """What is to be moved of each stretch; these are in their order.

    A connection is moved that is held at the end of a stretch and seen again in a later one while it would still be held, or that was not
    over at that end; with all others of the same ends in the stretches that are so joined. carries: also those that would still be held
    now. goes_on: the archive goes on behind the last stretch, as other captures that were taken in already show.
    """
    if any(stretch.was_killed for stretch in stretches):
        # Nothing is known of what it has: then all of it goes another way.
        return [Moved(None, frozenset(s.stretch.captures)) for s in stretches]
    late = now[1] - NANO if now is not None and carries else None
    rows = _rows(stretches, late)
    last = len(stretches) - 1
    moved: list[set[int]] = [set() for _ in stretches]
    for key, seen in rows.items():
        until: int | None = None
        before: int | None = None
        for row in sorted(seen, key=lambda r: int(r["stretch"])):
            here = int(row["stretch"])
            is_joined = until is not None and int(row["start"]) <= until + MARGIN
            if is_joined and before is not None:
                moved[before].add(key)
                moved[here].add(key)
            held = _held(row, stretches[here])
            if not is_joined or row["has"]:
                until = held
            before = here
            is_unfinished = row["unfinished"] and (here < last or goes_on)
            is_open = late is not None and held is not None and held >= late
            if is_unfinished or is_open or stretches[here].stretch.is_carried or stretches[here].hit_limit:
                moved[here].add(key)
    return [Moved(frozenset(keys), _captures(s, keys, rows, i)) for i, (s, keys) in enumerate(zip(stretches, moved, strict=True))]


def _held(row: dict[str, Any], stretch: Explained) -> int | None:
    """Until when; of a stretch that hit a limit, connections may have ended early."""
    if stretch.hit_limit:
        return int(row["end"]) + FOREVER
    return None if row["until"] is None else int(row["until"])


def _rows(stretches: Sequence[Explained], late: int | None) -> dict[int, list[dict[str, Any]]]:
    """What is known of the keys that may have to be moved, by key: those of several stretches, and those that were not over."""
    tables = []
    for i, stretch in enumerate(stretches):
        table = unpacked(stretch.keys)
        everything = stretch.stretch.is_carried or stretch.hit_limit > 0
        mark = pa.array([everything] * len(table), pa.bool_())
        tables.append(table.append_column("stretch", pa.array([i] * len(table), pa.int64())).append_column("all", mark))
    table = pa.concat_tables(tables)
    counts = pc.value_counts(table["key"].combine_chunks())
    several = counts.field("values").filter(pc.greater(counts.field("counts"), 1))
    wanted = pc.or_(pc.or_(pc.is_in(table["key"], several), table["all"]), table["unfinished"])
    if late is not None:
        wanted = pc.or_(wanted, pc.fill_null(pc.greater_equal(table["until"], late), False))
    rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in table.filter(wanted).to_pylist():
        rows[row["key"]].append(row)
    return rows


def _captures(stretch: Explained, keys: set[int], rows: dict[int, list[dict[str, Any]]], index: int) -> frozenset[Capture]:
    """The captures that may have packets of the keys: by their times, if those are in order."""
    if not keys:
        return frozenset()
    readings = [r for r in stretch.readings if r.first is not None and r.last is not None]
    jumps = any(r.back > MARGIN for r in readings) or any(
        (b.begin or 0) < (a.last or 0) - MARGIN for a, b in zip(readings, readings[1:], strict=False))
    if jumps or stretch.stretch.is_carried or len(readings) < len(stretch.readings):
        return frozenset(stretch.stretch.captures)
    times = sorted((row["start"] - MARGIN, row["end"] + MARGIN) for key in keys for row in rows[key] if row["stretch"] == index)
    return frozenset(
        r.capture for r in readings
        if any(start <= (r.last or 0) and end >= (r.first or 0) for start, end in times))
