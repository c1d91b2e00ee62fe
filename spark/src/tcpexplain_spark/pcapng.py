"""As much of pcapng as is needed to know when a part begins and ends, and to copy some of its packets."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

INTERFACE, PACKET = 1, 6
PACKETS = {2, 3, PACKET}  # all blocks that are a frame
NANO = 1_000_000_000


@dataclass
class Interface:
    link_type: int
    per_second: int = 1_000_000
    offset: int = 0  # seconds


@dataclass
class Section:
    """What must be known of a section to read its packets."""

    order: str = "<"
    interfaces: list[Interface] = field(default_factory=list)

    def nanoseconds(self, block: bytes | memoryview) -> int | None:
        """When a packet was captured, since 1970."""
        index, high, low = struct.unpack_from(self.order + "III", block, 8)
        if index >= len(self.interfaces):
            return None
        interface = self.interfaces[index]
        units: int = (high << 32) | low
        return int(units * NANO // interface.per_second + interface.offset * NANO)


def interface_of(block: bytes | memoryview, order: str) -> Interface:
    """Reads an interface description block."""
    interface = Interface(struct.unpack_from(order + "H", block, 8)[0])
    at = 16
    while at + 4 <= len(block) - 4:
        code, length = struct.unpack_from(order + "HH", block, at)
        if code == 0:
            break
        if code == 9 and length == 1:  # if_tsresol
            base, power = (2, block[at + 4] & 0x7F) if block[at + 4] & 0x80 else (10, block[at + 4])
            interface.per_second = base ** min(power, 63)
        if code == 14 and length == 8:  # if_tsoffset
            interface.offset = struct.unpack_from(order + "q", block, at + 4)[0]
        at += 4 + (length + 3) // 4 * 4
    return interface


def blocks(file: BinaryIO) -> Iterator[tuple[int, bytes, Section]]:
    """The blocks of a file that tcpexplain wrote, each with its section. Ends at the first that is not whole."""
    section = Section()
    while len(head := file.read(8)) == 8:
        if head[:4] == b"\x0a\x0d\x0d\x0a":
            magic = file.read(4)
            section = Section("<" if magic == b"\x4d\x3c\x2b\x1a" else ">")
            head += magic
        kind, length = struct.unpack_from(section.order + "II", head)
        rest = length - len(head)
        if length < 12 or len(body := file.read(rest)) < rest:
            return
        block = head + body
        if kind == INTERFACE:
            section.interfaces.append(interface_of(block, section.order))
        yield kind, block, section


def first_time(path: Path) -> int | None:
    """Of the first packet, in nanoseconds."""
    with path.open("rb") as file:
        for kind, block, section in blocks(file):
            if kind == PACKET:
                return section.nanoseconds(block)
    return None


def last_time(path: Path) -> int | None:
    """Of the last packet, in nanoseconds: found from the end, since a block tells its length there too.

    Only the interfaces that were described before the first packet are known; None if it is of another.
    """
    section = Section()
    with path.open("rb") as file:
        for kind, _, current in blocks(file):
            section = current
            if kind == PACKET:
                break
        end = file.seek(0, 2)
        for _ in range(1000):
            if end < 12:
                return None
            file.seek(end - 4)
            (length,) = struct.unpack(section.order + "I", file.read(4))
            if length < 12 or length > end:
                return None
            end -= length
            file.seek(end)
            block = file.read(min(length, 28))
            if struct.unpack_from(section.order + "I", block)[0] == PACKET and length >= 32:
                return section.nanoseconds(block)
    return None
