"""Records as columns of Arrow, whose types are generated from the JSON Schema of the records (docs/records.schema.json).

Nearly all records are read by Arrow itself. It cannot read objects whose keys are data: records in which one occurs, and those that it
refuses, are read by Python one by one. Numbers that may be texts become texts first."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.json as pj

from tcpexplain_spark.schema import Schema, document, resolved

# What is added to records: where they are from.
ADDED = {"connection": ["part"], "http": ["part"], "packet": ["part", "capture"]}
BLOCK = 4 << 20  # what Arrow parses at once: larger ones leave the cache


Converter = Callable[[Any], Any]


class Irregular(Exception):
    """A record that is not as its schema says."""


def of_record(name: str) -> pa.Schema:
    """The columns of a record: `connection`, `http`, `packet` or `finding`; what is added to it before."""
    return pa.schema([pa.field(key, pa.string()) for key in ADDED.get(name, [])] + list(_type(document()["$defs"][name])))


def text(value: str) -> bytes:
    """A text in JSON."""
    return json.dumps(value).encode()


def files(record: bytes) -> list[str]:
    """The captures that the record of a run names."""
    return list(json.loads(record)["files"])


def _type(schema: Schema) -> pa.DataType:
    schema = resolved(schema)
    if "enum" in schema or "const" in schema:
        return _type_of_values(schema.get("enum") or [schema["const"]])
    kind = _kind(schema)
    if kind == "object":
        if schema.get("properties"):
            return pa.struct([pa.field(name, _type(value)) for name, value in schema["properties"].items()])
        values = _values(schema)
        return pa.map_(pa.string(), _type(values)) if values else pa.string()
    if kind == "array":
        items = resolved(schema.get("items") or {"type": "string"})
        return pa.list_(pa.list_(pa.string()) if "prefixItems" in items else _type(items))
    return {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}.get(kind, pa.string())


def _kind(schema: Schema) -> str:
    """The one type that a value has besides null; empty if there are several."""
    kinds = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", ["string"])
    kinds = [kind for kind in kinds if kind != "null"]
    return kinds[0] if len(kinds) == 1 else ""


def _values(schema: Schema) -> Schema | None:
    """What the values of an object are whose keys are data."""
    others = [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")]
    return next((value for value in others if isinstance(value, dict)), None)


def _type_of_values(values: list[Any]) -> pa.DataType:
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return pa.bool_()
    return pa.int64() if kinds == {int} else pa.string()


# What Arrow reads


@cache
def _plain(name: str) -> pa.Schema:
    """The columns with nothing where Arrow cannot read what may stand there."""
    return pa.schema([pa.field(key, pa.string()) for key in ADDED.get(name, [])] + list(_plain_type(document()["$defs"][name])))


def _plain_type(schema: Schema) -> pa.DataType:
    schema = resolved(schema)
    if _is_irregular(schema):
        return pa.null()
    if schema.get("properties"):
        return pa.struct([pa.field(name, _plain_type(value)) for name, value in schema["properties"].items()])
    if _kind(schema) == "array":
        items = resolved(schema.get("items") or {"type": "string"})
        if "prefixItems" not in items:
            return pa.list_(_plain_type(items))
    return _type(schema)


def _is_irregular(schema: Schema) -> bool:
    """Whether it is an object whose keys are data."""
    return _kind(schema) == "object" and not schema.get("properties") and "enum" not in schema


def _may_be_text(schema: Schema) -> bool:
    """Whether a value that is no text is stored as one."""
    return not _kind(schema) and "enum" not in schema and "const" not in schema


@cache
def _members(name: str) -> tuple[re.Pattern[bytes] | None, re.Pattern[bytes] | None]:
    """Finds the records with objects whose keys are data (some more do no harm), and values that are to become texts."""
    objects: set[str] = set()
    texts: set[str] = set()

    def look(schema: Schema) -> None:
        for key, value in schema.get("properties", {}).items():
            inner = resolved(value)
            if _is_irregular(inner):
                objects.add(key)
            elif _may_be_text(inner):
                texts.add(key)
            look(inner)
        if "items" in schema:
            look(resolved(schema["items"]))

    look(document()["$defs"][name])
    return (
        re.compile(f'"(?:{"|".join(sorted(objects))})":\\{{'.encode()) if objects else None,
        re.compile(f'("(?:{"|".join(sorted(texts))})":)([^",\\[{{}}\\]]+)'.encode()) if texts else None)


def read(name: str, lines: list[bytes]) -> pa.Table:
    """Records, a line each, as columns. Raises Irregular for one that is not as its schema says."""
    objects, texts = _members(name)
    odd = [line for line in lines if objects.search(line)] if objects else []
    plain = [line for line in lines if not objects.search(line)] if odd and objects else lines
    tables = []
    if plain:
        text = b"".join(plain)
        if texts:
            text = texts.sub(rb'\1"\2"', text)
        try:
            tables.append(_read(name, text, max(map(len, plain))))
        except pa.ArrowInvalid:
            odd = lines
    if odd:
        tables.append(_read_one_by_one(name, odd))
    return pa.concat_tables(tables)


def _read(name: str, text: bytes, longest: int) -> pa.Table:
    options = pj.ParseOptions(explicit_schema=_plain(name), unexpected_field_behavior="error")
    block = pj.ReadOptions(use_threads=False, block_size=max(BLOCK, 2 * longest))
    return pj.read_json(io.BytesIO(text), parse_options=options, read_options=block).cast(of_record(name))


def _read_one_by_one(name: str, lines: list[bytes]) -> pa.Table:
    convert = _converter_of_record(name)
    try:
        return pa.Table.from_pylist([convert(json.loads(line)) for line in lines], schema=of_record(name))
    except (pa.ArrowInvalid, pa.ArrowTypeError, KeyError, AttributeError, TypeError) as error:
        raise Irregular(f"{name}: {error}") from None


@cache
def _converter_of_record(name: str) -> Converter:
    schema = document()["$defs"][name]
    added: Schema = {key: {"type": "string"} for key in ADDED.get(name, [])}
    made = _converter({**schema, "properties": schema["properties"] | added})
    if made is None:
        raise TypeError(f"{name} is no object")
    return made


def _converter(schema: Schema) -> Converter | None:
    """What makes a value as its column takes it; None if it is so already. A member that no schema knows is a KeyError."""
    schema = resolved(schema)
    if _is_irregular(schema) and _values(schema):
        return lambda value: None if value is None else list(value.items())
    if _is_irregular(schema) or _may_be_text(schema):
        return lambda value: value if value is None or isinstance(value, str) else json.dumps(value, separators=(",", ":"))
    if schema.get("properties"):
        members = {key: _converter(value) for key, value in schema["properties"].items()}

        def convert(value: Any) -> Any:
            if value is None:
                return None
            return {key: one if (change := members[key]) is None else change(one) for key, one in value.items()}

        return convert
    items = resolved(schema.get("items") or {})
    each = _converter(items) if items and "prefixItems" not in items else None
    return None if each is None else lambda value: None if value is None else [each(one) for one in value]
