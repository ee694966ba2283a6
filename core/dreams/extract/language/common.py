"""
What several texts have in common, word by word. Pure.
"""

import re
from collections.abc import Sequence

ELSE = "\u2026"
"""Stands for a word in which the texts differ."""
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"))
_SIGNS = ("'", '"', "`")
_MOST_WORDS = 60
"""Words of a text that are compared; an error has said what it is by then."""


def common_part(texts: Sequence[str]) -> str:
    """The longest piece that all of these texts hold, from word to word."""
    first, *others = sorted(set(texts), key=lambda text: (len(text), text))
    words = first.split(" ")[:_MOST_WORDS]
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            piece = " ".join(words[start : start + length]).strip(" .,:;")
            if piece and all(piece in other for other in others):
                return piece
    return ""


def common_form(texts: Sequence[str]) -> str:
    """What these texts have in common, with a sign for each word in which they differ."""
    split = [text.split(" ") for text in sorted(set(texts))]
    if not split or len({len(words) for words in split}) > 1:
        return ""
    form = [column[0] if len(set(column)) == 1 else ELSE for column in zip(*split, strict=True)]
    same = sum(1 for word in form if word != ELSE)
    return " ".join(form) if 2 * same >= len(form) else ""


def in_pairs(text: str) -> str:
    """A text without brackets and quotes of which it has but one half."""
    for opening, closing in _PAIRS:
        if text.count(opening) == 1 and closing not in text:
            text = text.replace(opening, "")
        if text.count(closing) == 1 and opening not in text:
            text = text.replace(closing, "")
    for sign in _SIGNS:
        if len(re.findall(rf"(?<!\w){sign}|{sign}(?!\w)", text)) == 1:
            text = re.sub(rf"(?<!\w){sign}|{sign}(?!\w)", "", text)
    return " ".join(text.split())
