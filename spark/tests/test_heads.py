"""What is said of a capture by its first bytes is what the program says."""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

import pytest
from conftest import ROOT
from test_stages import capture

from tcpexplain_spark import heads
from tcpexplain_spark.explaining import look
from tcpexplain_spark.jobs import Job
from tcpexplain_spark.places import Shell

PACKET = bytes(12) + b"\x88\xb5" + bytes(46)


def begin(path: Path) -> int | None:
    with path.open("rb") as file:
        return heads.begin(file.read(heads.SIZE), path.stat().st_size)


def pcap(order: str, magic: int, rest: int, link: int = 1) -> bytes:
    header = struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, 65535, link)
    return header + struct.pack(order + "IIII", 1_700_000_000, rest, len(PACKET), len(PACKET)) + PACKET


def pcapng(order: str, resolution: int, units: int, offset: int, link: int = 1) -> bytes:
    options = struct.pack(order + "HHB3xHHqHH", 9, 1, resolution, 14, 8, offset, 0, 0)
    interface = struct.pack(order + "IIHHI", 1, 20 + len(options), link, 0, 0) + options + struct.pack(order + "I", 20 + len(options))
    packet = struct.pack(order + "IIIIIII", 6, 92, 0, units >> 32, units & 0xFFFFFFFF, len(PACKET), len(PACKET))
    return (
        struct.pack(order + "IIIHHqI", 0x0A0D0D0A, 28, 0x1A2B3C4D, 1, 0, -1, 28) + interface
        + packet + PACKET + struct.pack(order + "I", 92))


PLAIN = {
    "micro": pcap("<", 0xA1B2C3D4, 999_999), "swapped": pcap(">", 0xA1B2C3D4, 7), "nano": pcap("<", 0xA1B23C4D, 999_999_999),
    "nano-swapped": pcap(">", 0xA1B23C4D, 1), "gzip": gzip.compress(pcap("<", 0xA1B2C3D4, 5)),
    "pcapng": pcapng("<", 6, 1_700_000_000_123_456, 0), "pcapng-swapped": pcapng(">", 9, 1_700_000_000_123_456_789, 3600),
    "pcapng-binary": pcapng("<", 0x80 | 20, 1_700_000_000 << 20 | 12345, -5)}
NOT_PLAIN = {
    "none": b"", "text": b"no capture at all, but long enough for one\n" * 3, "no-packet": pcap("<", 0xA1B2C3D4, 0)[:24],
    "cut-header": pcap("<", 0xA1B2C3D4, 0)[:39], "cut-packet": pcap("<", 0xA1B2C3D4, 0)[:-1], "odd-time": pcap("<", 0xA1B2C3D4, 1_000_000),
    "odd-link": pcap("<", 0xA1B2C3D4, 0, link=147), "odd-link-pcapng": pcapng("<", 6, 1, 0, link=147),
    "cut-pcapng": pcapng("<", 6, 1, 0)[:-1], "cut-gzip": gzip.compress(pcap("<", 0xA1B2C3D4, 5))[:20], "no-gzip": b"\x1f\x8b" + bytes(40)}


@pytest.mark.parametrize("name", PLAIN)
def test_plain_captures(program: str, tmp_path: Path, name: str) -> None:
    path = tmp_path / "capture"
    path.write_bytes(PLAIN[name])
    seen = look(Job(program, str(tmp_path), Shell()), capture(path))
    assert seen.status == "ok" and seen.begin is not None and begin(path) == seen.begin


@pytest.mark.parametrize("name", NOT_PLAIN)
def test_what_is_left_to_the_program(tmp_path: Path, name: str) -> None:
    path = tmp_path / "capture"
    path.write_bytes(NOT_PLAIN[name])
    assert begin(path) is None


def test_fixtures(program: str, tmp_path: Path) -> None:
    known = 0
    for path in sorted((ROOT / "Fixtures").glob("*/capture.pcap*"))[:40]:
        found = begin(path)
        if found is not None:
            known += 1
            assert look(Job(program, str(tmp_path), Shell()), capture(path)).begin == found, path
    assert known > 30
