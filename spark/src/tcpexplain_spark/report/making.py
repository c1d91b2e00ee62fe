"""Makes a report: asks, writes each answer as Parquet and CSV, and all of them as a page."""

from __future__ import annotations

import csv
import io
import uuid
from datetime import datetime, timezone

from pyspark.sql import Row, SparkSession

from tcpexplain_spark.archive import Refused
from tcpexplain_spark.hadoop import Files
from tcpexplain_spark.report.page import Answer, page
from tcpexplain_spark.report.questions import QUESTIONS, VIEWS, Question
from tcpexplain_spark.report.reading import read
from tcpexplain_spark.report.text import cell

MOST_OF_CSV = 1_000_000  # rows; all are in the Parquet
WHOLE = ("overview", "findings_by_hour", "statuses_by_hour")  # what charts need all rows of
MARK = "_tcpexplain-report"


def make_report(spark: SparkSession, tables: str, out: str, title: str, top: int) -> str:
    """Writes the report beside its place first; returns where the page is."""
    files = Files(spark)
    place = files.qualified(out)
    if files.names(place) and not files.exists(f"{place}/{MARK}"):
        raise Refused(f"{out}: holds something that is no report")
    for name, rows in read(spark, tables).items():
        rows.createOrReplaceTempView(name)
    for name, sql in VIEWS.items():
        spark.sql(sql).createOrReplaceTempView(name)
    beside = f"{place}.{uuid.uuid4().hex}"
    try:
        answers = {q.name: _answer(spark, files, q, beside, top) for q in QUESTIONS}
        files.write(f"{beside}/index.html", page(title, answers, datetime.now(timezone.utc)))
        files.write(f"{beside}/{MARK}", "")
        files.remove(place)
        files.move(beside, place)
    finally:
        files.remove(beside)
    return f"{place}/index.html"


def _answer(spark: SparkSession, files: Files, question: Question, folder: str, top: int) -> Answer:
    parquet = f"{folder}/{question.name}.parquet"
    spark.sql(question.sql).coalesce(1).write.parquet(parquet)
    rows = spark.read.parquet(parquet)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows.columns)
    first: list[Row] = []
    count = 0
    for row in rows.limit(MOST_OF_CSV).toLocalIterator():
        if len(first) < top or question.name in WHOLE:
            first.append(row)
        writer.writerow([cell(value) for value in row])
        count += 1
    files.write(f"{folder}/{question.name}.csv", text.getvalue())
    return Answer(question, rows.columns, first, rows.count() if count == MOST_OF_CSV else count)
