"""Values as text on a page and in CSV. Names, URLs and addresses come from the wire: nothing of them may be obeyed by a reader."""

from __future__ import annotations

import html
import re
from datetime import datetime

# Control characters, line separators, and marks that change the direction of text.
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def visible(text: str) -> str:
    return _OBEYED.sub(lambda m: f"\\u{{{ord(m[0]):x}}}", text)


def escaped(value: object) -> str:
    """For HTML and SVG, in text and in quoted attributes."""
    return html.escape(visible(str(value)), quote=True)


def cell(value: object) -> str:
    """For CSV: a spreadsheet takes a text that begins with these for a formula."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return shown(value) if isinstance(value, datetime) else str(value)
    text = visible(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def size(count: float) -> str:
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if abs(count) < 1000 or unit == "TB":
            return f"{count:,.0f} {unit}" if unit == "B" else f"{count:,.1f} {unit}"
        count /= 1000
    return ""


def duration(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:,.2f} s"
    return f"{seconds * 1000:.1f} ms" if seconds >= 0.001 else f"{seconds * 1e6:.0f} µs"


def shown(value: object) -> str:
    """A value whose column says nothing else of it."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}" if value.second or value.minute else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.3f}" if isinstance(value, float) else str(value)


def for_column(name: str, value: object) -> str:
    """As its column's name says: shares in per cent, bytes with units, seconds as durations."""
    if isinstance(value, float) and name.startswith("share"):
        return f"{value:.2%}"
    if isinstance(value, float) and name in {"p50", "p90", "p95", "p99", "longest", "idle"}:
        return duration(value)
    if isinstance(value, int) and name in {"bytes", "again", "sent", "received"}:
        return size(value)
    if isinstance(value, int) and name == "status":
        return str(value)
    return shown(value)
