"""What an archive has taken in: the one file that says which tables count."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from tcpexplain_spark.hadoop import Files
from tcpexplain_spark.jobs import Capture

VERSION = 1


@dataclass
class Known:
    """A capture that was taken in."""

    size: int
    modified: int
    status: str
    run: int


@dataclass
class Manifest:
    """run: the last one that was finished. last: how far the archive is known, in nanoseconds since 1970. carried: files with the packets
    of connections that were open then. packets: whether the archive has the table of packets."""

    run: int = 0
    last: int | None = None
    packets: bool = False
    carried: list[Capture] = field(default_factory=list)
    captures: dict[str, Known] = field(default_factory=dict)

    @staticmethod
    def place(out: str) -> str:
        return f"{out}/_manifest.json"

    @classmethod
    def load(cls, files: Files, out: str) -> Manifest:
        """That of an archive; an empty one if there is none."""
        place = cls.place(out)
        if not files.exists(place):
            return cls()
        stored = json.loads(files.read(place))
        if stored["version"] != VERSION:
            raise ValueError(f"{place}: made by another version of this program ({stored['version']})")
        return cls(
            run=stored["run"], last=stored["last"], packets=stored["packets"],
            carried=[Capture(**c) for c in stored["carried"]], captures={k: Known(**v) for k, v in stored["captures"].items()})

    def save(self, files: Files, out: str) -> None:
        files.write(self.place(out), json.dumps({"version": VERSION, **asdict(self)}, indent=1, sort_keys=True))

    def new_ones(self, captures: list[Capture]) -> tuple[list[Capture], list[Capture]]:
        """Captures that were not taken in, and those that changed since they were. One of which nothing could be read counts as new when
        it has changed."""
        new: list[Capture] = []
        changed: list[Capture] = []
        for capture in captures:
            known = self.captures.get(capture.place)
            if known is None:
                new.append(capture)
            elif (known.size, known.modified) != (capture.size, capture.modified):
                (new if known.status in ("empty", "unreadable") else changed).append(capture)
        return new, changed
