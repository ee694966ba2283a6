"""
The limits of a workspace: a profile, chosen when it is made and the same for every process.

Sizes and forms are always those of the Managed Agents wire. Caps on counts are only in the profile
`managed-agents`, for people whose store must fit the hosted service.
"""

from dataclasses import dataclass, replace

from core.errors import InvalidRequest

DEFAULT_PROFILE = "default"
MOST_CONFLICTS, MOST_DAYS = 1_000_000, 36_500
"""What the limits on refused writes may be set to."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be stored; `None` means as much as the disk holds."""

    memories_per_store: int | None = None
    stores: int | None = None
    content_bytes: int = 102_400
    name_characters: int = 255
    description_characters: int = 1_024
    metadata_pairs: int = 16
    metadata_key_characters: int = 64
    metadata_value_characters: int = 512
    stores_per_session: int = 8
    instructions_characters: int = 4_096
    reopens: bool = True
    """Whether an archived store can be opened again."""
    attaches_later: bool = True
    """Whether stores may be attached to a session after its start."""
    conflicts_per_actor: int = 200
    """Refused writes of one session that are kept; beyond, the oldest are dropped and counted."""
    conflict_days: int = 30
    """How long a refused write is kept that nobody resolved."""


PROFILES = {
    DEFAULT_PROFILE: Limits(),
    "managed-agents": Limits(
        memories_per_store=2_000,
        stores=1_000,
        reopens=False,
        attaches_later=False,
    ),
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


def with_conflicts(
    limits: Limits, conflicts_per_actor: int | None, conflict_days: int | None
) -> Limits:
    """
    The limits with other ones on how many refused writes are kept, and for how long.

    Raises:
        InvalidRequest: One is out of its range.
    """
    for what, value, most in (
        ("conflicts_per_actor", conflicts_per_actor, MOST_CONFLICTS),
        ("conflict_days", conflict_days, MOST_DAYS),
    ):
        if value is not None and not 1 <= value <= most:
            raise InvalidRequest(f"{what} is 1 to {most:,}, not {value:,}.")
    return replace(
        limits,
        conflicts_per_actor=conflicts_per_actor or limits.conflicts_per_actor,
        conflict_days=conflict_days or limits.conflict_days,
    )
