"""
The rules of one served workspace, as whoever started it chose them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.workspace import Workspace

if TYPE_CHECKING:
    from core.dreams.reviewing.policy import Policy

BODY_LIMIT_BYTES = 8 << 20
"""A larger body is refused with 413; a memory has 100 kB, and an import comes in parts."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where it listens, whom it lets in, and what it starts."""

    host: str
    port: int
    start_dream: Callable[[Workspace, str], None]
    """Has the work of a dream done, apart from this process."""
    needs_key: bool = True
    rate_limit: float | None = None
    """Requests a second of one key; `None` is no limit."""
    names: frozenset[str] = field(default_factory=frozenset)
    """Names that clients may call this machine by, besides the addresses it listens on."""
    body_limit_bytes: int = BODY_LIMIT_BYTES
    policy: "Policy | None" = None
    """What may be applied without a person."""
    version: str = "0"
