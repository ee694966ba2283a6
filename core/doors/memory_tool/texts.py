"""
What the memory tool says: the exact texts of `memory_20250818`, as its reference implementation
words them. Pure.

A model was trained on these texts, so they are kept to the letter, double blanks and all.
"""

from collections.abc import Iterable, Sequence

ROOT = "/memories"
MAX_LINES = 999_999
MOST_PLACES = 100
"""Line numbers named in one refusal: a text of one letter may occur a hundred thousand times."""

_WIDTH = len(str(MAX_LINES))
_UNITS = ("B", "K", "M", "G")


def missing(path: str) -> str:
    """Nothing is there to view or edit."""
    return f"The path {path} does not exist. Please provide a valid path."


def gone(path: str) -> str:
    """Nothing is there to delete or rename."""
    return f"The path {path} does not exist"


def outside(path: str) -> str:
    """The path does not begin where all memory is."""
    return f"Path must start with {ROOT}, got: {path}"


def escaping(path: str) -> str:
    """The path climbs out of where all memory is."""
    return f"Path {path} would escape {ROOT} directory"


def occupied(path: str) -> str:
    """A file was to be made where something is."""
    return f"File {path} already exists"


def destination_occupied(path: str) -> str:
    """Something was to be moved to where something is."""
    return f"The destination {path} already exists"


def not_a_file(path: str) -> str:
    """A directory was to be edited."""
    return f"The path {path} is not a file."


def too_long(path: str) -> str:
    """A file has more lines than six digits can number."""
    return f"File {path} exceeds maximum line limit of {MAX_LINES:,} lines."


def kept_root(verb: str, path: str = ROOT) -> str:
    """The place where memory is cannot itself be deleted or renamed."""
    return f"Cannot {verb} the {path} directory itself"


def not_there(old: str, path: str) -> str:
    """The text to replace does not occur."""
    return f"No replacement was performed, old_str `{old}` did not appear verbatim in {path}."


def not_unique(old: str, lines: Sequence[int]) -> str:
    """The text to replace occurs several times."""
    where = ", ".join(map(str, lines[:MOST_PLACES])) + (", …" if len(lines) > MOST_PLACES else "")
    return (
        f"No replacement was performed. Multiple occurrences of old_str `{old}` in lines: {where}."
        " Please ensure it is unique"
    )


def no_such_line(line: int, count: int) -> str:
    """There is no line to insert after."""
    return f"Invalid `insert_line` parameter: {line}. It should be within the range [0, {count}]."


def created(path: str) -> str:
    """A file was made."""
    return f"File created successfully at: {path}"


def inserted(path: str) -> str:
    """Lines were added."""
    return f"The file {path} has been edited."


def deleted(path: str) -> str:
    """A file or directory is gone."""
    return f"Successfully deleted {path}"


def renamed(old: str, new: str) -> str:
    """A file or directory stands elsewhere."""
    return f"Successfully renamed {old} to {new}"


def cleared(kept: Sequence[str] = ()) -> str:
    """Everything is gone, but for what is in stores that may only be read."""
    return "All memory cleared" + (f", but for the read-only {', '.join(kept)}" if kept else "")


def listing(path: str, sizes: Iterable[tuple[str, int]]) -> str:
    """A directory: its own path and those in it, each with a size in bytes."""
    header = (
        f"Here're the files and directories up to 2 levels deep in {path}, excluding hidden items:"
    )
    return "\n".join([header, *(f"{size(count)}\t{name}" for name, count in sizes)])


def file(path: str, content: str, view_range: Sequence[int] | None = None) -> str | None:
    """A file with line numbers, or a range of its lines; `None` when it has too many to number."""
    lines = content.split("\n")
    if len(lines) > MAX_LINES:
        return None
    start, end = 0, len(lines)
    if view_range is not None and len(view_range) == 2:
        start = max(1, view_range[0]) - 1
        end = end if view_range[1] == -1 else view_range[1]
    return f"Here's the content of {path} with line numbers:\n{_numbered(lines, start, end)}"


def snippet(content: str, place: int) -> str:
    """What stands around a replacement that begins at a character of the new content."""
    changed = content.count("\n", 0, place)
    header = (
        "The memory file has been edited."
        " Here is the snippet showing the change (with line numbers):"
    )
    shown = _numbered(content.split("\n"), max(0, changed - 2), changed + 3)
    return f"{header}\n{shown}"


def size(count: int) -> str:
    """A number of bytes in the largest unit that keeps it above one: `0B`, `12B`, `1.5K`."""
    if count == 0:
        return "0B"
    unit = min((count.bit_length() - 1) // 10, len(_UNITS) - 1)
    amount = count / 1024**unit
    return f"{amount:.0f}{_UNITS[unit]}" if amount.is_integer() else f"{amount:.1f}{_UNITS[unit]}"


def _numbered(lines: Sequence[str], start: int, end: int) -> str:
    shown = enumerate(lines[start:end], start + 1)
    return "\n".join(f"{number:>{_WIDTH}}\t{line}" for number, line in shown)
