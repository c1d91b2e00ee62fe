"""The JSON Schema of the records (docs/records.schema.json)."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any, cast

Schema = dict[str, Any]


@cache
def document() -> Schema:
    return cast(Schema, json.loads(resources.files("tcpexplain_spark").joinpath("records.schema.json").read_text("utf-8")))


def resolved(schema: Schema) -> Schema:
    """What a reference refers to; anything else as it is."""
    return cast(Schema, document()["$defs"][schema["$ref"].rsplit("/", 1)[1]]) if "$ref" in schema else schema
