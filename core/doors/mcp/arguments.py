"""
What the tools of the MCP door take, as types; the schemas that models see are made of them. Pure.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

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
