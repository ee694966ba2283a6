"""
What a mount writes into the store, and what becomes of a local text that the store refuses.

A text that was refused is kept by the store as a conflict, and as a copy in the directory; then it
counts as accounted for, so that the next look at the path shows what the store has.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from core.doors.mount.events import Event, Kind, Told
from core.doors.mount.footing import Footing
from core.doors.mount.hands import Hands
from core.doors.mount.held import Late
from core.doors.mount.remote import Remote
from core.doors.mount.root import Moved, Print
from core.doors.mount.side import Access, Head, Lost, StoreSide
from core.doors.mount.values import Agreed, Create, Delete, LocalText, Push, Rename, SetAside
from core.errors import InvalidRequest, NotFound, NotPermitted
from core.text import checked_text

_PAST: Final = 20
"""So many versions back it is looked whether a text was pushed already."""

_TOO_LATE: Final = "It was written into a file that had been replaced."


@dataclass(slots=True)
class Pushing:
    """The writes of one mount."""

    side: StoreSide
    footing: Footing
    remote: Remote
    told: Told
    merges: bool

    @property
    def hands(self) -> Hands:
        """Those of the directory as it is now."""
        return self.footing.hands

    def push(self, action: Push) -> None:
        """
        Write a changed text into its memory.

        Raises:
            Moved, OSError: The file is another one by now.
            NotPermitted, InvalidRequest: The store does not take it.
        """
        text = self.hands.text(action.path, action.text)
        if self._has_been(action.base.memory_id, action.text, action.base.sha256):
            self.hands.settle_with(action.path, action.base.memory_id, action.text)
            return
        try:
            answer = self._write(action.base, text)
        except NotFound:
            answer = self.side.create(action.path, text)
        self._after(action.path, action.text, text, answer, Kind.PUSHED)

    def create(self, action: Create) -> None:
        """
        Make a memory of a new text.

        Raises:
            Moved, OSError, NotPermitted, InvalidRequest: As with `push`.
        """
        text = self.hands.text(action.path, action.text)
        there = self.remote.by_path.get(action.path)
        if there is not None and self._has_been(there.memory_id, action.text, None):
            self.hands.settle_with(action.path, there.memory_id, action.text)
            return
        answer = self.side.create(action.path, text)
        self._after(action.path, action.text, text, answer, Kind.CREATED)

    def rename(self, action: Rename) -> bool:
        """
        Rename a memory; False if the store does not let it be renamed so.

        Raises:
            Moved, OSError, NotPermitted, InvalidRequest: As with `push`.
        """
        is_same = action.text.sha256 == action.base.sha256
        try:
            answer = self.side.update(
                action.base.memory_id,
                content=None if is_same else self.hands.text(action.path, action.text),
                path=action.path,
                expect=action.base.sha256,
                merge=False,
            )
        except NotFound:
            return False
        if isinstance(answer, Lost):
            return False
        self.remote.put(answer)
        self.hands.ledger.forget(action.old)
        self.hands.agree(action.path, answer.memory_id, action.text)
        self._tell(Kind.RENAMED, action.path, detail=action.old)
        return True

    def delete(self, action: Delete) -> None:
        """
        Delete the memory of a file that is gone.

        Raises:
            NotPermitted: The store does not let it be deleted.
        """
        try:
            lost = self.side.delete(action.base.memory_id, action.base.sha256)
        except NotFound:
            lost = None
        if lost is None:
            self.remote.drop(action.base.memory_id)
            self.hands.ledger.forget(action.path)
            self._tell(Kind.DELETED, action.path)

    def set_aside(self, action: SetAside) -> None:
        """
        Keep a text that may not be pushed as a copy.

        Raises:
            Moved, OSError: The file is another one by now, or there is no room for a copy.
        """
        text = self.hands.text(action.path, action.text)
        copy = self.hands.keep_copy(action.path, text.encode(), f"local-{action.text.sha256[:12]}")
        if copy is None:
            raise OSError(0, "there is no room for a copy")
        self.hands.settle_with(action.path, action.head.memory_id, action.text)
        self._tell(Kind.SET_ASIDE, action.path, copy=copy)

    def late(self, late: Late, access: Access) -> None:
        """Bring home what was written into a file after it had been replaced."""
        digest = hashlib.sha256(late.raw).hexdigest()
        if digest == late.base.sha256:
            return
        lost = None
        try:
            text = checked_text(late.raw.decode(), self.side.limit_bytes).content
            if access is Access.READ_WRITE:
                answer = self._late(late, text)
                if isinstance(answer, Head):
                    self.remote.put(answer)
                    self._tell(Kind.PUSHED, late.path, detail=_TOO_LATE)
                    return
                lost = answer
        except (InvalidRequest, NotPermitted, UnicodeDecodeError):
            pass  # it is no text that a store takes now, so the copy is what is left of it
        ending = None if lost is None else lost.conflict_id
        copy = self.hands.keep_copy(late.path, late.raw, ending or f"late-{digest[:12]}")
        self._tell(
            Kind.SET_ASIDE if lost is None else Kind.CONFLICT,
            late.path,
            detail=_TOO_LATE,
            conflict_id=ending,
            copy=copy,
        )

    def _has_been(self, memory_id: str, text: LocalText, base_sha256: str | None) -> bool:
        """
        Whether a memory held a text since it held its base: the text was pushed already, and the
        answer never arrived; or what was agreed on has been lost, and the file is just old.
        """
        head = self.remote.by_id.get(memory_id)
        if head is None or head.sha256 == base_sha256:
            return False
        for one in self.side.past(memory_id, _PAST):
            if one.sha256 in (text.sha256, base_sha256):
                return one.sha256 == text.sha256
        return False

    def recover(self, path: str) -> None:
        """Clear away a file that a killed run had not finished with; what is unknown is copied."""
        status = self.footing.root.status(path)
        if status is None:
            return
        try:
            raw = self.footing.root.read(path, Print.of(status), self.side.limit_bytes)
        except (OSError, Moved):
            return
        digest = hashlib.sha256(raw).hexdigest()
        known = {one.sha256 for one in self.hands.ledger.agreed.values()}
        known.update(one.sha256 for one in self.remote.by_id.values())
        if raw and digest not in known:
            above = path.rpartition("/")[0]
            copy = self.hands.keep_copy(f"{above}/recovered", raw, digest[:12])
            if copy is None:
                return
            self._tell(Kind.SET_ASIDE, path, copy=copy)
        self.footing.root.discard(path)

    def _late(self, late: Late, text: str) -> Head | Lost:
        try:
            if late.base.memory_id:
                return self._write(late.base, text)
        except NotFound:
            pass
        return self.side.create(late.path, text)

    def _write(self, base: Agreed, text: str) -> Head | Lost:
        added = appended(base, text.encode())
        if added is not None:
            # Who only adds never meets a conflict, whatever others wrote meanwhile.
            return self.side.append(base.memory_id, added)
        return self.side.update(
            base.memory_id, content=text, path=None, expect=base.sha256, merge=self.merges
        )

    def _after(
        self, path: str, local: LocalText, text: str, answer: Head | Lost, done: Kind
    ) -> None:
        if isinstance(answer, Head):
            self.remote.put(answer)
            # What the file holds was taken; if others added to it, that is shown next.
            self.hands.agree(path, answer.memory_id, local)
            self._tell(done, path)
            return
        copy = self.hands.keep_copy(path, text.encode(), answer.conflict_id or local.sha256[:12])
        there = self.remote.by_path.get(path)
        self.hands.settle_with(path, "" if there is None else there.memory_id, local)
        self._tell(
            Kind.CONFLICT, path, detail=answer.reason, conflict_id=answer.conflict_id, copy=copy
        )

    def _tell(
        self,
        kind: Kind,
        path: str,
        *,
        detail: str | None = None,
        conflict_id: str | None = None,
        copy: str | None = None,
    ) -> None:
        self.told(Event(kind, self.side.store_id, path, detail, conflict_id, copy))


def appended(base: Agreed, raw: bytes) -> str | None:
    """What was added at the end of a text, if nothing else was done to it; whole lines only."""
    old, added = raw[: base.size_bytes], raw[base.size_bytes :]
    if not added or hashlib.sha256(old).hexdigest() != base.sha256:
        return None
    if old and not old.endswith(b"\n"):
        # The store ends a last line that has no end; then so must the file.
        if not added.startswith(b"\n"):
            return None
        added = added[1:]
    try:
        return added.decode()
    except UnicodeDecodeError:
        return None  # the old text ended within a character
