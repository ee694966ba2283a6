"""
Planning from what both sides say, and doing it, round by round: what was done changes what there is
to do.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from core.doors.mount.acting import Acting, paths_of
from core.doors.mount.footing import Footing
from core.doors.mount.kept import Kept
from core.doors.mount.plan import is_wiped, plan
from core.doors.mount.remote import Remote
from core.doors.mount.side import Access
from core.doors.mount.values import Create, Delete, Pull, Push, Rename, Rules, View, most_deletes

_ROUNDS: Final = 6
"""So often what was done is looked at again: after a conflict the store's text is shown."""

_BATCH: Final = 100
"""Memories that are read at once."""


@dataclass(slots=True)
class Rounds:
    """The rounds of one mount."""

    footing: Footing
    remote: Remote
    kept: Kept
    acting: Acting
    rules: Rules
    touched: set[str]
    """The paths at which anything was done, until somebody takes them."""
    gone_since: dict[str, float] = field(default_factory=dict)
    """Since when files are gone whose memories are not deleted yet."""

    def run(self, changed: set[str], now: float, access: Access) -> None:
        """
        Do all that can be done now.

        Args:
            changed: Where either side changed; what waited is looked at too.
        """
        self._note_gone(changed, now)
        wanted = changed | self.acting.waiting
        for _ in range(_ROUNDS):
            wanted = self._round(wanted, now, access)
            if not wanted:
                break

    def dues(self) -> Iterator[float]:
        """When something is to be decided about files that are gone."""
        for since in self.gone_since.values():
            yield since + self.rules.wipe_s
            yield since + self.rules.corroborate_s

    def _note_gone(self, changed: set[str], now: float) -> None:
        for path in [*changed, *self.gone_since]:
            if path in self.footing.ledger.agreed and path not in self.footing.tree.local:
                self.gone_since.setdefault(path, now)
            else:
                self.gone_since.pop(path, None)

    def _round(self, wanted: set[str], now: float, access: Access) -> set[str]:
        """Plan and do; gives the paths at which anything was done."""
        made = plan(self._view(now, access), wanted)
        self.acting.waiting = (self.acting.waiting - wanted) | made.waiting
        self.kept.forget(wanted, made)
        done: set[str] = set()
        pulls: list[Pull] = []
        for action in made.actions:
            if self.kept.has_failed(action, now):
                continue
            if isinstance(action, Pull):
                pulls.append(action)
            elif self.acting.attempt(action, now):
                done |= paths_of(action)
        if any(isinstance(action, Push | Create | Rename | Delete) for action in made.actions):
            # Also what others wrote meanwhile: the next round has to know it.
            done |= self.remote.refresh()
        for start in range(0, len(pulls), _BATCH):
            done |= self.acting.pull(pulls[start : start + _BATCH], now)
        self.touched |= done
        return done

    def _view(self, now: float, access: Access) -> View:
        agreed = self.footing.ledger.agreed
        self.acting.deleted = [
            at for at in self.acting.deleted if now - at < self.rules.delete_round_s
        ]
        view = View(
            self.footing.tree.local,
            agreed,
            self.remote.by_path,
            self.remote.by_id,
            access,
            self.gone_since,
            now,
            self.rules,
            most_deletes(len(agreed)) - len(self.acting.deleted),
            self.footing.hands.begins_with,
            frozenset(self.acting.not_renamed),
        )
        if is_wiped(view):
            self.footing.begin_anew()
            self.gone_since.clear()
        return view
