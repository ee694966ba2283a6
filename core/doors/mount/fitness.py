"""
Which files of a directory may be memories, by what they are and by what they hold.
"""

import stat
from collections.abc import Collection

from core.doors.mount.root import Entry, Moved, Print, Root
from core.doors.mount.values import UNSETTLED, Inode, Local, LocalText, Unfit
from core.errors import InvalidRequest
from core.text import checked_text


def why_unfit(entry: Entry, own: Collection[Inode], limit_bytes: int) -> str | None:
    """Why a file cannot be a memory, by what it is; `own` are files of open workspaces."""
    status = entry.status
    rules = (
        (stat.S_ISLNK(status.st_mode), "It is a symbolic link."),
        (not stat.S_ISREG(status.st_mode), "It is not a regular file."),
        ((status.st_dev, status.st_ino) in own, "It belongs to an open workspace."),
        (status.st_nlink > 1, "It is a hard link: the file has another name elsewhere."),
        (
            status.st_size > limit_bytes,
            f"It has {status.st_size:,} bytes; a memory may have {limit_bytes:,}.",
        ),
    )
    return next((reason for broken, reason in rules if broken), None)


def text_at(root: Root, path: str, print_: Print, limit_bytes: int) -> Local:
    """The text of a file that is still as its print says, or why it cannot be a memory."""
    try:
        raw = root.read(path, print_, limit_bytes)
    except Moved:
        return UNSETTLED
    except OSError as error:
        return Unfit(f"It cannot be read ({error.strerror}).")
    try:
        text = checked_text(raw.decode(), limit_bytes)
    except UnicodeDecodeError:
        return Unfit("It is not UTF-8 text.")
    except InvalidRequest as broken:
        return Unfit(str(broken))
    return LocalText(text.sha256, text.size_bytes, print_.file)
