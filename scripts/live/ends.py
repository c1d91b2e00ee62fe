"""However a capture ends, what came is reported."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from fixtures.clients import connect, curl
from fixtures.network import SERVER
from fixtures.pcap import PcapFile

from .program import Arrivals, Program, run
from .stage import Missed, Stage, expect, test


def slow_transfer(net) -> None:
    net.client.start("curl", "-s", "--limit-rate", "300k", f"http://{SERVER}/huge.bin", "-o", "/dev/null")


def frames(path: str) -> int:
    return len(PcapFile.read(Path(path)).frames)


@test("SIGINT in the middle of a transfer")
def interrupted(stage: Stage) -> None:
    net = stage.net()
    program = stage.program(net.server, "-i", "eth0", "-w", stage.path("int.pcap"))
    slow_transfer(net)
    time.sleep(0.8)
    program.expect_end()
    told = program.told
    expect("still open" in told, "the connection is told as still open")
    count = re.search(r"^(\d+) packets: .*0 dropped by the kernel, 0 dropped by the interface$", told, re.M)
    expect(count, f"a summary with the drops: {program.lines[-3:]}")
    saved = frames(stage.path("int.pcap"))
    expect(int(count[1]) == saved, f"as many packets as were saved ({saved}): {count[0]}")
    expect("1 connection" in told, f"one connection: {program.lines[-2:]}")


@test("SIGTERM in the middle of a transfer")
def terminated(stage: Stage) -> None:
    net = stage.net()
    program = stage.program(net.server, "-i", "eth0", "--format", "ndjson", "-w", stage.path("term.pcap"))
    slow_transfer(net)
    time.sleep(0.8)
    program.expect_end(number=signal.SIGTERM)
    (connection,) = program.records("connection")
    expect(connection["ended_by"] == "end", f"ended by the end of the run, not by {connection['ended_by']}")
    expect(connection["handshake"] == "complete" and connection["close"] == "none", f"open, not closed: {connection}")
    (exchange,) = program.records("http")
    expect(exchange["response"]["complete"] is False, f"a response that is not complete: {exchange}")
    expect(exchange["response"]["content_bytes"] > 0, "some of its content")
    summary, saved = program.summary(), frames(stage.path("term.pcap"))
    expect(summary["packets"] == saved, f"as many packets ({summary['packets']}) as were saved ({saved})")
    expect(summary["kernel_dropped"] == 0 and summary["interface_dropped"] == 0, f"no drops: {summary}")


@test("SIGINT under full load ends within 2 s")
def interrupted_busy(stage: Stage) -> str:
    net = stage.net(offloads=True)
    program = stage.program(net.server, "-i", "eth0", "--format", "ndjson", "--summary", "-s", "96")
    net.client.start("curl", "-s", f"http://{SERVER}/huge.bin", "-o", "/dev/null")
    time.sleep(1)
    began = time.monotonic()
    program.expect_end(seconds=10)
    took = time.monotonic() - began
    expect(took < 2, f"within 2 s, not {took:.1f} s")
    summary = program.summary()
    return f"{took:.2f} s, {summary['packets']} packets, {summary['kernel_dropped']} dropped"


# One SYN to each of as many ports and addresses as it is told, from the host that it runs on.
SYNS = """
import socket, struct, sys
out = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
out.bind(("eth0", 0))
def total(data):
    value = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while value >> 16:
        value = (value & 0xffff) + (value >> 16)
    return 0xffff - value
for i in range(int(sys.argv[1])):
    ends = socket.inet_aton("198.51.100.1") + struct.pack("!BBH", 203, 0, i >> 12)
    tcp = struct.pack("!HHIIBBHHH", 1024 + (i & 0xfff), 80, i, 0, 0x50, 2, 64240, 0, 0)
    tcp = tcp[:16] + struct.pack("!H", total(ends + b"\\0\\6\\0\\x14" + tcp)) + tcp[18:]
    ip = struct.pack("!BBHHHBBH", 0x45, 0, 40, i & 0xffff, 0, 64, 6, 0) + ends
    ip = ip[:10] + struct.pack("!H", total(ip)) + ip[12:]
    out.send(b"\\2" * 12 + b"\\x08\\0" + ip + tcp)
"""


@test("SIGINT with 20,000 connections held ends at once, and says what it does not show; SIGTERM shows them")
def interrupted_full(stage: Stage) -> str:
    count, times, net = 20_000, {}, stage.net()
    for number in (signal.SIGINT, signal.SIGTERM):
        program = stage.program(net.server, "-i", "eth0", "--format", "ndjson", "--no-packets", "--buffer-size", "64", "tcp")
        net.client.start(sys.executable, "-c", SYNS, str(count)).wait()
        time.sleep(1)
        began = time.monotonic()
        program.expect_end(number=number, seconds=60)
        times[number] = time.monotonic() - began
        summary, told = program.summary(), len(program.records("connection"))
        left = re.search(r"([\d,]+) connections that were still open are not shown", program.said)
        left = int(left[1].replace(",", "")) if left else 0
        expect(summary["connections"] == count, f"{count} connections: {summary}")
        expect(told + left == count, f"shown or counted: {told} + {left}")
        expect((left > 0) == (number == signal.SIGINT), f"{left} left out by {number}")
    took = times[signal.SIGINT]
    # On a machine that does nothing else 0.1 s.
    expect(took < 0.4, f"at once, not after {took:.2f} s")
    return f"SIGINT {took:.2f} s, SIGTERM {times[signal.SIGTERM]:.2f} s"


@test("SIGHUP ends it as SIGTERM does")
def hung_up(stage: Stage) -> None:
    net = stage.net()
    # Where these tests run under nohup the signal would be ignored, and so by the program.
    program = stage.program(
        net.server, "-i", "eth0", "--format", "ndjson", prefix=("env", "--default-signal=HUP")
    )
    curl(net.client, f"http://{SERVER}/")
    program.settle()
    program.expect_end(number=signal.SIGHUP)
    expect(program.summary()["connections"] == 1, "a summary")


@test("a reader that stands still: the second signal ends it")
def stalled(stage: Stage) -> None:
    net = stage.net()
    reading, writing = os.pipe()
    try:
        program = stage.program(net.server, "-i", "eth0", "--format", "ndjson", stdout=writing)
        curl(net.client, f"http://{SERVER}/big.bin", "-o", "/dev/null")
        time.sleep(0.5)
        program.process.send_signal(signal.SIGINT)
        # timeout(1) sends two at once, which are one.
        program.process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        expect(program.process.poll() is None, "it waits for its reader (else this test shows nothing)")
        program.process.send_signal(signal.SIGINT)
        expect(program.wait(0.5) == -signal.SIGINT, f"ended by the signal, not {program.process.returncode}")
    finally:
        os.close(reading)
        os.close(writing)


def expect_gone(program: Program, word: str) -> None:
    expect(program.wait(3) == 3, f"exit status 3, not {program.process.returncode}: {program.said.strip()}")
    said = program.complaints
    expect(len(said) == 1, f"one line on standard error, not {len(said)}: {said}")
    expect("eth0" in said[0] and word in said[0], f"that names the interface, and what happened: {said[0]}")
    (connection,) = program.records("connection")
    expect(connection["handshake"] == "complete", f"the connection until then: {connection}")
    expect(program.summary()["connections"] == 1, "a summary")


@test("drops by the kernel: told at once, as a record, and counted")
def kernel_drops(stage: Stage) -> str:
    net = stage.net()
    program = stage.program(net.server, "-i", "eth0", "--format", "ndjson", "--buffer-size", "1")
    program.process.send_signal(signal.SIGSTOP)
    curl(net.client, f"http://{SERVER}/big.bin", "-o", "/dev/null")
    program.process.send_signal(signal.SIGCONT)
    time.sleep(1.5)
    at_once, records = program.complaints, program.records("warning")
    program.expect_end()
    dropped = program.summary()["kernel_dropped"]
    expect(dropped > 0, "some were dropped (else this test shows nothing)")
    expect(at_once and str(dropped) in at_once[0], f"a line that says how many of {dropped}: {at_once}")
    expect(any(str(dropped) in record["message"] for record in records), f"a warning record: {records}")
    return f"{dropped} dropped"


@test("drops by the interface: those since the beginning")
def interface_drops(stage: Stage) -> None:
    """libpcap reads them from /sys while the capture goes on; a fence must leave it that."""
    net = stage.net()
    count = Path(stage.path("missed"))
    count.write_text("1000\n")
    there = "/sys/class/net/eth0/statistics/rx_missed_errors"
    bind = f'mount -t sysfs sysfs /sys && mount --bind {count} {there} && exec "$0" "$@"'
    prefix = ("unshare", "--mount", "sh", "-c", bind)
    program = stage.program(net.server, "-i", "eth0", "--format", "ndjson", prefix=prefix)
    curl(net.client, f"http://{SERVER}/")
    program.settle()
    count.write_text("1005\n")
    time.sleep(0.7)
    program.expect_end()
    dropped = program.summary()["interface_dropped"]
    expect(dropped == 5, f"5, not {dropped}: {program.complaints}")


@test("an interface that /sys does not show")
def hidden_interface(stage: Stage) -> None:
    """libpcap asks for its counters all the same, and is refused; the run goes on."""
    net = stage.net()
    prefix = ("unshare", "--mount", "sh", "-c", 'mount -t tmpfs none /sys && exec "$0" "$@"')
    program = stage.program(net.server, "-i", "eth0", "--format", "ndjson", prefix=prefix)
    curl(net.client, f"http://{SERVER}/")
    program.settle()
    program.expect_end()
    expect(program.summary()["packets"] > 0, f"packets: {program.complaints}")


@test("standard output closed: the saved file has packets alone")
def closed_output(stage: Stage) -> None:
    net = stage.net()
    path = stage.path("closed.pcap")
    program = stage.program(net.server, "-i", "eth0", "-w", path, prefix=("sh", "-c", 'exec "$0" "$@" >&-'))
    curl(net.client, f"http://{SERVER}/")
    time.sleep(0.4)
    program.end()
    net.server.run("tcpdump", "-n", "-r", path)


@test("the interface goes down")
def down(stage: Stage) -> None:
    net = stage.net()
    program = stage.program(net.server, "-i", "eth0", "--format", "ndjson")
    with connect(net.client):
        program.settle()
        net.server.ip("link", "set", "eth0", "down")
        expect_gone(program, "down")


@test("the interface disappears")
def gone(stage: Stage) -> None:
    net = stage.net()
    program = stage.program(net.server, "-i", "eth0", "--format", "ndjson")
    with connect(net.client):
        program.settle()
        net.server.ip("link", "delete", "eth0")
        expect_gone(program, "disappeared")


@test("the interface disappears in the middle of a transfer")
def gone_busy(stage: Stage) -> None:
    net = stage.net()
    program = stage.program(net.server, "-i", "eth0", "--format", "ndjson")
    slow_transfer(net)
    time.sleep(0.5)
    net.client.ip("link", "delete", "eth0")
    expect_gone(program, "disappeared")


@test("on any, an interface that disappears ends nothing")
def any_goes_on(stage: Stage) -> None:
    net = stage.net()
    program = stage.program(net.server, "-i", "any", "--format", "ndjson", "port 80")
    curl(net.client, f"http://{SERVER}/")
    net.server.ip("link", "delete", "eth0")
    time.sleep(0.6)
    curl(net.server, "http://127.0.0.1/")
    program.settle()
    program.expect_end()
    expect(len(program.records("connection")) == 2, "connections before and after")


@test("-c and --duration")
def bounded(stage: Stage) -> str:
    net = stage.net()
    counted = stage.program(net.server, "-i", "eth0", "-c", "5", "--format", "ndjson", "-w", stage.path("c.pcap"))
    timed = stage.program(net.server, "-i", "eth0", "--duration", "1", "--format", "ndjson")
    began = time.monotonic()
    curl(net.client, f"http://{SERVER}/")
    expect(counted.wait(3) == 0, f"-c: exit status 0, not {counted.process.returncode}")
    expect(counted.summary()["packets"] == 5, f"-c 5: 5 packets, not {counted.summary()['packets']}")
    expect(frames(stage.path("c.pcap")) == 5, "-c 5: 5 packets saved")
    expect(timed.wait(3) == 0, f"--duration: exit status 0, not {timed.process.returncode}")
    took = time.monotonic() - began
    expect(0.8 < took < 1.4, f"--duration 1: a second, not {took:.2f} s")
    expect(timed.summary()["packets"] >= 10, "--duration: what came is told")
    return f"--duration 1 took {took:.2f} s"


@test("-c counts what matches the filter")
def filtered(stage: Stage) -> None:
    net = stage.net()
    program = stage.program(net.server, "-i", "eth0", "-c", "3", "--format", "ndjson", "dst", "port", "80")
    curl(net.client, f"http://{SERVER}/")
    expect(program.wait(3) == 0, f"exit status 0, not {program.process.returncode}")
    senders = [packet["from"] for packet in program.records("packet")]
    expect(senders == ["client"] * 3, f"three packets of the client: {senders}")


@test("-C and -W: files in turn, as tcpdump's")
def rotation(stage: Stage) -> str:
    return rotates(stage, 3)


@test("-C and -W 1: one file, written anew, as tcpdump's")
def rotation_of_one(stage: Stage) -> str:
    return rotates(stage, 1)


def rotates(stage: Stage, files: int) -> str:
    net = stage.net()
    (stage.directory / "t").mkdir()
    dump = net.server.start(
        "tcpdump", "-i", "eth0", "-n", "-B", "32768", "-Z", "root", "-C", "1", "-W", str(files), "-w", stage.path("t/trace"),
        stderr=subprocess.PIPE,
    )  # fmt: skip
    dump.stderr.readline()
    (stage.directory / "x").mkdir()
    program = stage.program(
        net.server, "-i", "eth0", "--format", "ndjson", "-C", "1", "-W", str(files), "-w", stage.path("x/trace")
    )
    curl(net.client, f"http://{SERVER}/big.bin", "-o", "/dev/null")
    program.settle()
    program.expect_end()
    dump.terminate()
    dump.wait(3)
    sizes = expect_files(stage, net, "x", sorted(os.listdir(stage.directory / "t")))
    expect(sum(sizes) < 1_070_000 * files, f"no more than {files} file(s) of a million bytes: {sizes}")
    return f"{sizes} bytes"


def expect_files(stage: Stage, net, folder: str, names: list[str], at_most: int = 1_000_000 + (1 << 16)) -> list[int]:
    """The folder has these files, none of them too large, each to be read by both programs."""
    found = sorted(os.listdir(stage.directory / folder))
    expect(found == names, f"the files of tcpdump, {names}, not {found}")
    paths = [stage.path(f"{folder}/{name}") for name in names]
    sizes = [os.path.getsize(path) for path in paths]
    expect(max(sizes) <= at_most, f"none beyond a million bytes by more than a packet: {sizes}")
    for path in paths:
        reader = stage.program(net.server, "--format", "ndjson", path, listens=False)
        expect(reader.wait(10) == 0, f"{path} ({os.path.getsize(path)} bytes) is read: {reader.said.strip()}")
        net.server.run("tcpdump", "-n", "-r", path)
    return sizes


@test("-C and -W: files not come to yet can be read")
def rotation_unused(stage: Stage) -> None:
    net = stage.net()
    (stage.directory / "x").mkdir()
    program = stage.program(net.server, "-i", "eth0", "-C", "1", "-W", "3", "-w", stage.path("x/trace"))
    curl(net.client, f"http://{SERVER}/")
    program.settle()
    program.expect_end()
    expect_files(stage, net, "x", sorted(os.listdir(stage.directory / "x")))


@test("-C alone: files without end")
def rotation_endless(stage: Stage) -> None:
    net = stage.net()
    (stage.directory / "x").mkdir(mode=0o777)
    os.chmod(stage.directory / "x", 0o777)
    program = stage.program(net.server, "-i", "eth0", "-C", "1", "-w", stage.path("x/trace"))
    curl(net.client, f"http://{SERVER}/big.bin", "-o", "/dev/null")
    program.settle()
    program.expect_end()
    expect(not program.complaints, f"nothing on standard error: {program.complaints}")
    expect_files(stage, net, "x", ["trace", "trace1", "trace2", "trace3", "trace4"])


def reader_leaves(stage: Stage, is_busy: bool) -> str:
    net = stage.net()
    program = stage.program(net.server, "-i", "eth0", stdout=subprocess.PIPE)
    slow_transfer(net) if is_busy else curl(net.client, f"http://{SERVER}/")
    arrivals = Arrivals(program.process.stdout.fileno())
    arrivals.wait_for(b"\n", 3)
    if not is_busy:
        arrivals.drain(2.5)
    program.process.stdout.close()
    began = time.monotonic()
    try:
        status = program.wait(1)
    except Missed:
        raise Missed("a second after its reader had gone it still ran") from None
    expect(status == 0, f"exit status 0, not {status}: {program.said.strip()}")
    expect(len(program.complaints) <= 1, f"a line at most: {program.complaints}")
    return f"{1000 * (time.monotonic() - began):.0f} ms"


@test("a reader that goes away, with packets coming")
def reader_leaves_busy(stage: Stage) -> str:
    return reader_leaves(stage, True)


@test("a reader that goes away, on a quiet line")
def reader_leaves_quiet(stage: Stage) -> str:
    return reader_leaves(stage, False)


@test("-w on a disk that is full: nothing is captured; on one that fills up, what is whole stays a capture")
def full_disk(stage: Stage) -> None:
    net = stage.net()
    folder = stage.path("small")
    os.mkdir(folder)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], check=True)
    try:
        rest = Path(folder, "rest")
        rest.write_bytes(b"")
        with contextlib.suppress(OSError), rest.open("wb") as file:
            while True:
                file.write(bytes(4096))
                file.flush()
        for option in ((), ("-C", "1", "-W", "2")):
            status, told, said = run(stage.binary, net.server, "-i", "eth0", *option, "-w", f"{folder}/l.pcap")
            expect(status == 2 and not told, f"exit status 2, not {status}: {said}")
            line = f"tcpexplain: {folder}/l.pcap{'0' if option else ''}: No space left on device; name a file that can be written\n"
            expect(said == line, f"{line}{said}")
            expect(os.listdir(folder) == ["rest"], f"no empty file is left: {os.listdir(folder)}")
        rest.unlink()
        program = stage.program(net.server, "-i", "eth0", "--summary", "-w", f"{folder}/l.pcap")
        curl(net.client, f"http://{SERVER}/big.bin")
        program.settle()
        program.expect_end(3)
        line = f"tcpexplain: {folder}/l.pcap: No space left on device; it holds what was captured until then\n"
        expect(program.said.endswith(line), f"{line}{program.said}")
        status, told, said = run(stage.binary, net.server, "--summary", f"{folder}/l.pcap")
        expect(status == 0, f"what is there is a whole capture: {status}: {said}")
    finally:
        subprocess.run(["umount", folder], check=False)
