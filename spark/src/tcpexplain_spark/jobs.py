"""What goes to the tasks and comes back from them: plain values."""

from __future__ import annotations

from dataclasses import dataclass, field

from tcpexplain_spark.places import Shell


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
class Piece:
    """What one capture has of one part. Times are nanoseconds since 1970; `end` is that of the capture: the latest, and the lesser of the
    last two."""

    part: int
    place: str
    size: int
    first: int | None
    end: tuple[int, int] | None


@dataclass(frozen=True)
class Split:
    """What became of a capture in stage 1."""

    capture: Capture
    pieces: tuple[Piece, ...]
    status: str  # ok, empty, cut, damaged, unreadable
    error: str | None
    stderr: str
    seconds: float

    @property
    def first(self) -> int | None:
        return min((p.first for p in self.pieces if p.first is not None), default=None)

    @property
    def end(self) -> tuple[int, int] | None:
        return max((p.end for p in self.pieces if p.end is not None), default=None)


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
    """What became of a part in stage 2: files of records by kind, those of open connections under `open-KIND`."""

    part: Part
    records: dict[str, str]
    summary: dict[str, object] = field(default_factory=dict)
    status: int = 0
    was_killed: bool = False
    hit_limit: int = 0  # connections that ended because a limit was hit
    carried: str | None = None
    open_connections: int = 0
    stderr: str = ""
    seconds: float = 0.0
