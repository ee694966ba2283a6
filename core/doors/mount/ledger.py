"""
What directory and store last agreed on, kept from one run to the next, outside of the directory.

A file with a line for each change. Any old state of it is safe: it only makes a mount compare what
it could have known, and what differs on both sides becomes a conflict. So a line that was torn is
left out, and a file that is another mount's or damaged counts as empty.
"""

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from core.doors.mount.root import Print
from core.doors.mount.values import Agreed, LocalText
from core.errors import Json

_FORMAT: Final = "memtui mount 1"
_MOST_STALE: Final = 1_000
"""So many lines too many are carried along before the file is written anew."""


class Ledger:
    """The agreements of one mount, by path."""

    def __init__(self, file: Path, about: str) -> None:
        """
        Read what an earlier run left.

        Args:
            file: Where it is kept; its folder is made when it is missing.
            about: Which directory and which store it is about; of others nothing is read.

        Raises:
            OSError: The folder cannot be made, or the file cannot be written.
        """
        self._file = file
        self._about = about
        self._agreed: dict[str, Agreed] = {}
        self._prints: dict[str, Print] = {}
        self._lines = 0
        self.unprinted: set[str] = set()
        """The paths of files whose prints are not known, so that the next run has to read them."""
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._load()
        self.unprinted.update(path for path in self._agreed if path not in self._prints)
        self._descriptor = self._rewrite()

    @property
    def agreed(self) -> Mapping[str, Agreed]:
        """What was agreed on."""
        return self._agreed

    def known(self) -> dict[str, tuple[Print, LocalText]]:
        """The texts of files that need not be read again while their prints are the same."""
        return {
            path: (print_, LocalText(one.sha256, one.size_bytes, print_.file))
            for path, print_ in self._prints.items()
            if (one := self._agreed.get(path)) is not None
        }

    def agree(self, path: str, agreed: Agreed, print_: Print | None) -> None:
        """Note what both sides have, and the print of the file when it was read at rest."""
        if self._agreed.get(path) == agreed and self._prints.get(path) == print_:
            return
        self._agreed[path] = agreed
        if print_ is None:
            self._prints.pop(path, None)
            self.unprinted.add(path)
        else:
            self._prints[path] = print_
            self.unprinted.discard(path)
        self._write(_line(path, agreed, print_))

    def forget(self, path: str) -> None:
        """Note that neither side has it."""
        if self._agreed.pop(path, None) is not None:
            self._prints.pop(path, None)
            self.unprinted.discard(path)
            self._write(_line(path, None, None))

    def clear(self) -> None:
        """Forget everything: the directory was emptied, or is a new one."""
        self._agreed.clear()
        self._prints.clear()
        self.unprinted.clear()
        os.close(self._descriptor)
        self._descriptor = self._rewrite()

    def close(self) -> None:
        """Give the file back."""
        os.close(self._descriptor)

    def _write(self, line: bytes) -> None:
        os.write(self._descriptor, line)
        self._lines += 1
        if self._lines > 2 * len(self._agreed) + _MOST_STALE:
            os.close(self._descriptor)
            self._descriptor = self._rewrite()

    def _load(self) -> None:
        try:
            raw = self._file.read_bytes()
        except OSError:
            return
        lines = _documents(raw)
        if next(lines, None) != {"format": _FORMAT, "about": self._about}:
            return
        for one in lines:
            with contextlib.suppress(KeyError, TypeError, ValueError):
                self._apply(one)

    def _apply(self, one: Json) -> None:
        if not isinstance(one, dict):
            return
        path = str(one["path"])
        if one["memory"] is None:
            self._agreed.pop(path, None)
            self._prints.pop(path, None)
            return
        inode, print_ = one["inode"], one["print"]
        self._agreed[path] = Agreed(
            str(one["memory"]),
            str(one["sha256"]),
            _number(one["size"]),
            None if not isinstance(inode, list) else (_number(inode[0]), _number(inode[1])),
        )
        self._prints.pop(path, None)
        if isinstance(print_, list):
            self._prints[path] = Print(*map(_number, print_))

    def _rewrite(self) -> int:
        """Write the file anew, whole or not at all, and open it for more lines."""
        aside = self._file.with_name(f"{self._file.name}.new")
        with open(aside, "wb", opener=_private) as file:
            file.write(_dumped({"format": _FORMAT, "about": self._about}))
            file.writelines(
                _line(path, agreed, self._prints.get(path)) for path, agreed in self._agreed.items()
            )
        aside.replace(self._file)
        self._lines = len(self._agreed)
        return os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)


def _documents(raw: bytes) -> Iterator[Json]:
    for line in raw.split(b"\n")[:-1]:
        try:
            document: Json = json.loads(line)
        except ValueError:
            continue
        yield document


def _line(path: str, agreed: Agreed | None, print_: Print | None) -> bytes:
    if agreed is None:
        return _dumped({"path": path, "memory": None})
    return _dumped(
        {
            "path": path,
            "memory": agreed.memory_id,
            "sha256": agreed.sha256,
            "size": agreed.size_bytes,
            "inode": None if agreed.inode is None else list(agreed.inode),
            "print": None if print_ is None else list(print_),
        }
    )


def _dumped(document: Json) -> bytes:
    return json.dumps(document, separators=(",", ":")).encode() + b"\n"


def _number(value: Json) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value


def _private(name: str, flags: int) -> int:
    return os.open(name, flags | os.O_CLOEXEC, 0o600)
