"""Times as records have them, and packets that tell a part how late it is."""

from __future__ import annotations

import struct
from datetime import datetime, timezone

NANO = 1_000_000_000


def text(nanoseconds: int) -> str:
    """As in records: RFC 3339 in UTC with nine digits. Such texts compare as their times do."""
    seconds, rest = divmod(max(0, nanoseconds), NANO)
    return f"{datetime.fromtimestamp(min(seconds, 253402300799), timezone.utc):%Y-%m-%dT%H:%M:%S}.{rest:09d}Z"


def tick(nanoseconds: int) -> bytes:
    """A section of pcapng with two empty frames of that time, which hold no protocol (EtherType 0x88b5 is for local experiments).

    A part has only the packets of its own connections; without these it would not know how long nothing has come for them, and "nobody
    answered" could not be told from "the capture ends here". Two, since the clock is the lesser of the last two times.
    """
    section = struct.pack("<IIIHHqI", 0x0A0D0D0A, 28, 0x1A2B3C4D, 1, 0, -1, 28)
    interface = struct.pack("<IIHHI", 1, 32, 1, 0, 0) + struct.pack("<HHB3xHH", 9, 1, 9, 0, 0) + struct.pack("<I", 32)
    frame = bytes(12) + b"\x88\xb5"
    packet = struct.pack("<IIIIIII", 6, 48, 0, nanoseconds >> 32, nanoseconds & 0xFFFFFFFF, len(frame), len(frame))
    packet += frame + bytes(2) + struct.pack("<I", 48)
    return section + interface + packet * 2


FRAMES_OF_A_TICK = 2
