"""The tables of an archive as its manifest has them: what a run is writing just now, or left unfinished, is not among them."""

from __future__ import annotations

from pyspark.sql import DataFrame, SparkSession

from tcpexplain_spark import tables
from tcpexplain_spark.archive import TABLES, Refused
from tcpexplain_spark.hadoop import Files
from tcpexplain_spark.manifest import Manifest


def read(spark: SparkSession, place: str) -> dict[str, DataFrame]:
    files = Files(spark)
    archive = files.qualified(place)
    manifest = Manifest.load(files, archive)
    if not manifest.run:
        raise Refused(f"{place}: no archive: tcpexplain-spark --captures … --out {place} makes one")
    return {name: _table(spark, files, archive, name, manifest.run) for name in [*TABLES, "captures", "parts"]}


def _table(spark: SparkSession, files: Files, archive: str, name: str, last: int) -> DataFrame:
    base, found = f"{archive}/{name}", []
    for run in range(1, last + 1):
        # Connections that were open when a run ended are told anew by the next.
        inner = [""] if name in ("captures", "parts") else ["/open=false", "/open=true"] if run == last else ["/open=false"]
        found += [place for i in inner if files.exists(place := f"{base}/run={run}{i}")]
    schema = tables.stored_schema(name)
    if not found:
        return spark.createDataFrame([], schema)
    return spark.read.schema(schema).option("basePath", base).parquet(*found)
