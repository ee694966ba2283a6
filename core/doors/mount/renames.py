"""
Which files that are gone are which files that are new. Pure.

A wrong answer would join two memories' histories, so only what is certain counts: the same file
with the same text, the same file with more text at its end, or a text that exactly one missing and
one new file have.
"""

from collections import Counter
from collections.abc import Callable, Mapping

from core.doors.mount.values import Agreed, LocalText


def renamed(
    gone: Mapping[str, Agreed],
    new: Mapping[str, LocalText],
    begins_with: Callable[[str, Agreed], bool],
) -> dict[str, str]:
    """The new path of each file that was renamed, by its old one."""
    if not gone or not new:
        return {}
    found: dict[str, str] = {}
    by_inode = {one.inode: path for path, one in gone.items() if one.inode is not None}
    left = dict(new)
    for path, text in new.items():
        old = by_inode.get(text.inode)
        # The number of a deleted file is soon given to another one: its text has to agree.
        if old is not None and old not in found and _goes_on(gone[old], path, text, begins_with):
            found[old] = path
            del left[path]
    hashes = Counter(one.sha256 for path, one in gone.items() if path not in found)
    texts = Counter(text.sha256 for text in left.values())
    by_hash = {one.sha256: path for path, one in gone.items() if path not in found}
    for path, text in left.items():
        if text.size_bytes and hashes[text.sha256] == texts[text.sha256] == 1:
            found[by_hash[text.sha256]] = path
    return found


def _goes_on(
    agreed: Agreed, path: str, text: LocalText, begins_with: Callable[[str, Agreed], bool]
) -> bool:
    if text.sha256 == agreed.sha256:
        return True
    is_longer = 0 < agreed.size_bytes < text.size_bytes
    return is_longer and begins_with(path, agreed)
