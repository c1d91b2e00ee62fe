"""Charts as SVG, which needs no script. Colours are classes, so that the page's style decides them, by day and by night."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from tcpexplain_spark.report.text import duration, escaped

WIDTH, LEFT, RIGHT = 720, 56, 12
MOST_BARS = 96


@dataclass(frozen=True)
class Series:
    """What is stacked, from the bottom: the name of each layer and its class of colour."""

    names: tuple[str, ...]
    classes: tuple[str, ...]


def _frame(height: int, label: str, inside: list[str]) -> str:
    return (f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escaped(label)}" xmlns="http://www.w3.org/2000/svg">'
            f'{"".join(inside)}</svg>')


def _text(x: float, y: float, text: object, anchor: str = "start", css: str = "label") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{css}">{escaped(text)}</text>'


def _steps(most: float) -> list[float]:
    """Round values for an axis from 0, three to five of them."""
    if most <= 0:
        return [0.0]
    step = 10.0 ** math.floor(math.log10(most))
    while most / step < 3:
        step /= 2 if most / step >= 1.5 else 5
    step = max(1.0, step) if most >= 3 else step
    return [i * step for i in range(math.floor(most / step) + 1)]


def _short(value: float) -> str:
    for limit, unit in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= limit:
            return f"{value / limit:g}{unit}"
    return f"{value:g}"


def by_hour(rows: list[tuple[datetime, str, int]], series: Series, label: str) -> str:
    """Stacked bars over time: hours, or as many hours to a bar as it takes to stay below about a hundred."""
    if not rows:
        return ""
    start, end = min(r[0] for r in rows), max(r[0] for r in rows)
    hours = int((end - start) / timedelta(hours=1)) + 1
    width = -(-hours // MOST_BARS)
    bars = max(-(-hours // width), 1)
    sums: dict[tuple[int, str], int] = {}
    for hour, name, count in rows:
        place = (int((hour - start) / timedelta(hours=1)) // width, name)
        sums[place] = sums.get(place, 0) + count
    most = max(sum(sums.get((i, n), 0) for n in series.names) for i in range(bars)) or 1
    height, top, bottom = 220, 12, 30
    scale = (height - top - bottom) / most
    each = (WIDTH - LEFT - RIGHT) / max(bars, 12)
    parts = []
    for value in _steps(most):
        y = height - bottom - value * scale
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>')
        parts.append(_text(LEFT - 8, y + 4, _short(value), "end"))
    for i in range(bars):
        y = float(height - bottom)
        for name, css in zip(series.names, series.classes, strict=True):
            count = sums.get((i, name), 0)
            if not count:
                continue
            tall = count * scale
            y -= tall
            moment = start + timedelta(hours=i * width)
            parts.append(
                f'<rect x="{LEFT + i * each + 1:.1f}" y="{y:.1f}" width="{max(each - 2, 1):.1f}" height="{max(tall - 1, 0.5):.1f}" '
                f'class="{css}"><title>{escaped(f"{moment:%Y-%m-%d %H:%M}: {name} {count:,}")}</title></rect>')
    for i in sorted({0, bars // 2, bars - 1}) if bars > 2 else range(bars):
        moment = start + timedelta(hours=i * width)
        anchor = "start" if i == 0 else "end" if i == bars - 1 and bars >= 12 else "middle"
        x = LEFT + (i + (0 if anchor == "start" else 1 if anchor == "end" else 0.5)) * each
        if bars <= 2 and i == 1:
            continue
        parts.append(_text(x, height - 10, f"{moment:%Y-%m-%d %H:%M}", anchor))
    return legend(series) + _frame(height, label, parts)


def legend(series: Series) -> str:
    entries = (f'<span><i class="{css}"></i>{escaped(name)}</span>' for name, css in zip(series.names, series.classes, strict=True))
    return f'<p class="legend">{"".join(entries)}</p>'


def bars(rows: list[tuple[str, float, str]], label: str, css: str = "c1") -> str:
    """Horizontal bars: a name, a value, and the value as text."""
    if not rows:
        return ""
    most = max(r[1] for r in rows) or 1
    row, name_width, value_width = 24, 250, 90
    scale = (WIDTH - name_width - value_width) / most
    parts = []
    for i, (name, value, text) in enumerate(rows):
        y = i * row
        short = name if len(name) <= 38 else f"{name[:18]}…{name[-19:]}"
        parts.append(_text(name_width - 8, y + 16, short, "end", "name"))
        parts.append(f'<rect x="{name_width}" y="{y + 4}" width="{max(value * scale, 1):.1f}" height="{row - 8}" class="{css}">'
                     f"<title>{escaped(name)}: {escaped(text)}</title></rect>")
        parts.append(_text(name_width + value * scale + 6, y + 16, text))
    return _frame(len(rows) * row + 4, label, parts)


def ranges(rows: list[tuple[str, list[float]]], label: str) -> str:
    """Percentiles on a logarithmic axis: a line from the least to the greatest, a dot for each; the first is the large one."""
    values = [max(v, 1e-6) for _, row in rows for v in row]
    if not values:
        return ""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    high = max(high, low + 1)
    row, left, bottom = 34, 110, 26
    height = len(rows) * row + bottom + 8

    def x(value: float) -> float:
        return left + (math.log10(max(value, 1e-6)) - low) / (high - low) * (WIDTH - left - 40)

    parts = []
    for power in range(low, high + 1):
        at = x(10.0**power)
        parts.append(f'<line x1="{at:.1f}" x2="{at:.1f}" y1="4" y2="{height - bottom}" class="grid"/>')
        parts.append(_text(at, height - 8, _power(power), "middle"))
    for i, (name, row_values) in enumerate(rows):
        y = i * row + 22
        parts.append(_text(left - 12, y + 4, name, "end", "name"))
        parts.append(f'<line x1="{x(row_values[0]):.1f}" x2="{x(row_values[-1]):.1f}" y1="{y}" y2="{y}" class="range"/>')
        for k, value in enumerate(row_values):
            title = f"{name} p{(50, 90, 95, 99)[k]}: {duration(value)}"
            parts.append(f'<circle cx="{x(value):.1f}" cy="{y}" r="{6 if k == 0 else 4}" class="{"c1" if k == 0 else "c2"}">'
                         f"<title>{escaped(title)}</title></circle>")
    return _frame(height, label, parts)


def _power(power: int) -> str:
    seconds = 10.0**power
    if seconds >= 1:
        return f"{seconds:g} s"
    return f"{seconds * 1e3:g} ms" if seconds >= 0.001 else f"{seconds * 1e6:g} µs"
