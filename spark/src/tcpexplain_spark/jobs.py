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
    """What one capture has of one part. Times are nanoseconds since 1970."""

    part: int
    place: str
    size: int
    first: int | None
    last: int | None


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
    def last(self) -> int | None:
        """The second latest time that a part ends with: a single wild timestamp must not make everything else look long past."""
        ends = sorted(p.last for p in self.pieces if p.last is not None)
        return ends[-2] if len(ends) > 1 else ends[0] if ends else None


@dataclass(frozen=True)
class Part:
    """The pieces of one part in the order in which they are read.

    name: `0007`, or `0007.2` for what came of splitting it again. `now`: the time up to which the archive is known.
    """

    name: str
    pieces: tuple[Piece, ...]
    count: int  # into how many parts everything was split
    now: int | None

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
