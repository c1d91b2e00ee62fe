"""Copies the packets of open connections from a part, for the run that takes in what comes after it."""

from __future__ import annotations

import ipaddress
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from tcpexplain_spark.openness import Held
from tcpexplain_spark.pcapng import PACKET, PACKETS, Section, blocks

PLAIN_IPV4, PLAIN_IPV6 = 26, 22  # where the addresses begin behind an Ethernet header
SEARCHED = 256  # bytes of a frame that are searched for addresses and ports, if it is not plain


class Carrier:
    """Finds the packets of connections by their addresses and ports, which lie in one piece: source, destination, ports.

    Frames that are not plain Ethernet, IP and TCP are searched for these bytes: that finds tunnels, VLANs and what ICMP errors quote.
    Fragments tell no ports, so those between the two addresses are all taken; more packets than needed make no difference to a connection.
    """

    def __init__(self, connections: Iterable[Held]) -> None:
        self._first: dict[bytes, int] = {}
        self._pairs: dict[bytes, int] = {}
        for connection in connections:
            (a, port_a), (b, port_b) = connection.ends
            x, y = ipaddress.ip_address(a.split("%")[0]).packed, ipaddress.ip_address(b.split("%")[0]).packed
            for pair, ports in ((x + y, (port_a, port_b)), (y + x, (port_b, port_a))):
                _keep_least(self._first, pair + struct.pack(">HH", *ports), connection.first_frame)
                _keep_least(self._pairs, pair, connection.first_frame)
        self._copied = 0
        self._earliest = min(self._first.values(), default=0)

    def copy(self, pieces: list[Path], folder: Path) -> list[Path]:
        """Copies from the pieces of a part, in their order, into a file for each that has such packets. All that is no packet comes along:
        sections, interfaces, secrets, names."""
        frame, made = 0, []
        for i, piece in enumerate(pieces):
            before = self._copied
            copy = folder / f"copy-{i:06d}.pcapng"
            with piece.open("rb") as file, copy.open("wb") as to:
                frame = self._copy(file, to, frame)
            if self._copied > before:
                made.append(copy)
            else:
                copy.unlink()
        return made

    def _copy(self, piece: BinaryIO, to: BinaryIO, frame: int) -> int:
        for kind, block, section in blocks(piece):
            if kind not in PACKETS:
                to.write(block)
                continue
            frame += 1
            if kind == PACKET and frame >= self._earliest and self._wants(block, section, frame):
                to.write(block)
                self._copied += 1
        return frame

    def _wants(self, block: bytes, section: Section, frame: int) -> bool:
        index, captured = struct.unpack_from(section.order + "I8xI", block, 8)
        data = block[28 : 28 + min(captured, SEARCHED)]
        is_ethernet = index < len(section.interfaces) and section.interfaces[index].link_type == 1
        if is_ethernet and data[12:15] == b"\x08\x00\x45" and data[23:24] == b"\x06" and not _is_fragment(data):
            return self._first.get(data[PLAIN_IPV4 : PLAIN_IPV4 + 12], frame + 1) <= frame
        if is_ethernet and data[12:14] == b"\x86\xdd" and data[20:21] == b"\x06":
            return self._first.get(data[PLAIN_IPV6 : PLAIN_IPV6 + 36], frame + 1) <= frame
        return any(first <= frame for first in self._found_in(data))

    def _found_in(self, data: bytes) -> Iterator[int]:
        for at in range(len(data) - 8):
            for length in (12, 36):
                first = self._first.get(data[at : at + length])
                if first is not None:
                    yield first
            for length in (8, 32):
                # A fragment, or a header with options between addresses and ports.
                first = self._pairs.get(data[at : at + length])
                if first is not None:
                    yield first


def _is_fragment(data: bytes) -> bool:
    return bool(data[20] & 0x3F or data[21])


def _keep_least(into: dict[bytes, int], key: bytes, value: int) -> None:
    into[key] = min(value, into.get(key, value))


