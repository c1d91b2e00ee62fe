"""When a capture begins, by its first bytes: their order needs nothing else. What is not plain is left to the program."""

from __future__ import annotations

import io
import struct
import zlib

from tcpexplain_spark.pcapng import INTERFACE, NANO, PACKET, PACKETS, blocks

SIZE = 16 << 10  # bytes of a capture
# Ethernet, IP, Linux's two, loopback; a capture of anything else may be one that the program cannot read.
LINK_TYPES = {0, 1, 101, 113, 228, 229, 276}
# In the order of the bytes: microseconds, nanoseconds.
PCAP = {
    b"\xd4\xc3\xb2\xa1": ("<", 1000), b"\xa1\xb2\xc3\xd4": (">", 1000), b"\x4d\x3c\xb2\xa1": ("<", 1), b"\xa1\xb2\x3c\x4d": (">", 1)}
PCAPNG, GZIP = b"\x0a\x0d\x0d\x0a", b"\x1f\x8b"
LARGEST = 1 << 18  # bytes of a packet


def begin(head: bytes, size: int) -> int | None:
    """The time of the first packet of a capture of `size` bytes, in nanoseconds since 1970; None if these bytes do not tell."""
    if head[:2] == GZIP:
        inflated = _inflated(head)
        # How long it is inside is not known; what a cut-off end means is for the program to say.
        return _begin(inflated, len(inflated))
    return _begin(head, size)


def _begin(head: bytes, size: int) -> int | None:
    try:
        found = _of_pcapng(head) if head[:4] == PCAPNG else _of_pcap(head, size)
    except struct.error:  # it ends before
        return None
    return found if found is not None and 0 <= found < 1 << 63 else None


def _inflated(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, SIZE)
    except zlib.error:
        return b""


def _of_pcap(head: bytes, size: int) -> int | None:
    if head[:4] not in PCAP:
        return None
    order, unit = PCAP[head[:4]]
    version, _, _, _, _, link = struct.unpack_from(order + "HHiIII", head, 4)
    seconds, rest, captured, _ = struct.unpack_from(order + "IIII", head, 24)
    is_whole = captured <= min(LARGEST, size - 40)
    if version != 2 or link not in LINK_TYPES or rest * unit >= NANO or not is_whole:
        return None
    return int(seconds * NANO + rest * unit)


def _of_pcapng(head: bytes) -> int | None:
    for kind, block, section in blocks(io.BytesIO(head)):
        if kind == INTERFACE and section.interfaces[-1].link_type not in LINK_TYPES:
            return None
        if kind == PACKET:
            return section.nanoseconds(block)
        if kind in PACKETS:  # one without a time, or of another kind
            return None
    return None
