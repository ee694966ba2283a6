"""
What the directory says: each file that may be a memory, read once it rests, and all that may not.

A file whose print is the one that was read is not read again. What the system reports of changes is
only a hint where to look; a look at everything is the truth.
"""

import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from core.doors.mount.fitness import text_at, why_unfit
from core.doors.mount.names import TEMPORARY, is_ours, is_passing, why_not, why_not_above
from core.doors.mount.root import Entry, Print, Root
from core.doors.mount.values import UNSETTLED, Inode, Local, LocalText, Rules, Unfit

_MOST_HINTS = 200
"""More of them are answered by a look at everything."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One file, as it was last looked at."""

    print_: Print | None
    local: Local
    since: float
    """Since when it is so."""
    restless_since: float
    """Since when it does not rest."""
    is_certain: bool = False
    """It was read at rest, so that whatever comes changes its print."""


class Tree:
    """The files of one mount; see the module."""

    def __init__(
        self,
        root: Root,
        rules: Rules,
        limit_bytes: int,
        own: Collection[Inode],
        known: Mapping[str, tuple[Print, LocalText]],
    ) -> None:
        """
        Nothing is looked at yet.

        Args:
            own: Files of open workspaces, which must not be opened.
            known: What was read of files by an earlier run.
        """
        self._root = root
        self._rules = rules
        self._limit_bytes = limit_bytes
        self._own = frozenset(own)
        self._known = known
        self._seen: dict[str, Seen] = {}
        self._restless: set[str] = set()
        self._leftovers: set[str] = set()
        self.local: dict[str, Local] = {}
        """What stands at each path."""
        self.directories: frozenset[str] = frozenset()
        """The directories that were looked into; another object whenever there are others."""

    def look(self, now: float, hints: Collection[str] | None = None) -> set[str]:
        """
        Look at what is at and below some paths (None: everything); gives what changed.

        Files that did not rest are looked at every time.
        """
        if hints is None or len(hints) > _MOST_HINTS:
            changed = self._look_at("", now)
        else:
            changed = set()
            for hint in hints:
                if not is_ours(hint):
                    changed |= self._look_at(hint, now)
        for path in sorted(self._restless - changed):
            changed |= self._look_at(path, now)
        for path in sorted(self._restless):
            if self._settle(path, now):
                changed.add(path)
        return changed

    def next_at(self) -> float | None:
        """When a file that did not rest should be looked at again."""
        return min((self._due(self._seen[path]) for path in self._restless), default=None)

    def print_of(self, path: str) -> Print | None:
        """The print that goes with what `local` says of a path."""
        seen = self._seen.get(path)
        return None if seen is None else seen.print_

    def is_certain(self, path: str) -> bool:
        """Whether any change of a file after it was read changes its print."""
        seen = self._seen.get(path)
        return seen is not None and seen.is_certain

    def is_restless(self) -> bool:
        """Whether any file was written a moment ago."""
        return bool(self._restless)

    def take_leftovers(self) -> set[str]:
        """Files that an earlier run had not finished writing."""
        leftovers, self._leftovers = self._leftovers, set()
        return leftovers

    def wrote(self, path: str, print_: Print, sha256: str, size_bytes: int, now: float) -> None:
        """Note what was just written by the mount itself."""
        text = LocalText(sha256, size_bytes, print_.file)
        # Whoever wrote into it in the same instant left no trace in the print: it is read again.
        self._put(path, Seen(print_, text, now, now))
        self._restless.add(path)

    def gone(self, path: str) -> None:
        """Note that the mount itself took a file away."""
        self._seen.pop(path, None)
        self.local.pop(path, None)
        self._restless.discard(path)

    def doubt(self, path: str, now: float) -> None:
        """Note that a file was another one than it was said to be."""
        seen = self._seen.get(path)
        if seen is not None and seen.print_ is not None:
            self._put(path, Seen(seen.print_, UNSETTLED, now, now))
            self._restless.add(path)

    # Steps

    def _look_at(self, scope: str, now: float) -> set[str]:
        found: dict[str, Print | Unfit] = {}
        directories: set[str] = set()
        status = self._root.status(scope) if scope else None
        is_file = False
        if not scope:
            self._collect("", found, directories)
        elif status is not None:
            above = scope.rpartition("/")[0]
            if why_not_above(above) is not None:
                return set()
            entry = Entry(scope.rpartition("/")[2], status)
            is_file = not entry.is_directory
            self._sort(above, entry, found, directories)
        if not is_file:
            self._note_directories(scope, directories)
        changed = {path for path in self._known_below(scope, is_file=is_file) if path not in found}
        for path in changed:
            self.gone(path)
        for path, one in found.items():
            if self._note(path, one, now):
                changed.add(path)
        return changed

    def _known_below(self, scope: str, *, is_file: bool) -> Iterator[str]:
        if not scope:
            yield from self._seen
            return
        for path in (scope, f"{scope}/"):
            if path in self._seen:
                yield path
        if not is_file and scope not in self._seen:
            yield from (path for path in self._seen if path.startswith(f"{scope}/"))

    def _note_directories(self, scope: str, found: set[str]) -> None:
        before = {one for one in self.directories if one == scope or one.startswith(f"{scope}/")}
        if not scope:
            before = set(self.directories)
        if before != found:
            self.directories = (self.directories - before) | found

    def _collect(self, above: str, found: dict[str, Print | Unfit], directories: set[str]) -> None:
        try:
            entries = self._root.entries(above)
        except OSError as error:
            if above:
                found[f"{above}/"] = Unfit(str(error.strerror))
                return
            raise
        directories.add(above)
        for entry in entries:
            self._sort(above, entry, found, directories)

    def _sort(
        self,
        above: str,
        entry: Entry,
        found: dict[str, Print | Unfit],
        directories: set[str],
    ) -> None:
        path = f"{above}/{entry.name}"
        seen = self._seen.get(path)
        if seen is not None and seen.print_ == Print.of(entry.status):
            # Nearly all of them: what it is was decided when it was seen first.
            found[path] = seen.print_
            return
        if entry.name.startswith(TEMPORARY) and stat.S_ISREG(entry.status.st_mode):
            self._leftovers.add(path)
        if is_ours(path) or is_passing(entry.name):
            return
        reason = why_not(path, is_directory=entry.is_directory)
        if entry.is_directory:
            if reason is None:
                self._collect(path, found, directories)
            else:
                found[f"{path}/"] = Unfit(reason)
            return
        reason = reason or why_unfit(entry, self._own, self._limit_bytes)
        found[path] = Print.of(entry.status) if reason is None else Unfit(reason)

    def _note(self, path: str, one: Print | Unfit, now: float) -> bool:
        seen = self._seen.get(path)
        if isinstance(one, Unfit):
            if seen is not None and seen.local == one:
                return False
            self._restless.discard(path)
            self._put(path, Seen(None, one, now, now, is_certain=True))
            return True
        if seen is not None and seen.print_ == one:
            return False
        known = self._known.get(path) if seen is None else None
        if known is not None and known[0] == one:
            self._put(path, Seen(one, known[1], now, now, is_certain=True))
            return True
        restless = now if seen is None or seen.is_certain else seen.restless_since
        self._put(path, Seen(one, UNSETTLED, now, restless))
        self._restless.add(path)
        return True

    def _due(self, seen: Seen) -> float:
        rested = seen.since + self._rules.settle_s
        if seen.local is not UNSETTLED:
            return rested
        return min(rested, seen.restless_since + self._rules.longest_settle_s)

    def _settle(self, path: str, now: float) -> bool:
        seen = self._seen[path]
        if now < self._due(seen) or seen.print_ is None:
            return False
        is_certain = now >= seen.since + self._rules.settle_s
        local = text_at(self._root, path, seen.print_, self._limit_bytes)
        if local is UNSETTLED:
            self._put(path, Seen(seen.print_, UNSETTLED, now, now))
            return True
        if is_certain:
            self._restless.discard(path)
        self._put(path, replace(seen, local=local, is_certain=is_certain, restless_since=now))
        return local != seen.local

    def _put(self, path: str, seen: Seen) -> None:
        self._seen[path] = seen
        self.local[path] = seen.local
