"""What was asked for, and how it is told what becomes of it."""

from __future__ import annotations

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """What was asked for. Sizes are bytes; `parts` 0 is as many as fit."""

    captures: tuple[str, ...]
    out: str
    program: str
    parts: int = 0
    stretch_size: int = 4 << 30
    part_size: int = 128 << 20
    most_of_a_part: int = 1 << 30
    max_memory: str | None = None
    packets: bool = False
    final: bool = False
    break_lock: bool = False
    keep_staging: bool = False


def say(text: str) -> None:
    print(f"tcpexplain-spark: {text}", file=sys.stderr, flush=True)
