"""The tables: what their rows are made of."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import types as T

from tcpexplain_spark import columns

NO_DAY = "__HIVE_DEFAULT_PARTITION__"
FINDING = ["name", "severity", "frames"]
MOMENT = pa.timestamp("us", "UTC")

PLAIN: dict[pa.DataType, T.DataType] = {
    pa.string(): T.StringType(), pa.int64(): T.LongType(), pa.float64(): T.DoubleType(), pa.bool_(): T.BooleanType(),
    MOMENT: T.TimestampType()}

CAPTURES = pa.schema([
    ("path", pa.string()), ("bytes", pa.int64()), ("modified", MOMENT), ("status", pa.string()), ("error", pa.string()),
    ("stderr", pa.string()), ("packets", pa.int64()), ("first", MOMENT), ("last", MOMENT), ("late", pa.bool_())])
PARTS = pa.schema([
    ("part", pa.string()), ("captures", pa.int64()), ("bytes", pa.int64()), ("packets", pa.int64()), ("tcp_packets", pa.int64()),
    ("connections", pa.int64()), ("moved", pa.int64()), ("open_connections", pa.int64()), ("exchanges", pa.int64()),
    ("hit_limit", pa.int64()), ("exit_status", pa.int64()), ("stderr", pa.string()), ("seconds", pa.float64())])


def _with_times(rows: pa.Table, names: list[str]) -> pa.Table:
    """Times as such, in microseconds, and the day of the first of them."""
    for name in names:
        moment = pc.cast(pc.cast(rows[name], pa.timestamp("ns", "UTC")), MOMENT, safe=False)
        rows = rows.set_column(rows.schema.get_field_index(name), pa.field(name, MOMENT), moment)
    return rows.append_column("day", pc.cast(rows[names[0]], pa.date32()))


def _connections(rows: pa.Table) -> pa.Table:
    return _with_times(rows.drop_columns("type"), ["start", "end"])


def _exchanges(rows: pa.Table) -> pa.Table:
    return _with_times(rows.drop_columns("type"), ["time"])


def _packets(rows: pa.Table) -> pa.Table:
    return _with_times(rows.drop_columns("type"), ["time"])


def _findings(rows: pa.Table) -> pa.Table:
    """A row for each finding; what is particular to its kind (docs/findings.md) is `evidence`."""
    keys = ["part", "connection", "client", "server", "server_name", "start", "end"]
    found = rows["findings"].combine_chunks()
    owners = _with_times(rows.select(keys), ["start", "end"]).take(pc.list_parent_indices(found))
    each = pc.list_flatten(found)
    evidence = [field for field in each.type if field.name not in FINDING]
    made = owners.drop_columns("day")
    for name in FINDING:
        made = made.append_column(each.type.field(name), pc.struct_field(each, name))
    inner = pa.StructArray.from_arrays([pc.struct_field(each, field.name) for field in evidence], fields=evidence)
    return made.append_column("evidence", inner).append_column("day", owners["day"])


# Of each table: the records that its rows are made of, and how.
MAKERS: dict[str, tuple[str, Callable[[pa.Table], pa.Table]]] = {
    "connections": ("connection", _connections), "findings": ("connection", _findings), "exchanges": ("http", _exchanges),
    "packets": ("packet", _packets)}


@cache
def stored(name: str) -> pa.Schema:
    """The columns that a table has in its files, whatever version wrote them; those that a file lacks are null."""
    if name in ("captures", "parts"):
        return CAPTURES if name == "captures" else PARTS
    record, make = MAKERS[name]
    made = make(columns.of_record(record).empty_table()).schema
    return made.remove(made.get_field_index("day"))


def stored_schema(name: str) -> T.StructType:
    """The same as Spark reads them, with what partitions the table."""
    partitions = [T.StructField("run", T.IntegerType())]
    if name not in ("captures", "parts"):
        partitions.append(T.StructField("open", T.BooleanType()))
    if name != "parts":
        partitions.append(T.StructField("day", T.DateType()))
    return T.StructType([*(T.StructField(field.name, _of_spark(field.type)) for field in stored(name)), *partitions])


def _of_spark(kind: pa.DataType) -> T.DataType:
    if pa.types.is_struct(kind):
        return T.StructType([T.StructField(field.name, _of_spark(field.type)) for field in kind])
    if pa.types.is_list(kind):
        return T.ArrayType(_of_spark(kind.value_type))
    if pa.types.is_map(kind):
        return T.MapType(_of_spark(kind.key_type), _of_spark(kind.item_type))
    return PLAIN[kind]
