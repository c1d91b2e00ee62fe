"""Small things: schemas, times, texts."""

from __future__ import annotations

import struct
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest
from conftest import ROOT

from tcpexplain_spark import clock, columns, schema, tables
from tcpexplain_spark.command import size
from tcpexplain_spark.openness import Openness
from tcpexplain_spark.pcapng import first_time
from tcpexplain_spark.places import local_path
from tcpexplain_spark.report import charts
from tcpexplain_spark.report.text import cell, escaped, for_column


def test_the_schema_is_the_documents() -> None:
    packaged = Path(schema.__file__).with_name("records.schema.json")
    assert packaged.read_bytes() == (ROOT / "docs/records.schema.json").read_bytes()
    for record in ("connection", "http", "packet", "finding"):
        assert set(columns.of_record(record).names) - {"part", "capture"} == set(schema.document()["$defs"][record]["properties"])


def test_types_of_the_schema() -> None:
    finding = columns.of_record("finding")
    assert finding.field("frames").type == pa.list_(pa.int64())
    assert finding.field("statuses").type == pa.map_(pa.string(), pa.int64())
    assert finding.field("probes").type == pa.string()  # a number or true: its JSON
    request = columns.of_record("http").field("request").type
    assert request.field("headers").type == pa.list_(pa.list_(pa.string()))
    assert columns.of_record("http").field("unsolicited").type == pa.bool_()
    assert tables.stored_schema("connections")["findings"].dataType.typeName() == "array"


def test_records_that_arrow_cannot_read() -> None:
    """Objects whose keys are data, and numbers that may be texts, among others that are plain; what no schema knows is refused."""
    lines = [
        b'{"part":"a","type":"connection","connection":1,"findings":[{"name":"x","after":0.25},{"name":"y","after":"\\"after\\":1"}]}\n',
        b'{"part":"a","type":"connection","connection":2,"findings":[{"name":"z","statuses":{"500":3},"probes":true}]}\n',
        b'{"part":"a","type":"connection","connection":3,"server_name":"\\ud83d\\ude00"}\n']
    rows = {row["connection"]: row for row in columns.read("connection", lines).to_pylist()}
    assert [f["after"] for f in rows[1]["findings"]] == ["0.25", '"after":1'] and rows[3]["server_name"] == "\U0001f600"
    assert rows[2]["findings"][0]["statuses"] == [("500", 3)] and rows[2]["findings"][0]["probes"] == "true"
    for odd in (b'{"part":"a","unknown":1}\n', b'{"part":"a","connection":"x"}\n'):
        with pytest.raises(columns.Irregular):
            columns.read("connection", [*lines, odd])


def test_ticks_are_read_back(tmp_path: Path) -> None:
    now = 1_767_225_600_123_456_789
    file = tmp_path / "tick.pcapng"
    file.write_bytes(clock.tick(now - 5, now) + clock.tick(now))
    assert first_time(file) == now - 5
    assert clock.text(now) == "2026-01-01T00:00:00.123456789Z"


def test_times_of_other_orders_and_units(tmp_path: Path) -> None:
    """Big-endian, in units of 2^-10 seconds, with an offset."""
    section = struct.pack(">IIIHHqI", 0x0A0D0D0A, 28, 0x1A2B3C4D, 1, 0, -1, 28)
    options = struct.pack(">HHB3x", 9, 1, 0x80 | 10) + struct.pack(">HHq", 14, 8, 100) + struct.pack(">HH", 0, 0)
    interface = struct.pack(">IIHHI", 1, 20 + len(options), 1, 0, 0) + options + struct.pack(">I", 20 + len(options))
    packet = struct.pack(">IIIIIIII", 6, 32, 0, 0, 1536, 0, 0, 32)
    file = tmp_path / "a.pcapng"
    file.write_bytes(section + interface + packet)
    assert first_time(file) == 101_500_000_000


@pytest.mark.parametrize(("ago", "ended_by", "is_open"), [
    (60, "end", True), (7000, "end", True), (200, "close", True), (200, "reset", True), (300, "close", False), (60, "idle", False),
    (60, "reuse", False), (60, "limit", False)])
def test_what_may_go_on(ago: int, ended_by: str, is_open: bool) -> None:
    now = 1_767_225_600 * clock.NANO
    end = clock.text(now - ago * clock.NANO)
    assert Openness(now).is_open(f'{{"start":"{end}","end":"{end}","ended_by":"{ended_by}"}}'.encode()) == is_open


def test_texts() -> None:
    assert cell("=1+1") == "'=1+1" and cell("-1") == "'-1" and cell(-1) == "-1" and cell(None) == ""
    assert escaped('<a href="x">&\x1b') == "&lt;a href=&quot;x&quot;&gt;&amp;\\u{1b}"
    assert for_column("share", 0.123) == "12.30%" and for_column("p50", 0.0012) == "1.2 ms" and for_column("bytes", 1500) == "1.5 kB"


def test_charts_hold_what_they_are_given() -> None:
    hours = [(datetime(2026, 1, 1, h), "error", h + 1) for h in range(24)]  # noqa: DTZ001
    chart = charts.by_hour(hours, charts.Series(("error",), ("error",)), "x")
    assert chart.count("<rect") == 24 and "2026-01-01 23:00: error 24" in chart
    year = [(datetime(2026, m, 1), "error", 1) for m in range(1, 13)]  # noqa: DTZ001
    assert charts.by_hour(year, charts.Series(("error",), ("error",)), "x").count("<rect") == 12
    assert "&lt;b&gt;" in charts.bars([("<b>", 1.0, "1")], "x") and charts.ranges([], "x") == ""


def test_sizes_and_places() -> None:
    assert size("128M") == 128 << 20 and size("7") == 7
    assert str(local_path("file:///a/b")) == str(local_path("/a/b")) == "/a/b"
    assert local_path("hdfs://n/a") is None and local_path("s3a://b/c") is None
