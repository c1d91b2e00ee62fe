"""A command beside a capture: it is run while packets are taken, both end together, and either may fail."""

from __future__ import annotations

import sys
from pathlib import Path

from fixtures.hosts import Host
from fixtures.network import SERVER

from .program import run
from .stage import Stage, expect, test

EXPECTED = """
schema: tcpexplain-expect/1
expect:
  - name: the page
    select: {server: "%s:80", nth: 1}
    handshake: complete
    close: [four-step, three-step]
    exchanges: [{method: GET, target: "/^\\\\/big/", status: 200, first_byte_within: 5s}]
"""

# Answers as its argument says: with a wrong status, with a RST instead of a FIN, late.
BROKEN = """
import socket, struct, sys, time
server = socket.create_server(("0.0.0.0", 80), reuse_port=True)
print("ready", flush=True)
connection, _ = server.accept()
connection.recv(65536)
if sys.argv[1] == "slow": time.sleep(1)
status = "500 Broken" if sys.argv[1] == "status" else "200 OK"
connection.sendall(f"HTTP/1.1 {status}\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\nok".encode())
if sys.argv[1] == "reset":
    time.sleep(0.2)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
connection.close()
"""


def beside(stage: Stage, host: Host, *command: str, expected: str = EXPECTED, duration: str = "10") -> tuple[int, str, str]:
    file = Path(stage.path("expect.yaml"))
    file.write_text(expected % SERVER if "%s" in expected else expected)
    options = ("-i", "eth0", "--duration", duration, "--expect", str(file), "tcp port 80")
    return run(stage.binary, host, *options, "--", *command)


@test("a command beside a capture: both are as expected")
def holds(stage: Stage) -> None:
    net = stage.net()
    status, told, said = beside(stage, net.client, "sh", "-c", f"curl -s http://{SERVER}/big.bin | wc -c")
    expect(status == 0 and "check passed: 1 expectation holds" in told, f"it holds: {status} {told[-300:]} {said}")
    expect("4000000" in told, "the command's output is passed through")


@test("a command beside a capture: its exit status is passed on")
def fails(stage: Stage) -> None:
    net = stage.net()
    get = f"curl -s -o /dev/null http://{SERVER}/big.bin; "
    status, _, said = beside(stage, net.client, "sh", "-c", get + "exit 7")
    expect(status == 7 and said.endswith("tcpexplain: sh: ended with exit status 7\n"), f"7: {status} {said}")
    status, _, said = beside(stage, net.client, "no-such-command")
    line = "tcpexplain: no-such-command: No such file or directory; behind -- stands a command\n"
    expect(status == 127 and line in said, f"127, and why: {status} {said}")
    status, _, said = beside(stage, net.client, "sh", "-c", get + "sleep 60", duration="1")
    line = "tcpexplain: sh: had not ended when the capture did, and was ended\n"
    expect(status == 143 and said.endswith(line), f"it is ended: {status} {said}")


def broken(stage: Stage, how: str, sentence: str, expected: str = EXPECTED) -> None:
    from fixtures import network

    pair = network.direct(stage.stack, offloads=False)
    server = pair.server.start(sys.executable, "-c", BROKEN, how, stdout=-1)
    server.stdout.readline()
    status, told, said = beside(stage, pair.client, "curl", "-s", "-o", "/dev/null", f"http://{SERVER}/big", expected=expected)
    server.kill()
    server.wait()
    expect(status in (1, 56) and sentence in told, f"'{sentence}': {status} {told[-400:]} {said}")


@test("a broken server fails the capture beside its test: status")
def wrong_status(stage: Stage) -> None:
    broken(stage, "status", '"the page": exchanges[1].status: expected 200, actual 500')


@test("a broken server fails the capture beside its test: RST instead of FIN")
def wrong_close(stage: Stage) -> None:
    broken(stage, "reset", '"the page": close: expected four-step or three-step, actual ')


@test("a broken server fails the capture beside its test: too slow")
def too_slow(stage: Stage) -> None:
    expected = EXPECTED.replace("first_byte_within: 5s", "first_byte_within: 200ms")
    broken(stage, "slow", '"the page": exchanges[1].first_byte_within: expected at most 200.0 ms, actual 1.0', expected)


@test("a broken stack fails the capture beside its test: a third ACK of y+2")
def wrong_third_ack(stage: Stage) -> None:
    from fixtures import network
    from fixtures.packets import ETHERNET, read_segment
    from fixtures.relay import change, client_ack
    from fixtures.rewrite import with_tcp_numbers

    def raised(frame: bytes) -> bytes:
        return with_tcp_numbers(frame, ack=read_segment(ETHERNET, frame).ack + 1)

    # The relay raises what the client's third segment acknowledges: on the server's side it arrives as y+2.
    pair = network.relayed(stage.stack, (change(client_ack, raised, nth=1),))
    listener = pair.server.listen(80)
    capture = stage.program(pair.server, "-i", "eth0", "--duration", "20", "--check", "tcp port 80", "--", "sleep", "3")
    with pair.client.socket() as client:
        client.settimeout(2)
        client.connect((SERVER, 80))
        status = capture.wait(20)
    listener.close()
    told = capture.told
    expect(status == 1 and "ack must be y+1 = " in told and ": 1 too high" in told, f"y+2 is told: {status} {told[-600:]} {capture.said}")
