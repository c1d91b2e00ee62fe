"""The stage of a test: a folder, networks, nginx and the program, all gone afterwards; and the list of tests."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from fixtures import network
from fixtures.clients import ping
from fixtures.expect import Missed, expect
from fixtures.hosts import Host
from fixtures.network import Pair
from fixtures.servers import Nginx

from .program import Program

TESTS: list[tuple[str, Callable[[Stage], str | None]]] = []
BIG = 4_000_000  # bytes of /big.bin


def test(name: str):
    """Registers a function as the test of this name. What it returns is told beside the name."""

    def register(play):
        TESTS.append((name, play))
        return play

    return register


@dataclass
class Stage:
    directory: Path
    binary: Path
    stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    started: int = 0

    def net(self, offloads: bool = False) -> Pair:
        """Two hosts on a veth pair; the server has nginx. Both know each other's MAC address."""
        pair = network.direct(self.stack, offloads=offloads)
        self.nginx(pair.server)
        ping(pair)
        return pair

    def nginx(self, host: Host) -> Nginx:
        made = Nginx(self.stack, self.directory / f"nginx-{host.name}", host)
        made.serve("big.bin", bytes(range(256)) * (BIG // 256))
        made.serve_at_end("huge.bin", b"end", 50 << 30)  # more than anybody waits for
        return made

    def program(self, host: Host, *arguments: str, **options) -> Program:
        """The program, run on a host. It is taking packets when this returns."""
        self.started += 1
        return Program(self.binary, self.directory / f"run{self.started}", host, arguments, **options)

    def path(self, name: str) -> str:
        return str(self.directory / name)


__all__ = ["BIG", "TESTS", "Missed", "Stage", "expect", "test"]
