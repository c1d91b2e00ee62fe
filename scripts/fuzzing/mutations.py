"""The command over damaged captures: what it says is held against an independent count of the frames before the damage."""

from __future__ import annotations

import contextlib
import json
import os
import random
import struct
import subprocess
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fixtures import pcap, pcapng

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".build/fuzz"
PACKETS = {2, 3, 6}
# What has a number of its own in Wireshark besides packets: entries of the systemd journal, and events of sysdig.
NUMBERED = {9, 0x204, 0x208, 0x216, 0x217, 0x219, 0x221}


def mutation(originals: list[bytes], number: int) -> tuple[bytes, list[str]]:
    """A damaged capture, and how it is to be shown: the same ones every time."""
    chance = random.Random(f"mutation {number}")
    data = bytearray(chance.choice(originals))
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(data)) if chance.random() < 0.5 else chance.randrange(min(len(data), 120))
        data[at] = chance.randrange(256)
    if chance.random() < 0.2:
        del data[chance.randrange(len(data)) :]
    if chance.random() < 0.1:
        at = chance.randrange(len(data) + 1)
        data[at:at] = data[: chance.randrange(200)]
    return bytes(data), chance.choice((["--format", "ndjson"], [], ["--packets"], ["--summary"]))


def frames_before_damage(data: bytes) -> int | None:
    """How many frames a pcap or pcapng file has before its damage; None for other files."""
    order = {b"\xd4\xc3\xb2\xa1": "<", b"\x4d\x3c\xb2\xa1": "<", b"\xa1\xb2\xc3\xd4": ">", b"\xa1\xb2\x3c\x4d": ">"}.get(data[:4])
    if order and len(data) >= 24:
        return records_before_damage(data, order)
    return blocks_before_damage(data) if data[:4] == b"\n\r\r\n" else None


def records_before_damage(data: bytes, order: str) -> int:
    """The records of a pcap file before the first that is cut short or longer than any."""
    at, count = 24, 0
    while at + 16 <= len(data):
        (length,) = struct.unpack(order + "I", data[at + 8 : at + 12])
        at += 16 + length
        if length > 262_144 or at > len(data):
            break
        count += 1
    return count


def blocks_before_damage(data: bytes) -> int:
    """The frames of a pcapng file before the first block that is cut short or does not hold what it says that it holds."""
    at, count, order = 0, 0, ""
    while at + 12 <= len(data):
        is_section = data[at : at + 4] == b"\n\r\r\n"
        if is_section:
            order = {b"\x4d\x3c\x2b\x1a": "<", b"\x1a\x2b\x3c\x4d": ">"}.get(data[at + 8 : at + 12], "")
        if not order:
            break
        kind, length = struct.unpack(order + "II", data[at : at + 8])
        end = at + length + -length % 4  # some writers forget the padding
        if length < (16 if is_section else 12) or end > len(data):
            break
        body = data[at + 8 : end - 4]
        if kind == 1 and len(body) < 8 or kind == 3 and len(body) < 4:
            break
        if kind in (2, 6) and (len(body) < 20 or struct.unpack(order + "I", body[12:16])[0] > len(body) - 20):
            break
        count += kind in PACKETS or kind in NUMBERED
        at = end
    return count


def as_pcapng(path: Path) -> bytes:
    """A pcap file as pcapng, with a comment at every third packet."""
    file = pcap.PcapFile.read(path)
    interface = pcapng.Interface("eth0", "one", file.link_type, file.snap_length, file.nanoseconds)
    packets = [
        pcapng.Packet(0, frame.time, frame.data, frame.length, [] if frame.number % 3 else [f"frame {frame.number}"])
        for frame in file.frames
    ]
    return pcapng.encoded([interface], packets, "as pcapng")


def originals() -> list[bytes]:
    """What is damaged: the smaller fixtures, and each pcap file of them as pcapng, too."""
    paths = [path for path in sorted((ROOT / "Fixtures").glob("*/capture.*")) if path.stat().st_size < 40_000]
    copies: list[bytes] = []
    for path in paths:
        with contextlib.suppress(ValueError):  # no pcap file, or a fixture of damage
            copies.append(as_pcapng(path))
    return [path.read_bytes() for path in paths] + copies


def packets_told(output: bytes) -> int | None:
    """The packets of the summary, which is the last record."""
    try:
        return json.loads(output.splitlines()[-1]).get("packets")
    except (IndexError, ValueError):
        return None


def mutations(count: int) -> bool:
    """Whatever the damage: a documented exit status, an error that says why, all frames before the damage, within 2 s of processor time and
    200 MB."""
    binary = Path(os.environ.get("TCPEXPLAIN") or ROOT / ".build/debug/tcpexplain")
    whole = originals()
    compared: list[int] = []

    def run(number: int) -> tuple[bool, int]:
        data, output = mutation(whole, number)
        with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as told:
            file.write(data)
            file.seek(0)
            process = subprocess.Popen([binary, *output, "-"], stdin=file, stdout=told, stderr=subprocess.PIPE)
            watch = threading.Timer(60, process.kill)
            watch.start()
            errors = process.stderr.read()
            process.stderr.close()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            watch.cancel()
            told.seek(0)
            packets = packets_told(told.read()) if "ndjson" in output else None
        took, memory = used.ru_utime + used.ru_stime, used.ru_maxrss >> 10
        is_told = process.returncode == 0 or errors.strip() and (process.returncode == 3 or errors.count(b"\n") == 1)
        is_right = process.returncode in (0, 2, 3) and took <= 2 and memory <= 200 and is_told
        expected = frames_before_damage(data)
        if packets is not None and expected is not None:
            compared.append(number)
            if packets != expected:
                print(f"mutations: {packets} packets are told, and {expected} lie before the damage", flush=True)
                is_right = False
        if not is_right:
            WORK.mkdir(parents=True, exist_ok=True)
            (WORK / f"mutation-{number}").write_bytes(data)
            ended = f"exit status {process.returncode} after {took:.1f} s with {memory} MB"
            print(f"mutations: {output} {ended}: {WORK}/mutation-{number}", flush=True)
        return is_right, memory

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        results = list(pool.map(run, range(count)))
    failed = sum(not is_right for is_right, _ in results)
    most = max(memory for _, memory in results)
    print(f"mutations: {count} runs, {failed} failed, frames counted in {len(compared)}, at most {most} MB")
    return failed == 0 and bool(compared)
