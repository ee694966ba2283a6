"""
Two levels of a directory with sizes, as the memory tool shows them. Pure.

A store has no directories of its own, only paths; a directory is as large as everything in it.
"""

from collections.abc import Iterable

LEVELS = 2


def two_levels(
    root: str, files: Iterable[tuple[str, int]], directories: Iterable[str] = ()
) -> list[tuple[str, int]]:
    """
    The directory `root` and what is in it, each with its size, in the order of their names.

    Args:
        files: Every file below it, as a path relative to it and a size in bytes.
        directories: Names in it that are shown even if they are empty.
    """
    total = 0
    # Sorted by the parts, not by the text: what is in `a/` stands before `a-b`.
    sizes: dict[tuple[str, ...], int] = {(name, ""): 0 for name in directories}
    for path, size in files:
        total += size
        parts = path.split("/")
        for level in range(1, min(len(parts), LEVELS) + 1):
            if parts[level - 1].startswith("."):
                break
            is_directory = level < len(parts)
            key = (*parts[:level], *([""] if is_directory else []))
            sizes[key] = sizes.get(key, 0) + size
    return [(root, total), *((f"{root}/{'/'.join(key)}", sizes[key]) for key in sorted(sizes))]
