#!/usr/bin/env python3
"""How fast the stages are on the cores of this machine, against one process over the same captures.

    python3 spark/tests/speed.py --program tcpexplain CAPTURES

The package must be installed. Seconds are those of a clock, so nothing else should run. The start of Spark is told by itself; all captures
are read once before, so that storage does not count."""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from tcpexplain_spark import session
from tcpexplain_spark.archive import Archive
from tcpexplain_spark.options import Options

RECORDS = ("look", "explain", "split", "analyze")


def imports(_: int) -> int:
    """Has a worker import what the stages need."""
    from tcpexplain_spark import stages  # noqa: PLC0415

    return len(stages.__name__)


def one_process(program: str, captures: list[str]) -> float:
    start = time.monotonic()
    command = [program, "--format", "ndjson", "--no-packets", "--with-addresses", *captures]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.monotonic() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("captures", help="a folder of captures")
    parser.add_argument("--program", default="tcpexplain")
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    program = shutil.which(given.program) or given.program
    captures = sorted(str(path) for path in Path(given.captures).iterdir())
    for path in captures:
        with Path(path).open("rb", buffering=0) as file:
            while file.read(1 << 22):
                pass
    alone = statistics.median(one_process(program, captures) for _ in range(given.runs))
    print(f"one process, records to /dev/null: {alone:.2f} s")

    start = time.monotonic()
    spark = session.make(given.master, [])
    made = time.monotonic() - start
    cores = spark.sparkContext.defaultParallelism
    spark.sparkContext.parallelize(range(4 * cores), 4 * cores).map(imports).collect()
    print(f"start of Spark: {made:.2f} s; of its workers: {time.monotonic() - start - made:.2f} s")
    found: dict[str, list[float]] = {}
    for _ in range(given.runs):
        with tempfile.TemporaryDirectory(dir=Path(given.captures).parent) as folder:
            outcome = Archive(
                spark, Options(captures=(given.captures,), out=f"{folder}/archive", program=program, final=True)).take_in()
        for name, seconds in outcome.seconds.items():
            found.setdefault(name, []).append(seconds)
        found.setdefault("records", []).append(sum(outcome.seconds[name] for name in RECORDS))
        found.setdefault("all", []).append(sum(outcome.seconds.values()))
    spark.stop()
    for name, all_of_them in found.items():
        print(f"{name}: {statistics.median(all_of_them):.2f} s")
    for name in ("records", "all"):
        print(f"one process against {name}: {alone / statistics.median(found[name]):.2f} times as long")


if __name__ == "__main__":
    main()
