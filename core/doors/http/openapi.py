"""
The OpenAPI document of both halves, made from the table of routes. Pure.
"""

import re
from collections.abc import Iterable
from typing import Any, get_type_hints

import msgspec
from msgspec import Struct

from core.doors.http.answers import SHAPES, ErrorAnswer, PageAnswer
from core.doors.http.route import Need, Route

_REFS = "#/components/schemas/{name}"


def document(routes: Iterable[Route], version: str) -> dict[str, Any]:
    """The document."""
    routes = [*routes]
    structs: dict[str, type[Struct]] = {}
    for route in routes:
        for shape in (route.body, _shape(route.answer), *_query_types(route)):
            if shape is not None:
                structs[shape.__name__] = shape
    structs["ErrorAnswer"] = ErrorAnswer
    _, components = msgspec.json.schema_components(structs.values(), ref_template=_REFS)
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "memtui",
            "version": version,
            "description": "The Managed Agents wire under /v1, and what is memtui's own beside it.",
        },
        "security": [{"bearer": []}, {"key": []}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "key": {"type": "apiKey", "in": "header", "name": "x-api-key"},
            },
            "schemas": dict(sorted(components.items())),
        },
    }


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": _operation_id(route),
        "summary": route.summary,
        "tags": [route.path.split("/")[1]],
        "parameters": [*_path_parameters(route.path), *_query_parameters(route.query)],
        "responses": {
            "200": {"description": "Done.", "content": _content(route)},
            "default": {
                "description": "Refused.",
                "content": {"application/json": {"schema": _ref("ErrorAnswer")}},
            },
        },
    }
    if route.needs is Need.ADMIN:
        operation["description"] = "Needs the key of an administrator."
    if route.body is not None:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _ref(route.body.__name__)}},
        }
    return operation


def _operation_id(route: Route) -> str:
    words = re.findall(r"[a-z0-9_]+", route.path.lower())
    return "_".join((route.method.lower(), *words))


def _path_parameters(path: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", path)
    ]


def _query_parameters(query: type[Struct]) -> list[dict[str, Any]]:
    hints = get_type_hints(query, include_extras=True)
    found = []
    for field in msgspec.structs.fields(query):
        is_list = getattr(hints[field.name], "__origin__", None) in (tuple, list)
        (schema,), _ = msgspec.json.schema_components([hints[field.name]], ref_template=_REFS)
        parameter = {
            "name": f"{field.encode_name}[]" if is_list else field.encode_name,
            "in": "query",
            "required": field.required,
            "schema": schema,
        }
        found.append(parameter)
    return found


def _query_types(route: Route) -> tuple[type[Struct], ...]:
    # So that what its parameters refer to (an operation, a state) is among the components.
    return (route.query,) if msgspec.structs.fields(route.query) else ()


def _content(route: Route) -> dict[str, Any]:
    if route.answers_stream:
        return {"text/event-stream": {"schema": {"type": "string"}}}
    shape = _shape(route.answer)
    schema = {"type": "object"} if shape is None else _ref(shape.__name__)
    return {"application/json": {"schema": schema}}


def _shape(answer: str) -> type[Struct] | None:
    return PageAnswer if answer.endswith("_page") else SHAPES.get(answer)


def _ref(name: str) -> dict[str, str]:
    return {"$ref": _REFS.format(name=name)}
