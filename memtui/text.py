"""
The only door for text that somebody else wrote: nothing else shows it on a terminal.

What would drive the terminal, reorder the line or hide in it becomes a visible marker; nothing is
taken away, since a hidden instruction is a finding. The stored bytes stay as they are. No widget
library is loaded here, so that the command line shows text through the same door.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text
    from textual.content import Content

MAX_MARKS = 4
"""Combining marks shown on one character; more are a flood, and are counted instead."""

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
"""The control pictures of Unicode: one cell each, so that columns stay straight."""

_HIDDEN: tuple[tuple[int, int], ...] = (
    (0x00AD, 0x00AD),  # soft hyphen
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x0600, 0x0605),  # Arabic number signs, and the format characters of other scripts
    (0x061C, 0x061C),
    (0x06DD, 0x06DD),
    (0x070F, 0x070F),
    (0x0890, 0x0891),
    (0x08E2, 0x08E2),
    (0x115F, 0x1160),  # blank letters
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),  # zero-width characters, direction marks
    (0x2028, 0x202E),  # line and paragraph separators, direction overrides
    (0x2060, 0x206F),  # word joiner, direction isolates
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0x110BD, 0x110BD),
    (0x110CD, 0x110CD),
    (0x13430, 0x1343F),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),  # tags and the other variation selectors: text inside of text
    (0xD800, 0xDFFF),  # surrogates: they cannot be written to a terminal at all
)
"""What has no shape of its own, by code point."""

_PICTOGRAPH = "[\u00a9\u00ae\u2010-\u27bf\u2900-\u2bff\u3030-\u3299\U0001f000-\U0001faff]"
_EMOJI = re.compile(
    f"(?<={_PICTOGRAPH})\ufe0f|(?<=[0-9#*])\ufe0f(?=\u20e3)"
    f"|(?<={_PICTOGRAPH})\ufe0f?\u200d(?={_PICTOGRAPH})"
)
"""
Selectors and joiners where an emoji has them. There they say how it looks and nothing else, and
terminals disagree about the width, so that they are left out instead of marked.
"""


def visible(text: str, keep: str = "\n\t") -> str:
    """The text with a visible marker for everything that acts or hides; `keep` stays as it is."""
    if text.isascii() and text.isprintable():
        return text
    if not text.isascii():
        text = _cap_marks(_plain_emoji(text))
    return text.translate(_table(keep))


def content(text: str) -> "Content":
    """A text of one line for `Static`, `OptionList` and titles; never read as markup."""
    from textual.content import Content

    return Content(visible(text, keep=""))


def cell(text: str) -> "Text":
    """A text of one line for what takes only rich's `Text`."""
    from rich.text import Text

    return Text(visible(text, keep=""))


def count_hidden(text: str) -> int:
    """How many characters of a text are shown as markers; what ends a line does not count."""
    if text.isascii():
        if text.isprintable():
            return 0
        return len(_CONTROLS.findall(text.replace("\r\n", "\n")))
    plain = _plain_emoji(text.replace("\r\n", "\n"))
    floods = sum(len(flood.group()) - MAX_MARKS for flood in _floods().finditer(plain))
    table = _table("\n\t")
    return floods + sum(count for code, count in _count(plain) if code in table)


_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def _count(text: str) -> Iterable[tuple[int, int]]:
    from collections import Counter

    return ((ord(character), count) for character, count in Counter(text).items())


@functools.cache
def _table(keep: str) -> dict[int, str]:
    table = dict(_PICTURES)
    table |= {code: f"\\x{code:02x}" for code in range(0x80, 0xA0)}
    for first, last in _HIDDEN:
        table |= {code: f"<U+{code:04X}>" for code in range(first, last + 1)}
    for character in keep:
        table.pop(ord(character), None)
    return table


def _plain_emoji(text: str) -> str:
    return _EMOJI.sub("", text) if "\ufe0f" in text or "\u200d" in text else text


def _cap_marks(text: str) -> str:
    # Below U+0300 nothing combines, and looking for the largest character is fast.
    largest = max(text)
    if largest < "\u0300":
        return text
    return _floods(_BASIC if ord(largest) <= _BASIC else _LAST_MARKS).sub(
        lambda flood: f"{flood.group()[:MAX_MARKS]}<+{len(flood.group()) - MAX_MARKS} marks>", text
    )


_BASIC = 0xFFFF
"""The last character for which a class of characters is a table and not a list to go through."""

_LAST_MARKS = 0x1EFFF


@functools.cache
def _floods(last: int = _LAST_MARKS) -> re.Pattern[str]:
    """Runs of combining marks, up to the `last` one, that are longer than any language needs."""
    marks = [
        code
        for code in range(0x300, last + 1)
        if unicodedata.category(chr(code)) in ("Mn", "Me") and not _is_hidden(code)
    ]
    return re.compile(f"[{_ranges(marks)}]{{{MAX_MARKS + 1},}}")


def _is_hidden(code: int) -> bool:
    return any(first <= code <= last for first, last in _HIDDEN)


def _ranges(codes: list[int]) -> str:
    """Code points as the inside of a character class."""
    parts: list[str] = []
    start = end = codes[0]
    for code in [*codes[1:], -1]:
        if code == end + 1:
            end = code
            continue
        parts.append(f"{chr(start)}-{chr(end)}")
        start = end = code
    return "".join(parts)
