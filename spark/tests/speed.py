#!/usr/bin/env python3
"""How fast the stages are on the cores of this machine, against one process over the same captures.

    python3 spark/tests/speed.py --program tcpexplain CAPTURES

The package must be installed; scripts/measure-archives makes captures and calls this. One process and Spark run in turns. Seconds are
medians; those of a clock need a machine with nothing else to do, CPU seconds less so. The start of Spark is told by itself. All captures
are read once before, so that storage does not count."""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pyspark.sql import SparkSession

from tcpexplain_spark import session
from tcpexplain_spark.archive import Archive
from tcpexplain_spark.options import Options

RECORDS = ("look", "explain", "split", "analyze")
TICKS = os.sysconf("SC_CLK_TCK")
Times = dict[str, list[float]]


def imports(_: int) -> int:
    """Has a worker import what the stages need."""
    from tcpexplain_spark import stages  # noqa: PLC0415

    return len(stages.__name__)


def one_process(program: str, captures: list[str], records: Path) -> None:
    command = [program, "--format", "ndjson", "--no-packets", "--with-addresses", *captures]
    with records.open("wb") as file:
        subprocess.run(command, stdout=file, stderr=subprocess.DEVNULL, check=False)


def cpu_seconds() -> float:
    """Of this process and all that it started, be they over or not."""
    children: dict[int, list[int]] = {}
    spent: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it is gone
            continue
        number = int(stat.parent.name)
        children.setdefault(int(words[1]), []).append(number)
        spent[number] = sum(map(int, words[11:15]))
    waiting, ticks = [os.getpid()], 0
    while waiting:
        number = waiting.pop()
        ticks += spent.get(number, 0)
        waiting += children.get(number, [])
    return ticks / TICKS


def measured(found: Times, name: str, do: Callable[[], None]) -> None:
    start, before = time.monotonic(), cpu_seconds()
    do()
    found.setdefault(name, []).append(time.monotonic() - start)
    found.setdefault(f"{name}, CPU", []).append(cpu_seconds() - before)


def started(master: str) -> SparkSession:
    start = time.monotonic()
    spark = session.make(master, [])
    made = time.monotonic() - start
    cores = spark.sparkContext.defaultParallelism
    spark.sparkContext.parallelize(range(4 * cores), 4 * cores).map(imports).collect()
    print(f"start of Spark: {made:.2f} s; of its workers: {time.monotonic() - start - made:.2f} s")
    return spark


def in_turns(spark: SparkSession, program: str, folder: Path, runs: int) -> Times:
    captures = sorted(str(path) for path in folder.iterdir())
    found: Times = {}
    for _ in range(runs):
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            records = Path(scratch, "records")
            measured(found, "one process, records to /dev/null", lambda: one_process(program, captures, Path("/dev/null")))
            measured(found, "one process, records written", lambda: one_process(program, captures, records))  # noqa: B023
            records.unlink()
            options = Options(captures=(str(folder),), out=f"{scratch}/archive", program=program, final=True)
            outcomes = []
            measured(found, "Spark, with tables", lambda: outcomes.append(Archive(spark, options).take_in()))  # noqa: B023
        for name, seconds in outcomes[0].seconds.items():
            found.setdefault(name, []).append(seconds)
        found.setdefault("Spark, records", []).append(sum(outcomes[0].seconds[name] for name in RECORDS))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("captures", help="a folder of captures")
    parser.add_argument("--program", default="tcpexplain")
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    program = shutil.which(given.program) or given.program
    for path in Path(given.captures).iterdir():
        with path.open("rb", buffering=0) as file:
            while file.read(1 << 22):
                pass
    spark = started(given.master)
    found = in_turns(spark, program, Path(given.captures), given.runs)
    spark.stop()
    print("| | median | least |\n| --- | --- | --- |")
    for name, seconds in found.items():
        print(f"| {name} | {statistics.median(seconds):.2f} s | {min(seconds):.2f} s |")
    for alone in ("one process, records to /dev/null", "one process, records written"):
        for name in ("explain", "Spark, records", "Spark, with tables"):
            # Of each turn by itself: what else the machine does is about the same then.
            ratios = [a / b for a, b in zip(found[alone], found[name], strict=True)]
            print(f"{name} against {alone}: {statistics.median(ratios):.2f} times as fast ({min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
