"""Rows of tables and records of one run, made comparable: without what numbers packets and connections."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from pyspark.sql import DataFrame, Row, SparkSession

from tcpexplain_spark.report.reading import read

NUMBERS = {"connection", "frame", "frames", "first_frame", "last_frame", "part", "run", "open", "day", "type", "addresses"}
# Names are what counts of these; their values are frames.
NAMES = {"steps"}
# A number here and a text there: columns have its JSON.
JSON = {"after", "probes"}


def one_run(program: str, captures: list[Path]) -> list[dict[str, Any]]:
    command = [program, "--format", "ndjson", "--no-packets", "--with-addresses", *map(str, captures)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode in (0, 3), done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def bare(value: Any) -> Any:
    if isinstance(value, Row):
        value = value.asDict()
    if isinstance(value, dict):
        made = {k: _member(k, v) for k, v in value.items() if k not in NUMBERS}
        return {k: v for k, v in made.items() if v is not None and v != {}}
    if isinstance(value, list):
        return [bare(v) for v in value]
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%S.%f}"
    if isinstance(value, str) and len(value) == 30 and value.endswith("Z") and value[10] == "T":
        return value[:26]  # Spark's times have microseconds
    return value


def _member(key: str, value: Any) -> Any:
    if key in NAMES:
        return sorted(bare_names(value))
    if key in JSON and value is not None:
        return str(value).lower()
    return bare(value)


def bare_names(value: Any) -> list[str]:
    value = value.asDict() if isinstance(value, Row) else value
    return [k for k, v in value.items() if v is not None]


def counted(values: list[Any]) -> Counter[str]:
    return Counter(json.dumps(bare(v), sort_keys=True, default=str) for v in values)


def records(found: list[dict[str, Any]], kind: str) -> Counter[str]:
    return counted([_with_ends(r) for r in found if r["type"] == kind])


def _with_ends(record: dict[str, Any]) -> dict[str, Any]:
    return record | {"ends": record["addresses"]} if "addresses" in record else record


def rows_of(found: list[dict[str, Any]]) -> Counter[str]:
    return counted([_with_ends(r) for r in found])


def rows(table: DataFrame) -> Counter[str]:
    return counted([_with_ends(row.asDict()) for row in table.collect()])


def assert_same(spark: SparkSession, out: Path, found: list[dict[str, Any]]) -> None:
    """The archive has, connection for connection and exchange for exchange, what one run has."""
    tables = read(spark, str(out))
    for name, kind in (("connections", "connection"), ("exchanges", "http")):
        here, there = rows(tables[name]), records(found, kind)
        assert there or name != "connections"
        more, less = here - there, there - here
        assert not more and not less, f"{name}: {len(more)} more, {len(less)} less\n{next(iter(more), '')}\n{next(iter(less), '')}"
    findings = Counter(
        (f["name"], f["severity"], r["client"]["address"], r["client"]["port"]) for r in found if r["type"] == "connection"
        for f in r["findings"])
    assert findings == Counter((r.name, r.severity, r.client.address, r.client.port) for r in tables["findings"].collect())
