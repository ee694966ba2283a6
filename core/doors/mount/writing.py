"""
Changes in the directory of a mount, each of them at once and whole: a reader sees the old file or
the new one, and what somebody wrote in the very same moment is never just gone.
"""

import contextlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from core.doors.mount import swap
from core.doors.mount.names import TEMPORARY
from core.doors.mount.root import READ, Print, Root, require, split

_WRITE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_ATTEMPTS: Final = 100


def create(root: Root, path: str, raw: bytes, mode: int) -> Print:
    """
    Write a file where there is none.

    Raises:
        FileExistsError: Something is there.
        OSError: It cannot be written.
    """
    above, name = split(path)
    with root.opened(above, make=True) as directory, _part(root, directory, raw, mode) as part:
        swap.move_to_free(directory, part, directory, name)
        return Print.of(os.stat(name, dir_fd=directory, follow_symlinks=False))


def replace(root: Root, path: str, raw: bytes, mode: int, expected: Print) -> tuple[Print, int]:
    """
    Write a file over one that is known, and give also a descriptor of that one.

    What is in the descriptor may differ from what was expected: somebody may have written in the
    very moment of the exchange, and goes on if they have it open.

    Raises:
        Moved: The file is another one by now.
        OSError: It cannot be written.
    """
    above, name = split(path)
    with root.opened(above) as directory:
        old = _known(directory, name, expected)
        try:
            with _part(root, directory, raw, mode) as part:
                if swap.exchange(directory, part, name):
                    # Who renamed a file of theirs over it just now gets that one watched.
                    old = _reopened(directory, part, old)
                else:
                    os.rename(part, name, src_dir_fd=directory, dst_dir_fd=directory)
                return Print.of(os.stat(name, dir_fd=directory, follow_symlinks=False)), old
        except BaseException:
            os.close(old)
            raise


def remove(root: Root, path: str, expected: Print) -> int:
    """
    Remove a file that is known, with directories that are empty then; gives a descriptor of it.

    Raises:
        Moved: It is another one by now.
        OSError: It cannot be removed.
    """
    above, name = split(path)
    with root.opened(above) as directory:
        old = _known(directory, name, expected)
        try:
            part = _free_name(root, directory)
            os.rename(name, part, src_dir_fd=directory, dst_dir_fd=directory)
            old = _reopened(directory, part, old)
            try:
                os.unlink(part, dir_fd=directory)
            except OSError:
                # A directory took its place in this very moment.
                swap.move_to_free(directory, part, directory, name)
                raise
        except BaseException:
            os.close(old)
            raise
    root.prune(above)
    return old


def move(root: Root, path: str, target: str, expected: Print) -> Print:
    """
    Rename a file that is known to a path where nothing is.

    Raises:
        Moved: It is another one by now.
        FileExistsError: Something is at the target.
        OSError: It cannot be renamed.
    """
    above, name = split(path)
    beyond, new = split(target)
    with root.opened(above) as source, root.opened(beyond, make=True) as goal:
        require(os.stat(name, dir_fd=source, follow_symlinks=False), expected)
        swap.move_to_free(source, name, goal, new)
        print_ = Print.of(os.stat(new, dir_fd=goal, follow_symlinks=False))
    root.prune(above)
    return print_


def put(root: Root, path: str, raw: bytes, mode: int, *, is_durable: bool = True) -> None:
    """
    Write a file of our own, over whatever file is there.

    Args:
        is_durable: Whether it has to survive a power cut; what is made anew need not.

    Raises:
        OSError: It cannot be written.
    """
    above, name = split(path)
    with (
        root.opened(above, make=True) as directory,
        _part(root, directory, raw, mode, is_durable=is_durable) as part,
    ):
        os.replace(part, name, src_dir_fd=directory, dst_dir_fd=directory)


def set_mode(root: Root, path: str, expected: Print, mode: int) -> Print:
    """
    Let a file that is known be written by its owner, or not; gives its print after that.

    Raises:
        Moved: It is another one by now.
        OSError: It is somebody else's.
    """
    above, name = split(path)
    with root.opened(above) as directory:
        descriptor = _known(directory, name, expected)
    try:
        os.fchmod(descriptor, mode)
        return Print.of(os.fstat(descriptor))
    finally:
        os.close(descriptor)


@contextmanager
def _part(
    root: Root, directory: int, raw: bytes, mode: int, *, is_durable: bool = True
) -> Iterator[str]:
    """A whole file under a name of its own, which is gone afterwards if it is still there."""
    name = _free_name(root, directory)
    descriptor = os.open(name, _WRITE, mode, dir_fd=directory)
    try:
        with open(descriptor, "wb", buffering=0) as file:
            view = memoryview(raw)
            while view:
                view = view[file.write(view) :]
            # A power cut could leave the name without the text, and an empty file would then be
            # taken for a wish to empty the memory.
            if is_durable:
                os.fsync(descriptor)
        yield name
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name, dir_fd=directory)


def _free_name(root: Root, directory: int) -> str:
    for _ in range(_ATTEMPTS):
        name = f"{TEMPORARY}{os.getpid()}-{next(root.numbers)}"
        try:
            os.stat(name, dir_fd=directory, follow_symlinks=False)
        except FileNotFoundError:
            return name
    raise FileExistsError(f"{TEMPORARY}... is taken")


def _known(directory: int, name: str, expected: Print) -> int:
    require(os.stat(name, dir_fd=directory, follow_symlinks=False), expected)
    descriptor = os.open(name, READ, dir_fd=directory)
    try:
        require(os.fstat(descriptor), expected)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _reopened(directory: int, name: str, old: int) -> int:
    """A descriptor of the file at a name: the one that is open, if it is the same file."""
    status = os.stat(name, dir_fd=directory, follow_symlinks=False)
    mine = os.fstat(old)
    is_same = (status.st_dev, status.st_ino) == (mine.st_dev, mine.st_ino)
    # What has another name elsewhere is not lost, and might be a file of the workspace.
    if is_same or not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
        return old
    other = os.open(name, READ, dir_fd=directory)
    os.close(old)
    return other
