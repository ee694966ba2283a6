"""
JSON schemas of what the tools of the MCP door take and give, and answers that fit them. Pure.

A tool that refuses gives an `error` and nothing else, so every key of an answer is optional to
whoever validates it.
"""

import msgspec
from msgspec import Struct

from core.doors.mcp.arguments import Arguments
from core.doors.mcp.results import Result
from core.errors import Json


def shaped(kind: type[Result], answer: dict[str, Json]) -> dict[str, Json]:
    """An answer with exactly the keys of its type; one that does not fit it is a bug."""
    fitted: dict[str, Json] = msgspec.to_builtins(msgspec.convert(answer, kind))
    return fitted


def input_schema(kind: type[Arguments]) -> dict[str, Json]:
    """The JSON schema of what a tool takes."""
    return _schema(kind)


def output_schema(kind: type[Result]) -> dict[str, Json]:
    """The JSON schema of what a tool gives: its answer, or why there is none."""
    schema = _schema(kind)
    schema.pop("required", None)
    properties = schema["properties"]
    assert isinstance(properties, dict)
    properties["error"] = {
        "description": "Why nothing was done; then this is all there is.",
        "type": "object",
        "properties": {"type": {"type": "string"}, "message": {"type": "string"}},
        "required": ["type", "message"],
    }
    return schema


def _schema(kind: type[Struct]) -> dict[str, Json]:
    _, known = msgspec.json.schema_components([kind], ref_template="{name}")
    schema = _inlined(known[kind.__name__], known)
    assert isinstance(schema, dict)
    del schema["description"]  # ours, of the class
    return schema


def _inlined(part: Json, known: dict[str, dict[str, Json]]) -> Json:
    """A schema without references: not every client follows them."""
    if isinstance(part, list):
        return [_inlined(one, known) for one in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return _inlined(known[str(part["$ref"])], known)
    names = ("title", "discriminator")
    plain = {key: _inlined(value, known) for key, value in part.items() if key not in names}
    if isinstance(choices := part.get("enum"), list):
        plain["type"] = "integer" if isinstance(choices[0], int) else "string"
    return plain
