"""What goes to the tasks and comes back from them: plain values."""

from __future__ import annotations

from dataclasses import dataclass, field

from tcpexplain_spark.places import Shell

Numbers = dict[str, int | None]


@dataclass(frozen=True)
class Job:
    """What all tasks of a run have in common.

    staging: the folder of this run, which is removed when it is over.
    """

    program: str
    staging: str
    shell: Shell
    has_packets: bool = False
    carries: bool = True
    max_memory: str | None = None


@dataclass(frozen=True)
class Capture:
    """A file of captures, as it was listed; `is_carried` if an earlier run left it for this one."""

    place: str
    size: int
    modified: int  # milliseconds since 1970
    is_carried: bool = False


@dataclass(frozen=True)
class Reading:
    """What became of a capture that was read, or looked at. Times are nanoseconds since 1970.

    begin: of the first packet. clock: the lesser of the last two times. back: how far a packet is behind one before it, at most.
    """

    capture: Capture
    status: str = "ok"  # ok, empty, cut, damaged, unreadable
    error: str | None = None
    packets: int = 0
    begin: int | None = None
    first: int | None = None
    last: int | None = None
    clock: int | None = None
    back: int = 0
    stderr: str = ""

    @property
    def end(self) -> tuple[int, int] | None:
        """The latest time, and the lesser of the last two."""
        return None if self.last is None or self.clock is None else (self.last, min(self.last, self.clock))


@dataclass(frozen=True)
class Stretch:
    """Captures that lie one behind the other, and are explained by one process."""

    name: str
    captures: tuple[Capture, ...]

    @property
    def is_carried(self) -> bool:
        return any(capture.is_carried for capture in self.captures)


@dataclass(frozen=True)
class Explained:
    """What became of a stretch.

    keys: a table of Arrow with a row for each pair of ends (borders.py). records, numbers: the places of its records, and of which
    connection has which key.
    """

    stretch: Stretch
    readings: tuple[Reading, ...] = ()
    keys: bytes = b""
    records: str = ""
    numbers: str = ""
    summary: Numbers = field(default_factory=dict)
    status: int = 0
    was_killed: bool = False
    stderr: str = ""
    seconds: float = 0.0

    @property
    def hit_limit(self) -> int:
        return self.summary.get("limited") or 0


@dataclass(frozen=True)
class Piece:
    """What one capture has of one part; `order` is that of the captures. end: of the capture, as in `Reading`."""

    part: int
    place: str
    size: int
    order: int
    end: tuple[int, int] | None = None


@dataclass(frozen=True)
class Part:
    """The pieces of one part in the order in which they are read.

    name: `0007`, or `0007.2` for what came of splitting it again. now: the latest time of the archive, and the lesser of its last two: a
    single wild timestamp must not make everything else look long past.
    """

    name: str
    pieces: tuple[Piece, ...]
    count: int  # into how many parts everything was split
    now: tuple[int, int] | None

    @property
    def size(self) -> int:
        return sum(piece.size for piece in self.pieces)


@dataclass(frozen=True)
class Analysis:
    """What became of a part. `still_open`: the numbers of the connections that may go on."""

    part: Part
    records: str = ""
    still_open: frozenset[int] = frozenset()
    summary: Numbers = field(default_factory=dict)
    status: int = 0
    was_killed: bool = False
    carried: str | None = None
    stderr: str = ""
    seconds: float = 0.0

    @property
    def hit_limit(self) -> int:
        return self.summary.get("limited") or 0


@dataclass(frozen=True)
class Records:
    """The records of a stretch or a part, and which of them are wanted.

    captures: those whose packets it has, if it does not say so itself. moved: keys of connections that are told elsewhere. numbers: the
    place of the keys.
    """

    part: str
    place: str
    captures: tuple[str, ...] = ()
    moved: frozenset[int] = frozenset()
    numbers: str = ""
    still_open: frozenset[int] = frozenset()


@dataclass(frozen=True)
class TableFile:
    """A file of a table: where it lies, and where in the table it belongs."""

    table: str
    place: str
    inside: str
