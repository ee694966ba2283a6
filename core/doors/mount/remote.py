"""
The store as it was last heard of: every memory's head, kept up from the feed of changes.
"""

from collections.abc import Mapping

from core.doors.mount.side import Head, StoreSide
from core.errors import InvalidRequest
from core.paths import check_path

_MOST_ONE_BY_ONE = 200
"""More changes than these are answered by reading the whole list again."""


class Remote:
    """The heads of one store by path and by id."""

    def __init__(self, side: StoreSide) -> None:
        """Nothing is asked before `refresh`."""
        self._side = side
        self._by_path: dict[str, Head] = {}
        self._by_id: dict[str, Head] = {}
        self._is_redacted = False
        self.seq: int | None = None
        """Up to which change the store was heard of."""
        self.strange: dict[str, str] = {}
        """Memories that no file may be made of, by id, and why: a served store may be anybody's."""

    @property
    def by_path(self) -> Mapping[str, Head]:
        """Every head by its path."""
        return self._by_path

    @property
    def by_id(self) -> Mapping[str, Head]:
        """Every head by its memory's id."""
        return self._by_id

    def refresh(self) -> set[str]:
        """Hear what is new; gives the paths at which anything changed."""
        if self.seq is None:
            return self._reread()
        changed = self._side.changed(self.seq)
        self._is_redacted = self._is_redacted or changed.is_redacted
        if len(changed.memory_ids) > _MOST_ONE_BY_ONE:
            return self._reread()
        touched: set[str] = set()
        for memory_id in changed.memory_ids:
            head = self._side.head(memory_id)
            touched |= self.drop(memory_id) if head is None else self.put(head)
        self.seq = changed.seq
        return touched

    def take_redacted(self) -> bool:
        """Whether versions were emptied since this was asked last."""
        was, self._is_redacted = self._is_redacted, False
        return was

    def put(self, head: Head) -> set[str]:
        """Note a head; gives the paths at which that changed anything."""
        before = self._by_id.get(head.memory_id)
        if before == head:
            return set()
        if not self._fits(head):
            return self.drop(head.memory_id)
        touched = set() if before is None else self.drop(head.memory_id)
        there = self._by_path.get(head.path)
        if there is not None:
            # It was renamed or deleted meanwhile; the feed will say which.
            self._by_id.pop(there.memory_id, None)
        self._by_path[head.path] = head
        self._by_id[head.memory_id] = head
        return touched | {head.path}

    def drop(self, memory_id: str) -> set[str]:
        """Note that a memory is gone; gives the path at which it stood."""
        head = self._by_id.pop(memory_id, None)
        if head is None:
            return set()
        if self._by_path.get(head.path) == head:
            del self._by_path[head.path]
        return {head.path}

    def _reread(self) -> set[str]:
        seq = self._side.seq()
        heads = list(filter(self._fits, self._side.heads()))
        by_path = {head.path: head for head in heads}
        paths = {*by_path, *self._by_path}
        touched = {path for path in paths if by_path.get(path) != self._by_path.get(path)}
        self._by_path = by_path
        self._by_id = {head.memory_id: head for head in heads}
        self.seq = seq
        return touched

    def _fits(self, head: Head) -> bool:
        try:
            check_path(head.path)
        except InvalidRequest as broken:
            self.strange[head.memory_id] = str(broken)
            return False
        return True
