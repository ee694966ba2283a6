"""
Refusals as the wire writes them: a status, an envelope with a type and a sentence, and headers.

Pure. The status follows from the error's own type, so that a new error of core needs nothing here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from core.access.scope import SessionEnded, SessionPaused
from core.errors import CoreError, Json, NotPermitted
from core.storage.sqlite import StorageLocked

RETRY_AFTER_MS = 250
"""After which a client may try again that met a lock."""

_STATUSES = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "permission_error": 403,
    "not_found_error": 404,
    "memory_precondition_failed_error": 409,
    "memory_path_conflict_error": 409,
    "conflict_error": 409,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "overloaded_error": 503,
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is answered instead of what was asked for."""

    status: int
    type: str
    message: str
    details: Mapping[str, Json] = field(default_factory=dict)
    headers: tuple[tuple[str, str], ...] = ()

    def document(self, request_id: str) -> dict[str, Json]:
        """The body of the answer."""
        return {
            "type": "error",
            "error": {"type": self.type, "message": self.message, **self.details},
            "request_id": request_id,
        }


class Refused(CoreError):
    """A rule of the door itself was broken; what it is about is not a matter of core."""

    def __init__(
        self, status: int, kind: str, message: str, headers: tuple[tuple[str, str], ...] = ()
    ) -> None:
        super().__init__(message)
        self.refusal = Refusal(status, kind, message, headers=headers)

    @classmethod
    def as_is(cls, refusal: Refusal) -> Self:
        """With this very answer."""
        refused = cls(refusal.status, refusal.type, refusal.message)
        refused.refusal = refusal
        return refused


def refusal_of(error: CoreError) -> Refusal:
    """How the wire tells of an error."""
    if isinstance(error, Refused):
        return error.refusal
    if isinstance(error, StorageLocked):
        wait = (("retry-after-ms", str(RETRY_AFTER_MS)), ("retry-after", "1"))
        return Refusal(503, "overloaded_error", str(error), headers=wait)
    kind = error.type
    if isinstance(error, (SessionEnded, SessionPaused)):
        kind = NotPermitted.type
    status = _STATUSES.get(kind, 500)
    # The SDK would try a 409 again, and an agent would wait for the same answer three times.
    headers = (("x-should-retry", "false"),) if status == 409 else ()
    return Refusal(status, kind, str(error), error.details(), headers)


def unknown(what: str) -> Refused:
    """Nothing is there, or not for this key; the two are never told apart."""
    return Refused(404, "not_found_error", what)


def forbidden(what: str) -> Refused:
    """It is there, and this key may not do it."""
    return Refused(403, "permission_error", what)
