"""
One route of the door: where it is, what it takes, who may use it, and what answers.

The tables of routes are what the program serves and what its OpenAPI document is made from.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from starlette.responses import Response

from core.errors import Json

if TYPE_CHECKING:
    from core.doors.http.call import Call

Handler: TypeAlias = "Callable[[Call], Awaitable[Json | Response]]"


class Need(StrEnum):
    """Whose key opens a route."""

    ANY = "any"
    """Also one of a session or of some stores, which then sees only those."""
    PLAIN = "plain"
    """One that is for the whole workspace; any other is told that it may not."""
    PLAIN_HIDDEN = "plain_hidden"
    """The same; for any other key it is as if there were no such thing."""
    ADMIN = "admin"
    """One of an administrator."""


class NoQuery(Struct):
    """A route that takes no parameters; unknown ones are tolerated everywhere."""


@dataclass(frozen=True, slots=True)
class Route:
    """One method at one path."""

    method: str
    path: str
    """With `{names}`."""
    handler: Handler
    summary: str
    needs: Need = Need.ANY
    query: type[Struct] = NoQuery
    body: type[Struct] | None = None
    """What the body holds; `None`: it has none, and what comes all the same is not read."""
    answer: str = "object"
    """The name of what comes back, in the OpenAPI document."""
    answers_stream: bool = False
    """It answers with server-sent events."""

    @property
    def may_end_keys(self) -> bool:
        """Whether it changes something else than memories, which may be a key or a session."""
        return self.method not in ("GET", "PATCH") and "/memories" not in self.path
