"""What `tcpexplain --borders` says of a run: its captures, and when each pair of ends was seen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pj

from tcpexplain_spark.jobs import Capture, Numbers, Reading

COLUMNS = pa.schema(
    [pa.field(name, pa.string()) for name in ("type", "status", "error")] + [pa.field("told", pa.bool_())]
    + [pa.field(name, pa.int64()) for name in (
        "key", "start", "end", "connection", "until", "packets", "begin", "first", "last", "clock", "back", "tcp_packets", "connections",
        "exchanges", "limited")])
# A row for each pair of ends: when its first connection begins and the last one has its last segment, until when one is held that is held
# at the end, whether one of them was told of before its time, and whether there is one at all, besides ICMP errors that quote it.
KEYS = pa.schema(
    [pa.field(name, pa.int64()) for name in ("key", "start", "end", "until")]
    + [pa.field(name, pa.bool_()) for name in ("unfinished", "has")])


@dataclass(frozen=True)
class Borders:
    captures: list[dict[str, Any]]
    keys: pa.Table
    numbers: pa.Table
    summary: Numbers

    @classmethod
    def read(cls, path: Path) -> Borders:
        options = pj.ParseOptions(explicit_schema=COLUMNS, unexpected_field_behavior="error")
        rows = pj.read_json(path, parse_options=options, read_options=pj.ReadOptions(use_threads=False, block_size=4 << 20))
        ends = rows.filter(pc.is_in(rows["type"], pa.array(["end"]))).to_pylist()
        return cls(
            rows.filter(pc.equal(rows["type"], "capture")).to_pylist(), _keys(rows.filter(pc.is_valid(rows["key"]))),
            rows.filter(pc.is_valid(rows["connection"])).select(["connection", "key"]),
            {k: ends[0][k] for k in ("packets", "tcp_packets", "connections", "exchanges", "limited")} if ends else {})

    def readings(self, captures: tuple[Capture, ...]) -> tuple[Reading, ...]:
        return tuple(
            Reading(
                capture, found["status"], found["error"], found["packets"], found["begin"], found["first"], found["last"], found["clock"],
                found["back"] or 0)
            for capture, found in zip(captures, self.captures, strict=False))


def _keys(rows: pa.Table) -> pa.Table:
    start, end = rows["start"], rows["end"]
    table = pa.table({
        "key": rows["key"], "start": pc.min_element_wise(start, end), "end": pc.max_element_wise(start, end), "until": rows["until"],
        "unfinished": pc.fill_null(pc.invert(rows["told"]), False), "has": pc.is_valid(rows["connection"])})
    made = table.group_by("key").aggregate(
        [("start", "min"), ("end", "max"), ("until", "max"), ("unfinished", "max"), ("has", "max")])
    return made.rename_columns(["key", "start", "end", "until", "unfinished", "has"]).cast(KEYS)


def packed(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def unpacked(data: bytes) -> pa.Table:
    return pa.ipc.open_stream(data).read_all()
