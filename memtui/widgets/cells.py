"""
Text in terminal cells: cutting, padding and wrapping lines whose characters may be 0 to 2 wide.

Takes text that is safe to show (see `memtui.text`) and has no tabs any more.
"""

from rich.cells import cell_len, set_cell_size

TAB_CELLS = 4


def expand_tabs(text: str) -> str:
    """Tabs as spaces up to the next stop; cells are counted, not characters."""
    if "\t" not in text:
        return text
    parts: list[str] = []
    column = 0
    for part in text.split("\t"):
        if parts:
            gap = TAB_CELLS - column % TAB_CELLS
            parts.append(" " * gap)
            column += gap
        parts.append(part)
        column += cell_len(part)
    return "".join(parts)


def fit(text: str, width: int) -> str:
    """Exactly `width` cells: padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    length = cell_len(text)
    if length <= width:
        return text + " " * (width - length)
    return set_cell_size(text, width - 1) + "…"


def fit_left(text: str, width: int) -> str:
    """Exactly `width` cells, keeping the end of the text: for paths."""
    if width <= 0:
        return ""
    length = cell_len(text)
    if length <= width:
        return text + " " * (width - length)
    # From the end, one character at a time: only `width` of them are looked at.
    at, used = len(text), 0
    while at > 0 and used + cell_len(text[at - 1]) <= width - 1:
        at -= 1
        used += cell_len(text[at])
    return "…" + text[at:] + " " * (width - 1 - used)


def fit_both(text: str, width: int) -> str:
    """Exactly `width` cells, keeping both ends: for texts that begin alike."""
    if width <= 0 or cell_len(text) <= width:
        return fit(text, width)
    begin = set_cell_size(text, width // 3)
    return begin + fit_left(text[len(begin) :], width - width // 3)


def fit_right(text: str, width: int) -> str:
    """Exactly `width` cells, standing at the right."""
    length = cell_len(text)
    if length <= width:
        return " " * (width - length) + text
    return fit(text, width)


def wrap(text: str, width: int, hang: int = 0) -> list[int]:
    """
    Where the rows of a wrapped line begin, the first always at 0.

    A row ends after a space when it has one in its second half, else where it is full.

    Args:
        hang: Cells that stand empty before all rows but the first.
    """
    starts = [0]
    if width - hang <= 1:
        return starts
    if text.isascii():
        room = width
        while len(text) - starts[-1] > room:
            end = starts[-1] + room
            starts.append(_break(text, starts[-1], end))
            room = width - hang
        return starts
    if cell_len(text) <= width:
        return starts
    used = 0
    at = 0
    while at < len(text):
        cells = cell_len(text[at])
        if used + cells > width:
            at = _break(text, starts[-1], at)
            starts.append(at)
            used = hang
            continue
        used += cells
        at += 1
    return starts


def _break(text: str, start: int, end: int) -> int:
    if text[end] == " ":
        # The space that ends the row may hang over its edge; it has nothing to show.
        return end + 1 if end + 1 < len(text) else end
    space = text.rfind(" ", (start + end) // 2, end)
    return end if space < 0 else space + 1
