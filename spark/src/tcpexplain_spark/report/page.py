"""The page: one file, without scripts, fonts or anything else that is fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tcpexplain_spark.report import charts
from tcpexplain_spark.report.questions import Question
from tcpexplain_spark.report.text import escaped, for_column, size

SEVERITIES = charts.Series(("note", "warning", "error"), ("note", "warning", "error"))
CLASSES = charts.Series(("1xx", "2xx", "3xx", "4xx", "5xx"), ("s1", "s2", "s3", "s4", "s5"))
BARS = 12

STYLE = """
:root { color-scheme: light dark; --page: #fbfbfa; --card: #fff; --ink: #1d2129; --soft: #5d6470; --line: #e3e5e8; --c1: #2f6db3;
  --c2: #8db4dd; --error: #c43d3d; --warning: #d9932f; --note: #8a9bb0; --s1: #a9b4c0; --s2: #4c9a6a; --s3: #6f9fd0; --s4: #d9932f; --s5: #c43d3d; }
@media (prefers-color-scheme: dark) { :root { --page: #15171b; --card: #1d2026; --ink: #e6e8ec; --soft: #9aa2ae; --line: #31353d;
  --c1: #6ea8e6; --c2: #3f6a99; --error: #e06a6a; --warning: #e0a850; --note: #77889c; --s1: #66707c; --s2: #63b384; --s3: #6f9fd0; } }
* { box-sizing: border-box; } body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1040px; margin: 0 auto; padding: 32px 20px 64px; } h1 { font-size: 26px; margin: 0; } h2 { font-size: 18px; margin: 0 0 4px; }
p { margin: 4px 0 12px; color: var(--soft); max-width: 80ch; } section { background: var(--card); border: 1px solid var(--line);
  border-radius: 8px; padding: 20px; margin: 20px 0; } nav { margin: 12px 0; } nav a { margin-right: 14px; color: var(--c1); white-space: nowrap; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); gap: 12px; margin: 20px 0; }
.figures div { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; }
.figures b { display: block; font-size: 22px; font-variant-numeric: tabular-nums; } .figures span { color: var(--soft); font-size: 13px; }
svg { width: 100%; max-width: 860px; height: auto; display: block; margin: 8px 0 16px; } .label { font-size: 11px; fill: var(--soft); }
.name { font-size: 12px; fill: var(--ink); } .grid { stroke: var(--line); } .range { stroke: var(--c2); stroke-width: 3; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 13px; } th { text-align: left; color: var(--soft);
  font-weight: 600; } th, td { padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td { overflow-wrap: anywhere; } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.time { white-space: nowrap; } .legend { display: flex; gap: 16px; margin: 8px 0 0; font-size: 13px; } .legend i { display: inline-block; width: 11px;
  height: 11px; border-radius: 2px; margin-right: 6px; } .more { font-size: 13px; margin: 8px 0 0; } td.error, td.warning, td.note { background: none; }
td.error { color: var(--error); font-weight: 600; } td.warning { color: var(--warning); font-weight: 600; }
""" + "".join(f".{c} {{ fill: var(--{c}); background: var(--{c}); }} " for c in ("c1", "c2", "error", "warning", "note", "s1", "s2", "s3", "s4", "s5"))

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
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escaped(title)}</title><style>{STYLE}</style></head><body><main><h1>{escaped(title)}</h1>"
        f"{_overview(answers['overview'], now)}<nav>{links}</nav>{''.join(_section(a, answers) for a in shown)}</main></body></html>\n")


def _overview(answer: Answer, now: datetime) -> str:
    row = answer.rows[0]
    span = f"{for_column('first', row['first'])} to {for_column('last', row['last'])} UTC. " if row["first"] else ""
    figures = [
        (f"{row['captures']:,}", "captures"), (size(row["bytes"]), "in captures"), (f"{row['not_read_whole']:,}", "not read whole"),
        (f"{row['connections']:,}", "connections"), (f"{row['with_errors']:,}", "with an error"),
        (f"{row['with_warnings']:,}", "with a warning"), (f"{row['still_open']:,}", "may go on"), (f"{row['exchanges']:,}", "HTTP exchanges"),
    ]
    cards = "".join(f"<div><b>{escaped(value)}</b><span>{escaped(name)}</span></div>" for value, name in figures)
    return f'<p>{span}Made {now:%Y-%m-%d %H:%M} UTC by tcpexplain-spark.</p><div class="figures">{cards}</div>'


def _section(answer: Answer, answers: dict[str, Answer]) -> str:
    question = answer.question
    inside = _chart(answer, answers) + _table(answer) if answer.rows else "<p>None.</p>"
    return f'<section id="{question.name}"><h2>{escaped(question.title)}</h2><p>{escaped(question.note)}</p>{inside}</section>'


def _chart(answer: Answer, answers: dict[str, Answer]) -> str:
    name, rows, title = answer.question.name, answer.rows, answer.question.title
    if name == "findings_by_server_hour":
        return charts.by_hour([tuple(r) for r in answers["findings_by_hour"].rows if r["hour"]], SEVERITIES, "Findings by hour")
    if name == "statuses":
        return charts.by_hour([tuple(r) for r in answers["statuses_by_hour"].rows if r["hour"]], CLASSES, "Statuses by hour")
    if name == "times":
        return charts.ranges([(r["measure"], [r["p50"], r["p90"], r["p95"], r["p99"]]) for r in rows], title)
    if name == "retransmissions":
        worst = [r for r in rows if r["share"]][:BARS]
        return charts.bars([(f"{r['client']} → {r['server']}", r["share"], f"{r['share']:.2%}") for r in worst], title, "warning")
    if name == "talkers":
        return charts.bars([(r["address"], r["bytes"], size(r["bytes"])) for r in rows[:BARS]], title)
    if name == "unanswered":
        return charts.bars([(f"{r['client']} → {r['server']}", r["connections"], f"{r['connections']:,}") for r in rows[:BARS]], title, "error")
    return ""


def _table(answer: Answer) -> str:
    head = "".join(f'<th class="{_css(answer, i)}">{escaped(name.replace("_", " "))}</th>' for i, name in enumerate(answer.columns))
    body = "".join(f"<tr>{''.join(_cell(answer, row, i) for i in range(len(answer.columns)))}</tr>" for row in answer.rows)
    more = answer.count - len(answer.rows)
    rest = f'<p class="more">{more:,} more in {answer.question.name}.csv and in {answer.question.name}.parquet.</p>' if more > 0 else ""
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{rest}'


def _css(answer: Answer, index: int) -> str:
    value = next((row[index] for row in answer.rows if row[index] is not None), None)
    return "number" if isinstance(value, (int, float)) else "time" if isinstance(value, datetime) else ""


def _cell(answer: Answer, row: Any, index: int) -> str:
    name = answer.columns[index]
    css = str(row[index]) if name == "severity" and row[index] in SEVERITIES.names else _css(answer, index)
    return f'<td class="{css}">{escaped(for_column(name, row[index]))}</td>'


