"""The page: one file, without scripts, fonts or anything else that is fetched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Any

from tcpexplain_spark.report import charts
from tcpexplain_spark.report.questions import Question
from tcpexplain_spark.report.text import escaped, for_column, size

SEVERITIES = charts.Series(("note", "warning", "error"), ("note", "warning", "error"))
CLASSES = charts.Series(("1xx", "2xx", "3xx", "4xx", "5xx"), ("s1", "s2", "s3", "s4", "s5"))
BARS = 12

STYLE = resources.files("tcpexplain_spark.report").joinpath("page.css").read_text("utf-8")

Rows = Sequence[Any]  # of Spark, by name and by index


@dataclass(frozen=True)
class Answer:
    """The first rows that answer a question, and how many there are."""

    question: Question
    columns: list[str]
    rows: Rows
    count: int


def page(title: str, answers: dict[str, Answer], now: datetime) -> str:
    shown = [a for a in answers.values() if a.question.name not in ("overview", "findings_by_hour", "statuses_by_hour")]
    links = "".join(f'<a href="#{a.question.name}">{escaped(a.question.title)}</a>' for a in shown)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escaped(title)}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{escaped(title)}</h1>"
        f"{_overview(answers['overview'], now)}<nav>{links}</nav>{''.join(_section(a, answers) for a in shown)}</main></body></html>\n")


def _overview(answer: Answer, now: datetime) -> str:
    row = answer.rows[0]
    span = f"{for_column('first', row['first'])} to {for_column('last', row['last'])} UTC. " if row["first"] else ""
    figures = [
        (f"{row['captures']:,}", "captures"), (size(row["bytes"]), "in captures"),
        (f"{row['not_read_whole']:,}", "not read whole"),
        (f"{row['connections']:,}", "connections"), (f"{row['with_errors']:,}", "with an error"),
        (f"{row['with_warnings']:,}", "with a warning"), (f"{row['still_open']:,}", "may go on"),
        (f"{row['exchanges']:,}", "HTTP exchanges"),
    ]
    cards = "".join(f"<div><b>{escaped(value)}</b><span>{escaped(name)}</span></div>" for value, name in figures)
    return f'<p>{span}Made {now:%Y-%m-%d %H:%M} UTC by tcpexplain-spark.</p><div class="figures">{cards}</div>'


def _section(answer: Answer, answers: dict[str, Answer]) -> str:
    question = answer.question
    inside = _chart(answer, answers) + _table(answer) if answer.rows else "<p>None.</p>"
    return f'<section id="{question.name}"><h2>{escaped(question.title)}</h2><p>{escaped(question.note)}</p>{inside}</section>'


def _chart(answer: Answer, answers: dict[str, Answer]) -> str:
    rows, title = answer.rows, answer.question.title
    drawn: dict[str, Callable[[], str]] = {
        "findings_by_server_hour": lambda: charts.by_hour(_hours(answers["findings_by_hour"]), SEVERITIES, "Findings by hour"),
        "statuses": lambda: charts.by_hour(_hours(answers["statuses_by_hour"]), CLASSES, "Statuses by hour"),
        "times": lambda: charts.ranges([(r["measure"], [r["p50"], r["p90"], r["p95"], r["p99"]]) for r in rows], title),
        "retransmissions": lambda: charts.bars(
            [(f"{r['client']} → {r['server']}", r["share"], f"{r['share']:.2%}") for r in rows if r["share"]][:BARS], title, "warning"),
        "talkers": lambda: charts.bars([(r["address"], r["bytes"], size(r["bytes"])) for r in rows[:BARS]], title),
        "unanswered": lambda: charts.bars(
            [(f"{r['client']} → {r['server']}", r["connections"], f"{r['connections']:,}") for r in rows[:BARS]], title, "error"),
    }
    draw = drawn.get(answer.question.name)
    return draw() if draw else ""


def _hours(answer: Answer) -> list[tuple[datetime, str, int]]:
    return [(row[0], row[1], row[2]) for row in answer.rows if row[0]]


def _table(answer: Answer) -> str:
    head = "".join(f'<th class="{_css(answer, i)}">{escaped(name.replace("_", " "))}</th>' for i, name in enumerate(answer.columns))
    body = "".join(f"<tr>{''.join(_cell(answer, row, i) for i in range(len(answer.columns)))}</tr>" for row in answer.rows)
    more = answer.count - len(answer.rows)
    name = answer.question.name
    rest = f'<p class="more">{more:,} more in {name}.csv and in {name}.parquet.</p>' if more > 0 else ""
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{rest}'


def _css(answer: Answer, index: int) -> str:
    value = next((row[index] for row in answer.rows if row[index] is not None), None)
    return "number" if isinstance(value, (int, float)) else "time" if isinstance(value, datetime) else ""


def _cell(answer: Answer, row: Any, index: int) -> str:
    name = answer.columns[index]
    css = str(row[index]) if name == "severity" and row[index] in SEVERITIES.names else _css(answer, index)
    return f'<td class="{css}">{escaped(for_column(name, row[index]))}</td>'


