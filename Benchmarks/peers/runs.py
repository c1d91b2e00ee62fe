"""Runs commands and measures them, in turn."""

import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from captures import WORK, tell


@dataclass
class Run:
    cpu: float  # seconds, user and system
    wall: float
    peak: float  # MB resident


def run(command, found=None):
    """Runs a command and measures it. What it prints goes to `found`, else to /dev/null. Returns the run and what was found."""
    with tempfile.TemporaryDirectory() as place, open(Path(place) / "errors", "w+b") as errors:
        result = Path(place) / "result"
        line = [str(WORK / "measure"), str(result), *map(str, command)]
        output = subprocess.PIPE if found else subprocess.DEVNULL
        with subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=output, stderr=errors) as process:
            facts = found(process.stdout) if found else None
        numbers = result.read_text().split() if process.returncode == 0 else [0, 0, 0, 0, process.returncode]
        user, system, wall, peak, status = map(int, numbers)
        if status != 0:
            errors.seek(0)
            complaint = errors.read()[-300:].decode(errors="replace").strip()
            sys.exit(f"benchmark: {' '.join(map(str, command))}: exit status {status}: {complaint}")
    return Run((user + system) / 1e6, wall / 1e6, peak * 1024 / 1e6), facts


def run_in_turn(rows, rounds):
    """Asks each row what it finds, which also warms the page cache, then measures round by round. Name -> (runs, found)."""
    results = {}
    for row in rows:
        tell(f"  {row.title}")
        if row.folder:
            try:
                first, _ = run(row.command)
                found = row.found(row.folder)
            finally:
                shutil.rmtree(row.folder, ignore_errors=True)
        else:
            first, found = run(row.asked or row.command, row.found)
        results[row.name] = ([first] if row.once else [], found)
    tell(f"  {rounds} rounds")
    for _ in range(rounds):
        for row in rows:
            if not row.once:
                results[row.name][0].append(run(row.command)[0])
    return results


def time_to_first_output(command):
    """Seconds from the start of a command to the first byte that it prints. The rest is read too, as a pager would in the end."""
    began = time.monotonic()
    with subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, bufsize=0) as process:
        first = process.stdout.read(1)
        seconds = time.monotonic() - began
        while process.stdout.read(1 << 20):
            pass
    return seconds if first else float("inf")
