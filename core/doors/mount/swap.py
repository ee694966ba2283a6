"""
Two names changed in one step, which the standard library cannot say: exchange, and move to a name
that must be free. Where the system or the file system has no such call, the next best.
"""

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from typing import Final

_UNKNOWN: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


def exchange(directory: int, one: str, other: str) -> bool:
    """
    Let two names of a directory change places; False where that cannot be done, with nothing done.

    Raises:
        OSError: One of them is not there, or the directory cannot be written.
    """
    return _rename(directory, one, directory, other, swap=True)


def move_to_free(source: int, old: str, target: int, new: str) -> None:
    """
    Rename a file to a name that nothing has.

    Raises:
        FileExistsError: Something has it.
        OSError: It cannot be renamed.
    """
    if _rename(source, old, target, new, swap=False):
        return
    # A second name fails where a rename would replace; for a moment the file has both.
    os.link(old, new, src_dir_fd=source, dst_dir_fd=target, follow_symlinks=False)
    os.unlink(old, dir_fd=source)


def _rename(source: int, old: str, target: int, new: str, *, swap: bool) -> bool:
    call = _call()
    if call is None:
        return False
    # Linux: RENAME_NOREPLACE is 1 and RENAME_EXCHANGE 2; macOS: RENAME_SWAP is 2, RENAME_EXCL 4.
    flags = 2 if swap else (4 if sys.platform == "darwin" else 1)
    if call(source, os.fsencode(old), target, os.fsencode(new), flags) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), new)


@cache
def _call() -> Callable[[int, bytes, int, bytes, int], int] | None:
    name = "renameatx_np" if sys.platform == "darwin" else "renameat2"
    try:
        call = getattr(ctypes.CDLL(None, use_errno=True), name)
    except (AttributeError, OSError, TypeError):
        return None
    call.argtypes = (
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_uint,
    )
    call.restype = ctypes.c_int
    return lambda *arguments: int(call(*arguments))
