"""The two stages without Spark: what is cut, split, carried over and put together again gives what one run gives."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from comparing import counted, one_run, records, rows_of
from conftest import ROOT, cut

from tcpexplain_spark.analysis import analyze
from tcpexplain_spark.archive import parts_of
from tcpexplain_spark.jobs import Capture, Job, Part
from tcpexplain_spark.places import Shell
from tcpexplain_spark.splitting import split_again, split_capture

Found = dict[str, list[dict[str, Any]]]


@pytest.fixture
def job(program: str, tmp_path: Path) -> Job:
    return Job(program, str(tmp_path / "staging"), Shell())


def capture(path: Path, is_carried: bool = False) -> Capture:
    return Capture(str(path), path.stat().st_size, 0, is_carried)


def take_in(job: Job, groups: list[list[Path]], counts: list[int], factor: int = 1) -> Found:
    """Runs that come one after the other, as an archive makes them."""
    found: Found = {"connections": [], "exchanges": [], "packets": []}
    still_open: Found = {}
    carried: list[Capture] = []
    now: tuple[int, int] | None = None
    for number, (group, count) in enumerate(zip(groups, counts, strict=True)):
        here = replace(job, staging=f"{job.staging}/{number}")
        splits = [split_capture(here, i, c, count) for i, c in enumerate(carried + [capture(path) for path in group])]
        assert {s.status for s in splits} == {"ok"}
        now = max([s.end for s in splits if s.end is not None] + ([now] if now is not None else []))
        parts: list[Part] = parts_of(splits, count, now)
        if factor > 1:
            parts = [part for whole in parts for part in split_again(here, whole, factor)]
        carried, still_open = [], {kind: [] for kind in found}
        for part in parts:
            analysis = analyze(here, part)
            assert analysis.status == 0, analysis.stderr
            for kind, place in analysis.records.items():
                into = still_open if kind.startswith("open-") else found
                into[kind.removeprefix("open-")] += map(json.loads, Path(place).read_bytes().splitlines())
            if analysis.carried:
                carried.append(capture(Path(analysis.carried), is_carried=True))
    for kind, rows in still_open.items():
        found[kind] += rows
    return found


def assert_same(found: Found, whole: list[dict[str, Any]]) -> None:
    for name, kind in (("connections", "connection"), ("exchanges", "http")):
        here, there = rows_of(found[name]), records(whole, kind)
        more, less = here - there, there - here
        assert not more and not less, f"{name}: {len(more)} more, {len(less)} less\n{next(iter(more), '')}\n{next(iter(less), '')}"


def test_runs_that_go_on(job: Job, program: str, web: Path, tmp_path: Path) -> None:
    files = cut(web, tmp_path, 20)
    assert_same(take_in(job, [files[:10], files[10:15], files[15:]], [3, 2, 4]), one_run(program, [web]))


def test_connections_that_nobody_answers(job: Job, program: str, tiny: Path, tmp_path: Path) -> None:
    """Silence is told from the end of the archive, in parts that have nothing else to go by."""
    files = cut(tiny, tmp_path, 8)
    whole = one_run(program, [tiny])
    names = Counter(f["name"] for r in whole if r["type"] == "connection" for f in r["findings"])
    assert names["unanswered-syn"]
    assert_same(take_in(job, [files[:4], files[4:6], files[6:]], [3, 2, 4]), whole)


def test_parts_of_parts(job: Job, program: str, web: Path, tmp_path: Path) -> None:
    assert_same(take_in(replace(job, carries=False), [cut(web, tmp_path, 8)], [2], factor=4), one_run(program, [web]))


def test_many_parts(job: Job, program: str, web: Path, tmp_path: Path) -> None:
    """All of them are open at the same time."""
    assert_same(take_in(replace(job, carries=False), [cut(web, tmp_path, 3)], [500]), one_run(program, [web]))


def test_packets_tell_where_they_are_from(job: Job, web: Path, tmp_path: Path) -> None:
    """Those that were carried over too."""
    files = cut(web, tmp_path, 6)
    packets = take_in(replace(job, has_packets=True), [files[:3], files[3:]], [3, 2])["packets"]
    for path in files:
        frames = sorted(p["file_frame"] for p in packets if p["capture"] == str(path))
        assert len(frames) > 500 and frames == list(range(1, len(frames) + 1))
    assert {p["capture"] for p in packets} == set(map(str, files))


@pytest.mark.parametrize("name", [
    "http2-curl", "tls-keys", "fragmented", "qinq", "port-reuse", "icmp-unreachable", "keep-alive-race", "zero-window",
    "relay-duplicates", "http-lossy-websocket"])
def test_fixtures(job: Job, program: str, tmp_path: Path, name: str) -> None:
    """HTTP/2, TLS, fragments, the same ports again, errors of routers, duplicates."""
    whole = ROOT / f"Fixtures/{name}/capture.pcap"
    files = cut(whole, tmp_path, 3)
    assert_same(take_in(job, [files[:2], files[2:]], [3, 2]), one_run(program, [whole]))


def test_a_part_that_no_process_can_take(job: Job, web: Path, tmp_path: Path) -> None:
    """A process that is killed is told of, not taken for an end."""
    killed = tmp_path / "killed"
    killed.write_text(f'#!/bin/sh\n[ "$1" = split ] || kill -9 $$\nexec {job.program} "$@"\n')
    killed.chmod(0o755)
    broken = replace(job, program=str(killed))
    split = split_capture(broken, 0, capture(web), 1)
    analysis = analyze(broken, parts_of([split], 1, split.end)[0])
    assert analysis.was_killed and not analysis.records


def test_another_file_system(job: Job, web: Path, tmp_path: Path) -> None:
    """Through Hadoop's shell, by a scheme that Python knows nothing of: in, staging and out."""
    if shutil.which("java") is None:
        pytest.skip("no java")
    shell = Shell((("fs.defaultFS", "viewfs://t/"), ("fs.viewfs.mounttable.t.link./data", f"file://{tmp_path}")))
    far = replace(job, shell=shell, staging="viewfs://t/data/staging")
    (tmp_path / "web.pcap").write_bytes(web.read_bytes())
    split = split_capture(far, 0, Capture("viewfs://t/data/web.pcap", web.stat().st_size, 0), 2)
    assert split.status == "ok" and len(split.pieces) == 2 and all(p.place.startswith("viewfs:") for p in split.pieces)
    analysis = analyze(far, parts_of([split], 2, split.end)[0])
    assert analysis.carried and analysis.open_connections
    stored = tmp_path / analysis.records["open-connections"].removeprefix("viewfs://t/data/")
    assert len(stored.read_bytes().splitlines()) == analysis.open_connections
    missing = split_capture(far, 1, Capture("viewfs://t/data/none.pcap", 1, 0), 2)
    assert missing.status == "unreadable" and "none.pcap" in (missing.error or "")
    assert subprocess.run([job.program, "--version"], capture_output=True, check=True).stdout


def test_rows_are_compared() -> None:
    """The comparison itself sees a difference."""
    assert counted([{"a": 1, "frames": [1]}]) == counted([{"a": 1, "frames": [2]}]) != counted([{"a": 2}])
