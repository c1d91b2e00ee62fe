"""The process that the workers of Python are forked from, where the package is installed: they acknowledge at once what Spark says.

Spark writes what it has for a task in two small pieces, and the kernel holds the second one back (RFC 896) until the first is
acknowledged; a worker that has done a task before would wait with that for 40 ms (RFC 1122, 4.2.3.2), in case it has something to say."""

from __future__ import annotations

import os
import socket
from typing import Any, BinaryIO

from pyspark import daemon

_daemon: Any = daemon  # it has no types
_do_task = _daemon.worker_main


def _do_task_at_once(infile: BinaryIO, outfile: BinaryIO) -> None:
    # The kernel forgets it when the worker has answered, so it is said before each task.
    if hasattr(socket, "TCP_QUICKACK"):
        with socket.socket(fileno=os.dup(infile.fileno())) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
    _do_task(infile, outfile)


if __name__ == "__main__":
    _daemon.worker_main = _do_task_at_once
    _daemon.manager()
