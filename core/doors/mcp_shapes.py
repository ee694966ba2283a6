"""
What the tools of the MCP door take and give, as types; the schemas that clients see are made of
them. Pure.

The objects are those of `core.wire`, as far as an agent needs them. A tool that refuses gives an
`error` and nothing else, so every key of an answer is optional to whoever validates it.
"""

from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from core.errors import Json

T = TypeVar("T")

Store = Annotated[
    str | None,
    Meta(description="A memory store by id, name or slug; not needed when there is only one."),
]
Path = Annotated[str, Meta(description="The path of a memory, such as /notes/deploy.md.")]
Prefix = Annotated[str | None, Meta(description="Only below this directory, such as /notes/.")]
Limit = Annotated[int, Meta(description="At most so many items.", ge=1, le=100)]
Cursor = Annotated[str | None, Meta(description="`next_page` of the answer before, to go on.")]


class Arguments(Struct, kw_only=True, forbid_unknown_fields=True, frozen=True):
    """What a tool is asked."""


class ListArguments(Arguments, frozen=True, kw_only=True):
    """What `list` is asked."""

    store: Annotated[
        str | None,
        Meta(description="A memory store by id, name or slug. Without it, the stores are listed."),
    ] = None
    path_prefix: Annotated[str, Meta(description="The directory to list, such as /notes/.")] = "/"
    depth: Annotated[
        Literal[0, 1],
        Meta(description="1: what is directly in the directory; 0: everything below it."),
    ] = 1
    limit: Limit = 100
    page: Cursor = None


class ReadArguments(Arguments, frozen=True, kw_only=True):
    """What `read` is asked."""

    store: Store = None
    path: Path
    version_id: Annotated[
        str | None, Meta(description="What this version of it held, instead of what is there now.")
    ] = None


class WriteArguments(Arguments, frozen=True, kw_only=True):
    """What `write` is asked."""

    store: Store = None
    path: Path
    content: Annotated[str, Meta(description="The whole new text, at most 102,400 bytes.")]
    expect_sha256: Annotated[
        str | None,
        Meta(
            description="The `content_sha256` of the text that is to be replaced, as you read it."
            " Without it a new memory is made, and nothing is ever replaced."
        ),
    ] = None


class EditArguments(Arguments, frozen=True, kw_only=True):
    """What `edit` is asked."""

    store: Store = None
    path: Path
    operation: Annotated[
        Literal["append", "insert", "str_replace"],
        Meta(
            description="append: add lines at the end. insert: add lines after the line `line`."
            " str_replace: put `text` where `old_str` is, which must occur exactly once."
        ),
    ]
    text: Annotated[str, Meta(description="The lines to add, or the text to put in.")]
    line: Annotated[
        int | None, Meta(description="For insert: after which line, from 1; 0 is the top.")
    ] = None
    old_str: Annotated[
        str | None, Meta(description="For str_replace: the exact text that is there.")
    ] = None


class SearchArguments(Arguments, frozen=True, kw_only=True):
    """What `search` is asked."""

    query: Annotated[
        str,
        Meta(
            description="Words that a memory must all hold. Several words in double quotes are a"
            " phrase; word* finds what begins so."
        ),
    ]
    store: Annotated[
        str | None, Meta(description="Only in this store, by id, name or slug; else in all.")
    ] = None
    path_prefix: Prefix = None
    history: Annotated[
        bool, Meta(description="Search everything that memories ever held, not what they hold now.")
    ] = False
    limit: Annotated[int, Meta(description="At most so many memories.", ge=1, le=100)] = 20


class HistoryArguments(Arguments, frozen=True, kw_only=True):
    """What `history` is asked."""

    store: Store = None
    path: Annotated[
        str | None,
        Meta(
            description="A memory, or a directory with / at its end; without it, the whole store."
        ),
    ] = None
    limit: Limit = 20
    page: Cursor = None


class BlameArguments(Arguments, frozen=True, kw_only=True):
    """What `blame` is asked."""

    store: Store = None
    path: Path
    first_line: Annotated[int, Meta(description="From this line on, counted from 1.", ge=1)] = 1
    limit: Annotated[int, Meta(description="At most so many lines.", ge=1, le=1_000)] = 200


class ConflictsArguments(Arguments, frozen=True, kw_only=True):
    """What `conflicts` is asked."""

    id: Annotated[str | None, Meta(description="Show this one, with the texts of both sides.")] = (
        None
    )
    state: Annotated[
        Literal["open", "healed", "resolved", "dismissed", "refused", "all"],
        Meta(description="List those in this state."),
    ] = "open"
    limit: Limit = 20
    page: Cursor = None


class Result(Struct, kw_only=True):
    """What a tool answers."""


class StoreItem(Struct, kw_only=True, tag_field="type", tag="memory_store"):
    """A store."""

    id: str
    name: str
    slug: str
    description: str
    access: Literal["read_only", "read_write"]
    instructions: str | None


class MemoryItem(Struct, kw_only=True, tag_field="type", tag="memory"):
    """A memory in a listing."""

    id: str
    path: str
    content_sha256: str
    content_size_bytes: int
    updated_at: str


class PrefixItem(Struct, kw_only=True, tag_field="type", tag="memory_prefix"):
    """A directory in a listing."""

    path: str


class Listing(Result, kw_only=True):
    """What `list` answers."""

    memory_store_id: str | None
    data: list[StoreItem | MemoryItem | PrefixItem]
    next_page: str | None


class Read(Result, kw_only=True):
    """What `read` answers."""

    memory_store_id: str
    id: str
    memory_version_id: str
    path: str | None
    content: str | None
    content_sha256: str | None
    content_size_bytes: int | None
    updated_at: str


class Written(Result, kw_only=True):
    """What `write` answers."""

    memory_store_id: str
    id: str
    memory_version_id: str
    path: str
    content_sha256: str
    content_size_bytes: int
    created: bool


class Edited(Result, kw_only=True):
    """
    What `edit` answers.

    A long text is left out, and then its hash too: whoever has not seen what others wrote must not
    be able to replace it.
    """

    memory_store_id: str
    id: str
    memory_version_id: str
    path: str
    content: str | None
    content_sha256: str | None
    content_size_bytes: int


class Match(Struct, kw_only=True):
    """A line that was found."""

    memory_store_id: str
    memory_id: str
    path: str | None
    version_id: str
    line: int
    text: str


class Found(Result, kw_only=True):
    """What `search` answers."""

    data: list[Match]
    has_more: bool


class Version(Struct, kw_only=True):
    """One change of a memory."""

    id: str
    memory_id: str
    seq: int
    operation: Literal["created", "modified", "deleted"]
    path: str | None
    content_sha256: str | None
    content_size_bytes: int | None
    created_at: str
    created_by: dict[str, str]
    agent: str | None
    session_id: str | None


class History(Result, kw_only=True):
    """What `history` answers."""

    memory_store_id: str
    data: list[Version]
    next_page: str | None


class BlamedLine(Struct, kw_only=True):
    """A line and who last changed it."""

    line: int
    text: str
    version_id: str
    created_at: str
    created_by: dict[str, str]
    agent: str | None
    session_id: str | None


class Blame(Result, kw_only=True):
    """What `blame` answers."""

    memory_store_id: str
    path: str
    lines: int
    data: list[BlamedLine]


class Side(Struct, kw_only=True):
    """A text of a conflict; without one there was, or is, no memory."""

    content: str | None
    content_sha256: str | None


class Merged(Struct, kw_only=True):
    """Both sides in one text; where they conflict, with markers."""

    clean: bool
    content: str | None


class ConflictItem(Struct, kw_only=True):
    """A refused write."""

    id: str
    state: str
    kind: str
    memory_store_id: str
    memory_id: str | None
    path: str
    attempts: int
    created_at: str


class Sides(ConflictItem, kw_only=True):
    """A refused write with its texts."""

    base: Side
    theirs: Side
    mine: Side
    merged: Merged


class Conflicts(Result, kw_only=True):
    """What `conflicts` answers: a page of them, or one."""

    data: list[ConflictItem] = []
    next_page: str | None = None
    conflict: Sides | None = None


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
