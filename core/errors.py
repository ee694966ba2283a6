"""
The base of every error that core raises, and the three that many subjects share.

Any other error sits beside the code that raises it. The message is one sentence (or two) that a
person can act on; the data to act on are attributes, and `details()` gives them to a JSON answer.
"""

from collections.abc import Mapping
from typing import ClassVar, TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


class CoreError(Exception):
    """Something core refused or could not do; `str(error)` may be shown to a user as it is."""

    type: ClassVar[str] = "api_error"
    """The error type of the Managed Agents wire that says the same."""

    def details(self) -> Mapping[str, Json]:
        """What a caller needs besides the sentence, ready for a JSON answer."""
        return {}


class InvalidRequest(CoreError):
    """A rule about names, paths, sizes or values was broken; the message names the rule."""

    type = "invalid_request_error"


class NotFound(CoreError):
    """It does not exist, or this session cannot see it; the two are never told apart."""

    type = "not_found_error"


class NotPermitted(CoreError):
    """It exists, and this actor may not do that to it."""

    type = "permission_error"


class Unreachable(CoreError):
    """Whoever serves the workspace does not answer for now; nothing is lost, and one asks again."""

    type = "overloaded_error"
