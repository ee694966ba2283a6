"""
The limits of a workspace: a profile, chosen when it is made and the same for every process.

Sizes and forms are always those of the Managed Agents wire. Caps on counts are only in the profile
`managed-agents`, for people whose store must fit the hosted service.
"""

from dataclasses import dataclass

from core.errors import InvalidRequest

DEFAULT_PROFILE = "default"


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be stored; `None` means as much as the disk holds."""

    memories_per_store: int | None = None
    versions_per_store: int | None = None
    stores: int | None = None
    content_bytes: int = 102_400
    name_characters: int = 255
    description_characters: int = 1_024
    metadata_pairs: int = 16
    metadata_key_characters: int = 64
    metadata_value_characters: int = 512
    stores_per_session: int = 8
    instructions_characters: int = 4_096
    conflicts_per_actor: int = 200
    """Refused writes of one session that are kept; beyond, the oldest are dropped and counted."""
    conflict_days: int = 30
    """How long a refused write is kept that nobody resolved."""


PROFILES = {
    DEFAULT_PROFILE: Limits(),
    "managed-agents": Limits(memories_per_store=2_000, versions_per_store=250_000, stores=1_000),
}


def limits_of(profile: str) -> Limits:
    """
    The limits of a profile.

    Raises:
        InvalidRequest: There is no such profile.
    """
    try:
        return PROFILES[profile]
    except KeyError:
        known = ", ".join(sorted(PROFILES))
        raise InvalidRequest(f"There is no profile {profile!r}; choose one of {known}.") from None
