#!/usr/bin/env python3
"""Cuts a capture (pcap, little-endian) from standard input into files of as many bytes, in the middle of connections.

    python3 spark/tests/cutting.py FOLDER FILES BYTES < CAPTURE

Their names are in another order than their times."""

from __future__ import annotations

import struct
import sys
from pathlib import Path
from typing import BinaryIO

AT_ONCE = 8 << 20


def cut_stream(source: BinaryIO, folder: Path, count: int, size: int) -> list[Path]:
    """`size` is about what the source has; the last file takes the rest."""
    header = source.read(24)
    # 7 and any count that is no multiple of it have no common factor: each name is taken once.
    files = [folder / f"{i * 7 % count:02d}.pcap" for i in range(count)]
    before = 24
    for i, path in enumerate(files):
        until = 24 + (size - 24) * (i + 1) // count
        with path.open("wb") as file:
            file.write(header)
            while before < until or i == count - 1:
                packets = _packets(source, AT_ONCE if i == count - 1 else min(AT_ONCE, until - before))
                if not packets:
                    break
                file.write(packets)
                before += len(packets)
    return files


def _packets(source: BinaryIO, size: int) -> bytes:
    """Whole packets, of about so many bytes."""
    found, at = source.read(size), 0
    while at < len(found):
        if at + 16 > len(found):
            found += source.read(at + 16 - len(found))
        end = at + 16 + int(struct.unpack_from("<I", found, at + 8)[0])
        if end > len(found):
            found += source.read(end - len(found))
        at = end
    return found


if __name__ == "__main__":
    cut_stream(sys.stdin.buffer, Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
