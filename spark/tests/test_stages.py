"""The two stages without Spark: what is cut, split, carried over and put together again gives what one run gives."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from comparing import counted, one_run, records, rows_of
from conftest import ROOT, cut

from tcpexplain_spark.analysis import analyze
from tcpexplain_spark.crossing import find
from tcpexplain_spark.explaining import explain, halves, look, stretches_of
from tcpexplain_spark.jobs import Capture, Job, Records
from tcpexplain_spark.places import Shell
from tcpexplain_spark.splitting import parts_of, split_again, split_capture
from tcpexplain_spark.tabling import moved_numbers, sorted_records, tabulate

Found = dict[str, list[dict[str, Any]]]
TABLES = {"connection": "connections", "http": "exchanges", "packet": "packets"}


@pytest.fixture
def job(program: str, tmp_path: Path) -> Job:
    return Job(program, str(tmp_path / "staging"), Shell())


def capture(path: Path, is_carried: bool = False) -> Capture:
    return Capture(str(path), path.stat().st_size, 0, is_carried)


def take_in(job: Job, groups: list[list[Path]], counts: list[int], factor: int = 1, stretches: int = 3) -> Found:
    """Runs that come one after the other, as an archive makes them."""
    found: Found = {"connections": [], "exchanges": [], "packets": []}
    still_open: Found = {}
    carried: list[Capture] = []
    end: tuple[int, int] | None = None
    for number, (group, count) in enumerate(zip(groups, counts, strict=True)):
        here = replace(job, staging=f"{job.staging}/{number}")
        looks = [look(here, c) for c in carried + [capture(path) for path in group]]
        assert {r.status for r in looks} == {"ok"}
        explained = [explain(here, stretch) for stretch in stretches_of(looks, stretches)]
        ends = [r.end for e in explained if not e.stretch.is_carried for r in e.readings if r.end is not None]
        now = max(ends + ([end] if end is not None else []))
        moved = find(explained, now, carries=job.carries, goes_on=end is not None and end > max(ends))
        end = now
        captures = [(c, None if c.is_carried else m.keys) for e, m in zip(explained, moved, strict=True) for c in e.stretch.captures
                    if c in m.captures]
        parts = parts_of([p for i, (c, keys) in enumerate(captures) for p in split_capture(here, i, c, count, keys)], count, now)
        if factor > 1:
            parts = [part for whole in parts for part in split_again(here, whole, factor)]
        carried, still_open = [], {kind: [] for kind in found}
        rows = [
            Records(e.stretch.name, e.records, tuple(c.place for c in e.stretch.captures), m.keys or frozenset(), e.numbers)
            for e, m in zip(explained, moved, strict=True) if not e.stretch.is_carried]
        for part in parts:
            analysis = analyze(here, part)
            assert analysis.status == 0, analysis.stderr
            rows.append(Records(part.name, analysis.records, still_open=analysis.still_open))
            if analysis.carried:
                carried.append(capture(Path(analysis.carried), is_carried=True))
        for row in rows:
            for kind, is_open, lines in wanted(row):
                (still_open if is_open else found)[TABLES[kind]] += map(json.loads, lines)
    for kind, rows_ in still_open.items():
        found[kind] += rows_
    return found


def wanted(records: Records) -> Iterator[tuple[str, bool, list[bytes]]]:
    numbers = moved_numbers(Path(records.numbers), records.moved) if records.numbers else frozenset()
    return sorted_records(Path(records.place), records, numbers)


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


def test_a_process_that_is_killed(job: Job, program: str, web: Path, tmp_path: Path) -> None:
    """It is told of, not taken for an end; what is known of nothing goes through parts, all of it."""
    killed = tmp_path / "killed"
    killed.write_text(f'#!/bin/sh\ncase " $* " in *" --borders "*) kill -9 $$; esac\nexec {job.program} "$@"\n')
    killed.chmod(0o755)
    broken = replace(job, program=str(killed), carries=False)
    stretches = stretches_of([look(job, capture(path)) for path in cut(web, tmp_path, 4)], 2)
    assert [len(s.captures) for s in stretches] == [2, 2] and [len(s.captures) for s in halves(stretches[0])] == [1, 1]
    explained = [explain(broken, stretch) for stretch in stretches]
    assert all(e.was_killed and not e.records for e in explained)
    moved = find(explained, None, carries=False, goes_on=False)
    pieces = [p for i, c in enumerate(c for s in stretches for c in s.captures) for p in split_capture(broken, i, c, 2, moved[0].keys)]
    found: Found = {"connections": [], "exchanges": [], "packets": []}
    for part in parts_of(pieces, 2, max(p.end for p in pieces if p.end)):
        for kind, _, lines in wanted(Records(part.name, analyze(broken, part).records)):
            found[TABLES[kind]] += map(json.loads, lines)
    assert_same(found, one_run(program, [web]))


def test_few_connections_are_moved(job: Job, generate: Path, tmp_path: Path) -> None:
    """What lies within a stretch stays there, and captures far from the border are not read again."""
    web = tmp_path / "web.pcap"
    subprocess.run([generate, "web", web, f"bytes={6 << 20}", "at-once=4"], check=True, capture_output=True)
    looks = [look(job, capture(path)) for path in cut(web, tmp_path, 12)]
    explained = [explain(job, stretch) for stretch in stretches_of(looks, 2)]
    moved = find(explained, explained[1].readings[-1].end, carries=False, goes_on=False)
    for one, what in zip(explained, moved, strict=True):
        assert what.keys is not None and 0 < len(what.keys) < (one.summary["connections"] or 0) / 2
    assert explained[1].stretch.captures[-1] not in moved[1].captures


def test_another_file_system(job: Job, web: Path, tmp_path: Path) -> None:
    """Through Hadoop's shell, by a scheme that Python knows nothing of: in, staging and out."""
    if shutil.which("java") is None:
        pytest.skip("no java")
    shell = Shell((("fs.defaultFS", "viewfs://t/"), ("fs.viewfs.mounttable.t.link./data", f"file://{tmp_path}")))
    far = replace(job, shell=shell, staging="viewfs://t/data/staging")
    (tmp_path / "web.pcap").write_bytes(web.read_bytes())
    place = Capture("viewfs://t/data/web.pcap", web.stat().st_size, 0)
    seen = look(far, place)
    explained = explain(far, stretches_of([seen], 1)[0])
    assert seen.status == "ok" and explained.records.startswith("viewfs:") and len(explained.readings) == 1
    moved = find([explained], explained.readings[0].end, carries=True, goes_on=False)
    pieces = split_capture(far, 0, place, 2, moved[0].keys)
    assert len(pieces) == 2 and all(p.place.startswith("viewfs:") for p in pieces)
    analysis = analyze(far, parts_of(pieces, 2, explained.readings[0].end)[0])
    assert analysis.carried and analysis.still_open
    files = tabulate(far, Records("0000", analysis.records, still_open=analysis.still_open))
    place_of = {(f.table, f.inside.split("/")[0]): f.place for f in files}
    stored = pq.read_table(tmp_path / place_of["connections", "open=true"].removeprefix("viewfs://t/data/"))
    assert len(stored) == len(analysis.still_open)
    missing = look(far, Capture("viewfs://t/data/none.pcap", 1, 0))
    assert missing.status == "unreadable" and "none.pcap" in (missing.error or "")
    assert subprocess.run([job.program, "--version"], capture_output=True, check=True).stdout


def test_rows_are_compared() -> None:
    """The comparison itself sees a difference."""
    assert counted([{"a": 1, "frames": [1]}]) == counted([{"a": 1, "frames": [2]}]) != counted([{"a": 2}])
