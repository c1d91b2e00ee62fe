"""Which connections of a part may go on in captures that are not there yet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone

from tcpexplain_spark.clock import NANO, text

# docs/labels.md: how long a connection is held.
HELD = 7200 * NANO
HELD_ONCE_CLOSED = 240 * NANO

_NUMBER = re.compile(rb'"connection":(\d+)')
_ENDS = re.compile(rb'"client":\{"address":"([^"]*)","port":(\d+)\},"server":\{"address":"([^"]*)","port":(\d+)\}')
_FIRST = re.compile(rb'"first_frame":(\d+)')
_TIMES = re.compile(rb'"start":"([^"]*)","end":"([^"]*)"')
_ENDED = re.compile(rb'"ended_by":"(\w+)"')

End = tuple[str, int]


def connection_number(line: bytes) -> int:
    """Of a record of any type."""
    found = _NUMBER.search(line)
    return int(found[1]) if found else 0


@dataclass(frozen=True)
class Held:
    """A connection that may go on: its ends, lesser first, and its first frame in the part."""

    number: int
    ends: tuple[End, End]
    first_frame: int


class Openness:
    """Decides by the time up to which the archive is known."""

    def __init__(self, now: int) -> None:
        # A second more: which of the two is earlier at the very end is for the program to say, when it reads on.
        self._closed = text(now - HELD_ONCE_CLOSED - NANO).encode()

    def is_open(self, line: bytes) -> bool:
        """Whether the program would still hold the connection of this record now, which its clock was brought to at the end of the part."""
        times, ended = _TIMES.search(line), _ENDED.search(line)
        if times is None or ended is None:
            return False
        if ended[1] in (b"close", b"reset"):
            return times[2] > self._closed
        return ended[1] == b"end"

    def find(self, records: Iterable[bytes]) -> list[Held]:
        """All that are open, and those before them of the same addresses and ports: that a pair of ports was used before is part of what is
        told of its next connection."""
        lines: dict[tuple[End, End], list[tuple[Held, bytes, bytes, bool]]] = defaultdict(list)
        keys: set[tuple[End, End]] = set()
        for line in records:
            held = _read(line)
            if held is None:
                continue
            times = _TIMES.search(line)
            is_open = self.is_open(line)
            if is_open:
                keys.add(held.ends)
            if times:
                lines[held.ends].append((held, times[1], times[2], is_open))
        found: list[Held] = []
        for key in keys:
            found += _chain(lines[key])
        return found


def _read(line: bytes) -> Held | None:
    ends, first = _ENDS.search(line), _FIRST.search(line)
    if ends is None or first is None:
        return None
    pair = sorted([(ends[1].decode(), int(ends[2])), (ends[3].decode(), int(ends[4]))])
    return Held(connection_number(line), (pair[0], pair[1]), int(first[1]))


def _chain(connections: list[tuple[Held, bytes, bytes, bool]]) -> list[Held]:
    """From the first connection that is open on, and back to where nothing was held any more when the next began."""
    ordered = sorted(connections, key=lambda c: c[0].first_frame)
    first = next(i for i, c in enumerate(ordered) if c[3])
    while first > 0 and ordered[first][1] < text(_nanoseconds(ordered[first - 1][2]) + HELD).encode():
        first -= 1
    return [c[0] for c in ordered[first:]]


def _nanoseconds(time: bytes) -> int:
    whole = datetime.strptime(time[:19].decode(), "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc)
    return int(whole.timestamp()) * NANO + int(time[20:29])
