"""
Opening the files that agents write: plain ones only, whatever stands at their paths.
"""

import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

from core.errors import CoreError

CHUNK: Final = 256 * 1024
"""Bytes that are read at a time: so many hold no more small events than may be one portion."""


class Unreadable(CoreError):
    """A file that is no plain file, or is too large to be read."""


def opened(path: Path) -> BinaryIO:
    """
    A file for reading, without a buffer.

    Raises:
        OSError: It cannot be opened.
        Unreadable: It is a folder, a pipe, a device.
    """
    # Not blocking: opening a pipe that somebody left in the folder would wait for its writer.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unreadable(f"{path} is not a plain file.")
    return os.fdopen(descriptor, "rb", buffering=0)
