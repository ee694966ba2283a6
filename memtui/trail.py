"""
Where a person has been: places, and back and forward between them as in a browser. Pure.
"""

from dataclasses import dataclass, replace

LIMIT = 100
"""Places kept; the oldest are forgotten."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place: what was in view, and where in it the cursor was."""

    mode: str
    store_id: str = ""
    memory_id: str = ""
    """Empty: a store or a directory."""
    path: str = ""
    version_id: str | None = None
    """An older version; `None`: the newest."""
    is_diff: bool = False
    pane: str = ""
    line: int = 0
    """The line of the cursor, from 0."""
    top: int | None = None
    """The first row in view; `None`: whatever shows the line."""
    conflict_id: str | None = None
    session_id: str | None = None
    """Whose transcript; `None` in the list of sessions."""
    event_id: str | None = None
    """The event that the cursor was on."""

    def is_like(self, other: "Spot | None") -> bool:
        """Whether both show the same thing, perhaps at another line."""
        return other is not None and self == replace(
            other,
            line=self.line,
            top=self.top,
            pane=self.pane,
            path=self.path,
            event_id=self.event_id,
        )


class Trail:
    """The places before this one and after it."""

    def __init__(self) -> None:
        self._before: list[Spot] = []
        self._after: list[Spot] = []

    @property
    def has_before(self) -> bool:
        """Whether `back` leads anywhere."""
        return bool(self._before)

    @property
    def newest(self) -> Spot | None:
        """The place that was left last."""
        return self._before[-1] if self._before else None

    @property
    def has_after(self) -> bool:
        """Whether `forward` leads anywhere."""
        return bool(self._after)

    def leave(self, here: Spot) -> None:
        """Somebody goes on from here to somewhere new; what was after it is forgotten."""
        self._after.clear()
        self._put(here)

    def back(self, here: Spot) -> Spot | None:
        """The place before this one, if there is one; `forward` then leads here again."""
        while self._before:
            spot = self._before.pop()
            if not spot.is_like(here):
                self._after.append(here)
                return spot
        return None

    def forward(self, here: Spot) -> Spot | None:
        """The place that `back` came from, if it did."""
        while self._after:
            spot = self._after.pop()
            if not spot.is_like(here):
                self._put(here)
                return spot
        return None

    def _put(self, spot: Spot) -> None:
        if self._before and spot.is_like(self._before[-1]):
            self._before.pop()
        self._before.append(spot)
        del self._before[:-LIMIT]
