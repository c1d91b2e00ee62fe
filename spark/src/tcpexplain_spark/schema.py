"""Schemas of Spark, generated from the JSON Schema of the records (docs/records.schema.json)."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any, cast

from pyspark.sql import types as T

Schema = dict[str, Any]


@cache
def document() -> Schema:
    return cast(Schema, json.loads(resources.files("tcpexplain_spark").joinpath("records.schema.json").read_text("utf-8")))


def of_record(name: str) -> T.StructType:
    """The columns of a record: `connection`, `http`, `packet` or `finding`."""
    made = _type(document()["$defs"][name])
    if not isinstance(made, T.StructType):
        raise TypeError(f"{name} is no object")
    return made


def _type(schema: Schema) -> T.DataType:
    if "$ref" in schema:
        return _type(document()["$defs"][schema["$ref"].rsplit("/", 1)[1]])
    if "enum" in schema or "const" in schema:
        return _type_of_values(schema.get("enum") or [schema["const"]])
    kinds = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", ["string"])
    kinds = [kind for kind in kinds if kind != "null"]
    if len(kinds) != 1:
        return T.StringType()  # its JSON, as it stands there
    if kinds[0] == "object":
        return _object(schema)
    if kinds[0] == "array":
        items = schema.get("items") or {"type": "string"}
        return T.ArrayType(T.ArrayType(T.StringType()) if "prefixItems" in _resolved(items) else _type(items))
    return {"integer": T.LongType(), "number": T.DoubleType(), "boolean": T.BooleanType()}.get(kinds[0], T.StringType())


def _object(schema: Schema) -> T.DataType:
    if schema.get("properties"):
        return T.StructType([T.StructField(name, _type(value)) for name, value in schema["properties"].items()])
    others = [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")]
    values = next((value for value in others if isinstance(value, dict)), None)
    return T.MapType(T.StringType(), _type(values)) if values else T.StringType()


def _resolved(schema: Schema) -> Schema:
    return cast(Schema, document()["$defs"][schema["$ref"].rsplit("/", 1)[1]]) if "$ref" in schema else schema


def _type_of_values(values: list[Any]) -> T.DataType:
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return T.BooleanType()
    return T.LongType() if kinds == {int} else T.StringType()
