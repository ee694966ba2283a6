"""
Paths as a person types them, and what is wrong with them, in a sentence.
"""

from core.errors import InvalidRequest
from core.paths import check_path


def directory_of(path: str) -> str:
    """The directory that a path is in, or is itself."""
    return path[: path.rfind("/") + 1] or "/"


def completed(typed: str, *, of: str = "") -> str:
    """
    The path that is meant; what stands behind two slashes begins anew at the root.

    A line to type in has the directory already, and who types a whole path behind it means
    that one.

    Args:
        of: What is moved: a directory stays one, and a memory goes into a directory by its name.
    """
    path = f"/{typed.rpartition('//')[2].removeprefix('/')}"
    if of.endswith("/"):
        return path if path.endswith("/") else f"{path}/"
    return path + of.rpartition("/")[2] if path.endswith("/") else path


def wrong_path(typed: str, of: str = "") -> str | None:
    """What is wrong with the path of a memory."""
    path = completed(typed, of=of)
    if path.endswith("/"):
        return "A name is missing at the end."
    return _wrong(path)


def wrong_directory(typed: str) -> str | None:
    """What is wrong with the path of a directory."""
    path = completed(typed, of="/")
    return None if path == "/" else _wrong(path.removesuffix("/"))


def _wrong(path: str) -> str | None:
    try:
        check_path(path)
    except InvalidRequest as error:
        return str(error)
    return None
