"""
What to do about each path: the directory, what was last agreed, and the store, against each other.
Pure.

Nothing here overwrites a text that only one side has: a local text is pushed with the hash it was
made from, a store's text is shown only over what the store has or had, and a file that is gone is
only a wish to delete until it was gone for a while.
"""

from collections.abc import Iterable, Iterator

from core.doors.mount.renames import renamed
from core.doors.mount.side import Access, Head
from core.doors.mount.values import (
    Action,
    Agree,
    Agreed,
    Create,
    Delete,
    Forget,
    Keep,
    LocalText,
    Move,
    Plan,
    Pull,
    Push,
    Remove,
    Rename,
    SetAside,
    Unfit,
    Unsettled,
    View,
)
from core.paths import ancestors

READ_ONLY = "This mount is read-only, so it stays here."
HIDDEN = "It is hidden, and programs read and run hidden files; it stays in the store."

# What makes room comes first: a directory may take the place of a file, and the other way round.
_ORDER: dict[type[Action], int] = {
    Agree: 0,
    Forget: 0,
    Rename: 1,
    Push: 2,
    Delete: 3,
    Create: 4,
    SetAside: 5,
    Remove: 6,
    Move: 7,
    Pull: 8,
    Keep: 9,
}


def plan(view: View, paths: Iterable[str]) -> Plan:
    """What to do about these paths; those that must wait are named."""
    wanted = sorted(set(paths))
    gone = {path: view.agreed[path] for path in wanted if _is_gone(view, path)}
    new = {path: text for path in wanted if (text := _new(view, path)) is not None}
    moves = {}
    if view.access is Access.READ_WRITE:
        pairs = renamed(gone, new, view.begins_with)
        moves = {old: path for old, path in pairs.items() if (old, path) not in view.not_renamed}
    planner = _Planner(view, moves, _displaced(view, gone, new))
    # What a file is moved to needs no pull of its own.
    found = list(planner.all(wanted))
    actions = sorted(
        (one for one in found if not (isinstance(one, Pull) and one.path in planner.taken)),
        key=lambda action: _ORDER[type(action)],
    )
    return Plan(tuple(actions), frozenset(planner.waiting))


def is_wiped(view: View) -> bool:
    """Whether all files vanished at once, and that for a while: nobody deletes a store so."""
    if len(view.agreed) < 2 or view.access is Access.WAITING:
        return False
    if any(path in view.local for path in view.agreed):
        return False
    return all(
        view.now - view.gone_since.get(path, view.now) >= view.rules.wipe_s for path in view.agreed
    )


def _is_hidden(path: str) -> bool:
    """Whether any part of a path begins with a dot."""
    return "/." in path


class _Planner:
    def __init__(self, view: View, moves: dict[str, str], displaced: frozenset[str]) -> None:
        self._view = view
        self._moves = moves
        self._targets = frozenset(moves.values())
        self._displaced = displaced
        self.taken: set[str] = set()
        self._deletes_left = view.deletes_left
        self.waiting: set[str] = set()

    def all(self, paths: list[str]) -> Iterator[Action]:
        for old, path in self._moves.items():
            text = self._view.local[path]
            assert isinstance(text, LocalText)
            yield Rename(path, old, self._view.agreed[old], text)
        for path in paths:
            if path in self._moves or path in self._targets:
                continue
            action = self._one(path)
            if action is not None:
                yield action

    def _one(self, path: str) -> Action | None:
        view = self._view
        agreed, head = view.agreed.get(path), view.by_path.get(path)
        match view.local.get(path):
            case Unsettled():
                self.waiting.add(path)
                return None
            case Unfit() as unfit:
                return Keep(path, unfit.reason)
            case LocalText() as text:
                return self._with_file(path, text, agreed, head)
            case None:
                return self._without_file(path, agreed, head)

    def _with_file(
        self, path: str, text: LocalText, agreed: Agreed | None, head: Head | None
    ) -> Action | None:
        if agreed is None:
            return self._new_file(path, text, head)
        if text.sha256 == agreed.sha256:
            return self._same_file(path, text, agreed, head)
        return self._changed_file(path, text, agreed, head)

    def _without_file(self, path: str, agreed: Agreed | None, head: Head | None) -> Action | None:
        if head is None:
            return None if agreed is None else Forget(path)
        if _is_hidden(path):
            return Keep(path, HIDDEN)
        if agreed is None:
            return Pull(path, head, None)
        return self._missing_file(path, agreed, head)

    def _missing_file(self, path: str, agreed: Agreed, head: Head) -> Action | None:
        if head.memory_id != agreed.memory_id or head.sha256 != agreed.sha256:
            # Somebody wrote it after we last agreed: that counts more than a missing file.
            return Pull(path, head, None, is_restored=True)
        if self._view.access is Access.READ_ONLY:
            return Pull(path, head, None, is_restored=True)
        if self._may_delete(path):
            self._deletes_left -= 1
            return Delete(path, agreed)
        self.waiting.add(path)
        return None

    def _may_delete(self, path: str) -> bool:
        view = self._view
        if view.access is Access.WAITING or self._deletes_left <= 0:
            return False
        if path in self._displaced:
            return True
        since = view.gone_since.get(path, view.now)
        return view.now - since >= view.rules.corroborate_s

    def _new_file(self, path: str, text: LocalText, head: Head | None) -> Action | None:
        if head is not None and head.sha256 == text.sha256:
            return Agree(path, head, text)
        match self._view.access:
            case Access.READ_WRITE:
                return Create(path, text)
            case Access.READ_ONLY if head is not None:
                return SetAside(path, text, head)
            case Access.READ_ONLY:
                return Keep(path, READ_ONLY)
            case Access.WAITING:
                self.waiting.add(path)
                return None

    def _same_file(
        self, path: str, text: LocalText, agreed: Agreed, head: Head | None
    ) -> Action | None:
        if head is not None:
            same = head.memory_id == agreed.memory_id and head.sha256 == text.sha256
            return None if same else Pull(path, head, text)
        elsewhere = self._view.by_id.get(agreed.memory_id)
        if elsewhere is None or _is_hidden(elsewhere.path):
            return Remove(path, text)
        target = elsewhere.path
        is_taken = target in self._view.local or target in self._view.agreed
        # Where one lies below the other, the first has to go before there is room.
        is_nested = f"{target}/".startswith(f"{path}/") or f"{path}/".startswith(f"{target}/")
        if is_taken or is_nested or target in self.taken:
            return Remove(path, text)
        self.taken.add(target)
        return Move(path, target, text, elsewhere)

    def _changed_file(
        self, path: str, text: LocalText, agreed: Agreed, head: Head | None
    ) -> Action | None:
        memory = self._view.by_id.get(agreed.memory_id)
        # One that was renamed is moved afterwards.
        shown = memory if head is None else head
        if shown is not None and shown.sha256 == text.sha256:
            return Agree(path, shown, text)
        match self._view.access:
            case Access.WAITING:
                self.waiting.add(path)
                return None
            case Access.READ_ONLY:
                if head is None or head.sha256 == agreed.sha256:
                    return Keep(path, READ_ONLY)
                return SetAside(path, text, head)
            case Access.READ_WRITE:
                # If its memory is gone, or another one stands here, this is a new text.
                is_its_own = memory is not None and head in (None, memory)
                return Push(path, agreed, text) if is_its_own else Create(path, text)


def _is_gone(view: View, path: str) -> bool:
    """Whether only the file of an unchanged memory is missing."""
    agreed, head = view.agreed.get(path), view.by_path.get(path)
    if agreed is None or head is None or path in view.local:
        return False
    return head.memory_id == agreed.memory_id and head.sha256 == agreed.sha256


def _new(view: View, path: str) -> LocalText | None:
    if path in view.agreed or path in view.by_path:
        return None
    text = view.local.get(path)
    return text if isinstance(text, LocalText) else None


def _displaced(view: View, gone: dict[str, Agreed], new: dict[str, LocalText]) -> frozenset[str]:
    """Files that are gone for sure: a directory stands there now, or a file above them."""
    now_directories = {above for path in new for above in ancestors(path)}
    return frozenset(
        path
        for path in gone
        if path in now_directories
        or any(isinstance(view.local.get(above), LocalText) for above in ancestors(path))
    )
