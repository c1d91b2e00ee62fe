"""The tables: records become rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from tcpexplain_spark import schema

# Of each table: what its rows are made of, as files of records are named.
SOURCES = {"connections": "connections", "findings": "connections", "exchanges": "exchanges", "packets": "packets"}
RECORDS = {"connections": "connection", "exchanges": "http", "packets": "packet"}
KEYS = [T.StructField("part", T.StringType())]
FINDING = ["name", "severity", "frames"]

CAPTURES = T.StructType([
    T.StructField("path", T.StringType()),
    T.StructField("bytes", T.LongType()),
    T.StructField("modified", T.TimestampType()),
    T.StructField("status", T.StringType()),
    T.StructField("error", T.StringType()),
    T.StructField("stderr", T.StringType()),
    T.StructField("first", T.TimestampType()),
    T.StructField("last", T.TimestampType()),
    T.StructField("late", T.BooleanType()),
    T.StructField("parts", T.LongType()),
    T.StructField("part_bytes", T.LongType()),
    T.StructField("seconds", T.DoubleType()),
])
PARTS = T.StructType([
    T.StructField("part", T.StringType()),
    T.StructField("pieces", T.LongType()),
    T.StructField("bytes", T.LongType()),
    T.StructField("packets", T.LongType()),
    T.StructField("tcp_packets", T.LongType()),
    T.StructField("connections", T.LongType()),
    T.StructField("open_connections", T.LongType()),
    T.StructField("exchanges", T.LongType()),
    T.StructField("hit_limit", T.LongType()),
    T.StructField("exit_status", T.LongType()),
    T.StructField("stderr", T.StringType()),
    T.StructField("seconds", T.DoubleType()),
])


def source_schema(kind: str) -> T.StructType:
    origin = [T.StructField("capture", T.StringType())] if kind == "packets" else []
    return T.StructType([*KEYS, *origin, *schema.of_record(RECORDS[kind]).fields])


def _time(name: str) -> Column:
    return F.col(name).cast("timestamp")


def _connections(records: DataFrame) -> DataFrame:
    return records.drop("type").withColumn("start", _time("start")).withColumn("end", _time("end")).withColumn("day", F.to_date("start"))


def _exchanges(records: DataFrame) -> DataFrame:
    return records.drop("type").withColumn("time", _time("time")).withColumn("day", F.to_date("time"))


def _findings(records: DataFrame) -> DataFrame:
    """A row for each finding; what is particular to its kind (docs/findings.md) is `evidence`."""
    evidence = [f.name for f in schema.of_record("finding").fields if f.name not in FINDING]
    keys = ["part", "connection", "client", "server", "server_name", "start", "end", "day"]
    return _connections(records).select(*keys, F.explode("findings").alias("finding")).select(
        *keys[:-1], *(F.col(f"finding.{name}").alias(name) for name in FINDING),
        F.struct(*(F.col(f"finding.{name}").alias(name) for name in evidence)).alias("evidence"), "day")


MAKERS: dict[str, Callable[[DataFrame], DataFrame]] = {
    "connections": _connections, "findings": _findings, "exchanges": _exchanges, "packets": _exchanges}


@dataclass(frozen=True)
class RecordFiles:
    """Files of records of one kind: of connections that are over, and of those that may go on."""

    closed: list[str]
    still_open: list[str]


def table(spark: SparkSession, name: str, files: RecordFiles) -> DataFrame | None:
    """The rows of a table; None if there are none. A record that is not as its schema says ends the run: nothing is left out silently."""
    made: list[DataFrame] = []
    for is_open, paths in ((False, files.closed), (True, files.still_open)):
        if paths:
            reader = spark.read.schema(source_schema(SOURCES[name])).option("mode", "FAILFAST")
            made.append(MAKERS[name](reader.json(paths)).withColumn("open", F.lit(is_open)))
    return reduce(DataFrame.unionByName, made) if made else None


def stored_schema(spark: SparkSession, name: str) -> T.StructType:
    """The columns that a table has in its files, whatever version wrote them; those that a file lacks are null."""
    if name in ("captures", "parts"):
        return T.StructType([*(CAPTURES if name == "captures" else PARTS).fields, *_partitions(name)])
    empty = spark.createDataFrame([], source_schema(SOURCES[name]))
    fields = [f for f in MAKERS[name](empty).schema.fields if f.name != "day"]
    return T.StructType([*fields, *_partitions(name)])


def _partitions(name: str) -> list[T.StructField]:
    if name == "parts":
        return [T.StructField("run", T.IntegerType())]
    middle = [] if name == "captures" else [T.StructField("open", T.BooleanType())]
    return [T.StructField("run", T.IntegerType()), *middle, T.StructField("day", T.DateType())]


def write(rows: DataFrame, place: str, by: Sequence[str]) -> None:
    rows.write.mode("errorifexists").option("compression", "zstd").partitionBy(*by).parquet(place)
