"""Nothing is lost, and what is told live is what the saved file tells."""

from __future__ import annotations

import json
import random
import signal
import socket
import statistics
import subprocess
import time

from fixtures.clients import abort, connect, curl, read_to_end, request
from fixtures.hosts import Host
from fixtures.network import SERVER

from .program import Arrivals, Program, run
from .stage import BIG, Stage, expect, test


def traffic(client: Host, address: str) -> socket.socket:
    """A bit of everything. Returns a connection that is still open."""
    curl(client, f"http://{address}/", f"http://{address}/nowhere")
    curl(client, f"http://{address}/big.bin", "-o", "/dev/null")
    curl(client, "-H", "Connection: close", "--data", "a=1", f"http://{address}/", ok=(0,))
    refused = connect(client, address=address)
    refused.sendall(request("GET", "/index.html"))
    refused.recv(1)
    abort(refused)
    still_open = connect(client, address=address)
    still_open.sendall(request("GET", "/index.html"))
    still_open.recv(1 << 16)
    return still_open


def expect_same(stage: Stage, program: Program, host: Host, path: str) -> str:
    """The records told live are those of the saved file: packets one by one, the others in any order."""
    status, told, said = run(stage.binary, host, "--format", "ndjson", path)
    expect(status == 0, f"the saved file is explained: exit status {status}: {said.strip()}")
    live, saved = program.lines, told.splitlines()
    counts = []
    for kind in ("packet", "http", "connection"):
        ours, theirs = (settled(lines, kind) for lines in (live, saved))
        for one, other in zip(ours, theirs):
            expect(one == other, f"the same {kind} record: live {one}, saved {other}")
        expect(len(ours) == len(theirs), f"as many {kind} records live ({len(ours)}) as in the saved file ({len(theirs)})")
        expect(ours, f"a {kind} record")
        counts.append(f"{len(ours)} {kind}")
    ours, theirs = (json.loads(lines[-1]) for lines in (live, saved))
    expect(ours["kernel_dropped"] == 0, f"no drops, not {ours['kernel_dropped']}")
    for key in ("files", "kernel_dropped", "interface_dropped"):
        ours.pop(key, None), theirs.pop(key, None)
    expect(ours == theirs, f"the same summary: live {ours}, saved {theirs}")
    return ", ".join(counts) + " records"


def settled(lines: list[str], kind: str) -> list[str]:
    """The records of a type, as they came or, but for packets, sorted; without connections open at the end."""
    chosen = [line for line in lines if line.startswith(f'{{"type":"{kind}"')]
    if kind == "packet":
        return chosen
    return sorted(line for line in chosen if json.loads(line).get("ended_by") != "end")


@test("live records are those of the saved file, on a veth")
def same_on_veth(stage: Stage) -> str:
    net = stage.net()
    program = stage.program(net.server, "-i", "eth0", "--format", "ndjson", "-w", stage.path("veth.pcap"))
    with traffic(net.client, SERVER):
        # Closed, and quiet for two seconds: the verdict comes now, by the clock.
        program.wait_for('"type":"connection"', 4)
        curl(net.client, f"http://{SERVER}/")
        program.settle()
        program.expect_end()
    return expect_same(stage, program, net.server, stage.path("veth.pcap"))


@test("live records are those of the saved file, on lo")
def same_on_lo(stage: Stage) -> str:
    net = stage.net()
    program = stage.program(net.server, "-i", "lo", "--format", "ndjson", "-w", stage.path("lo.pcap"))
    with traffic(net.server, "127.0.0.1"):
        program.settle()
        program.expect_end()
    return expect_same(stage, program, net.server, stage.path("lo.pcap"))


@test("live records are those of the saved file, on any")
def same_on_any(stage: Stage) -> str:
    net = stage.net()
    program = stage.program(net.server, "-i", "any", "--format", "ndjson", "-w", stage.path("any.pcap"))
    expect("LINUX_SLL2" in program.said, f"the cooked header's second version: {program.said.strip()}")
    with traffic(net.client, SERVER), traffic(net.server, "127.0.0.1"):
        program.settle()
        program.expect_end()
    clients = {record["client"]["address"] for record in program.records("connection")}
    expect(clients == {"10.9.0.2", "127.0.0.1"}, f"connections of both interfaces, not of {clients}")
    return expect_same(stage, program, net.server, stage.path("any.pcap"))


def expect_all(program: Program, connections: int) -> None:
    program.settle(0.5)
    # Ctrl-C would leave out connections that a busy machine has no time for.
    program.expect_end(number=signal.SIGTERM, seconds=20)
    found = program.records("connection")
    expect(len(found) == connections, f"{connections} connections, not {len(found)}")
    ports = {record["client"]["port"] for record in found}
    # On a busy machine they last long enough for the kernel to use a port again.
    expect(len(ports) >= connections * 0.98, f"nearly each from a port of its own, not from {len(ports)}")
    for key, wanted in (("handshake", "complete"), ("exchanges", 1), ("ended_by", "close")):
        others = [record for record in found if record.get(key) != wanted]
        expect(not others, f"{key} is {wanted} for all; {len(others)} others, such as {others[:1]}")
    summary = program.summary()
    expect(summary["kernel_dropped"] == 0, f"no drops, not {summary['kernel_dropped']}")
    expect(summary["checks"]["failed"] == 0, f"all sums hold: {summary['checks']}")


@test("2,000 connections one after another, all seen")
def sequential(stage: Stage) -> str:
    net = stage.net()
    program = stage.program(net.server, "-i", "eth0", "--format", "ndjson", "port 80")
    began = time.monotonic()
    curl(net.client, "-o", "/dev/null", "-H", "Connection: close", f"http://{SERVER}/?[1-2000]")
    took = time.monotonic() - began
    expect_all(program, 2000)
    return f"{2000 / took:.0f} a second, no drops"


@test("200 connections at once, all seen")
def burst(stage: Stage) -> None:
    net = stage.net()
    program = stage.program(net.server, "-i", "eth0", "--format", "ndjson", "port 80")
    clients = [net.client.socket() for _ in range(200)]
    for client in clients:
        client.setblocking(False)
        client.connect_ex((SERVER, 80))
    for client in clients:
        client.settimeout(10)
        client.sendall(request("GET", "/", "Connection: close"))
    for client in clients:
        expect(b"200 OK" in read_to_end(client), "an answer for each")
        client.close()
    expect_all(program, 200)


def latencies(stage: Stage, mark: bytes, *arguments: str) -> str:
    """How long a packet's line takes on a quiet line, at any moment of the program's own rhythm."""
    net = stage.net()
    with net.server.listen(7) as listener:
        program = stage.program(net.server, "-i", "eth0", *arguments, stdout=subprocess.PIPE)
        arrivals = Arrivals(program.process.stdout.fileno())
        with connect(net.client, 7) as client, listener.accept()[0]:
            chance, took = random.Random(5), []
            for _ in range(15):
                arrivals.drain(0.06 + 0.05 * chance.random())
                before = len(arrivals.text)
                client.sendall(b"x")
                took.append(1000 * arrivals.wait_for(mark, 2, before))
    program.end()
    program.process.stdout.close()
    told = f"worst {max(took):.0f} ms, median {statistics.median(took):.0f} ms of {len(took)}"
    expect(max(took) <= 100, f"within 100 ms: {told}")
    return told


@test("a packet's line within 100 ms, as text")
def prompt_text(stage: Stage) -> str:
    return latencies(stage, b"PSH ACK 1 ")


@test("a packet's record within 100 ms")
def prompt_records(stage: Stage) -> str:
    return latencies(stage, b'"PSH"', "--format", "ndjson")


@test("through a pipe from tcpdump: records as they come")
def through_pipe(stage: Stage) -> str:
    net = stage.net()
    with net.server.listen(7) as listener:
        dump = net.server.start(
            "tcpdump", "-i", "eth0", "-n", "-U", "--immediate-mode", "-Z", "root", "-w", "-",
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        dump.stderr.readline()
        program = stage.program(
            net.server, "--format", "ndjson", "-", listens=False, stdin=dump.stdout, stdout=subprocess.PIPE
        )
        dump.stdout.close()
        arrivals = Arrivals(program.process.stdout.fileno())
        with connect(net.client, 7) as client, listener.accept()[0]:
            arrivals.wait_for(b"ESTABLISHED", 5)
            took = []
            for _ in range(10):
                arrivals.drain(0.07)
                before = len(arrivals.text)
                client.sendall(b"x")
                took.append(1000 * arrivals.wait_for(b'"PSH"', 2, before))
        dump.terminate()
        expect(program.wait() == 0, f"exit status 0, not {program.process.returncode}: {program.said.strip()}")
        arrivals.drain(0.2)
        expect(b'{"type":"summary"' in arrivals.text, "a summary at the end")
    program.process.stdout.close()
    told = f"worst {max(took):.0f} ms of {len(took)}"
    expect(max(took) <= 200, f"within 200 ms: {told}")
    return told


@test("SIGINT while reading a growing stream from a pipe")
def interrupted_pipe(stage: Stage) -> None:
    """Ctrl-C goes to both programs of a pipeline."""
    net = stage.net()
    dump = net.server.start(
        "tcpdump", "-i", "eth0", "-n", "-U", "--immediate-mode", "-Z", "root", "-w", "-",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    dump.stderr.readline()
    program = stage.program(net.server, "--format", "ndjson", "-", listens=False, stdin=dump.stdout)
    dump.stdout.close()
    curl(net.client, f"http://{SERVER}/")
    program.wait_for('"type":"http"')
    program.expect_end()
    dump.terminate()
    program.summary()


@test("-s: what is cut is said")
def snap_length(stage: Stage) -> None:
    net = stage.net()
    program = stage.program(net.server, "-i", "eth0", "--format", "ndjson", "-s", "96", "-w", stage.path("s.pcap"))
    curl(net.client, f"http://{SERVER}/big.bin", "-o", "/dev/null")
    program.settle()
    program.expect_end()
    packets = program.records("packet")
    long, short = ([p for p in packets if (p["length"] > 100) == is_long] for is_long in (True, False))
    expect(sum(p["length"] for p in long) >= BIG, "lengths are those on the wire")
    expect(all("truncated" in p["notes"] for p in long), "long packets are noted as truncated")
    expect(not any("truncated" in p["notes"] for p in short if p["length"] == 0), "short ones are not")
    expect("snap length 96" in program.said, program.said.strip())
    expect_same(stage, program, net.server, stage.path("s.pcap"))
