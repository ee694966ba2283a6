"""
Parts that the parameters and bodies of several routes share.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

View = Literal["basic", "full"]
Limit = Annotated[int, Meta(ge=1, le=100)]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
MetadataPatch = dict[str, str | None]
Labels = dict[str, str]


class Body(Struct, forbid_unknown_fields=True):
    """A body with no other fields than its own."""


class PageQuery(Struct):
    """Which page of a list."""

    limit: Limit = 20
    page: str | None = None


class ViewQuery(Struct):
    """Whether a memory comes with its content."""

    view: View = "basic"


class FullViewQuery(Struct):
    """The same, where the content is what one usually wants."""

    view: View = "full"


class PageBetweenQuery(PageQuery):
    """The same of what was made between two times, both included."""

    since: str | None = field(default=None, name="created_at[gte]")
    until: str | None = field(default=None, name="created_at[lte]")
