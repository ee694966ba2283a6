"""
What a text says below its disguise: signs without width, letters of other alphabets, codes.

Pure. Only for finding what is hidden; what is shown and quoted of a text is always its own bytes.
"""

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

import re2  # type: ignore[import-untyped]

_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_TAGS: Final = re.compile("[\U000e0020-\U000e007e]")
"""Letters that no screen shows."""
_SUSPECT: Final = re.compile(
    "[\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2000-\u200a\ufeff\uff01-\uff5e"
    "\u0370-\u03ff\u0400-\u04ff\U0001d400-\U0001d7ff\U000e0020-\U000e007e]"
)
# Most texts have none of these, and an automaton reads them in a tenth of the time.
_WRITTEN: Final = re2.compile(r"&(?:#|[a-z]{2,6};)|(?:^|\s)(?:[A-Za-z] ){5}")
_LONG_RUN: Final = re2.compile(r"[A-Za-z0-9+/]{32}")
_MIXED: Final = re.compile("[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]")
_ALIKE: Final = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0410\u0415\u041e\u0420\u0421\u0425\u0406"
    "\u0412\u041d\u041a\u041c\u0422\u03bf\u03b1\u03b9\u0391\u0395\u0399\u039f\u03a1\u03a4",
    "aeopcxyiAEOPCXIBHKMToaiAEIOPT",
)
_SPACED: Final = re.compile(r"(?<!\S)(?:[A-Za-z] ){2,40}[A-Za-z](?!\S)")
_CODE: Final = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/]{32,4000}={0,2}(?![A-Za-z0-9+/=])")
_HEX: Final = re.compile(r"[0-9a-f]+|[0-9A-F]+")
_MOST_CODES: Final = 40
"""Runs of one text that are decoded."""
_LEAST_BLANKS: Final = 3
_LONGEST: Final = 100_000
"""Characters of a text that are looked at."""


def is_disguised(text: str) -> bool:
    """Whether a text has signs that hide what it says."""
    part = text[:_LONGEST]
    if not part.isascii() and _SUSPECT.search(part) is not None:
        return True
    return _WRITTEN.search(part) is not None


def undisguised(text: str) -> str:
    """A text as its reader takes it."""
    text = _TAGS.sub(lambda match: chr(ord(match[0]) - 0xE0000), text)
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", html.unescape(text)))
    if _MIXED.search(text):
        text = text.translate(_ALIKE)
    # Letters one by one: words are then apart by more than one blank.
    text = _SPACED.sub(lambda match: match[0].replace(" ", ""), text)
    return re.sub(r"[ \t\u2000-\u200a]+", " ", text)


def decoded(text: str) -> Iterator[tuple[str, str]]:
    """The runs of a text that are codes of another text, each with that text."""
    if _LONG_RUN.search(text[:_LONGEST]) is None:
        return
    for number, match in enumerate(_CODE.finditer(text[:_LONGEST])):
        if number >= _MOST_CODES:
            return
        said = _decoded(match[0])
        if said:
            yield match[0], said


def _decoded(run: str) -> str:
    if _HEX.fullmatch(run) or (run.isalpha() and (run.islower() or run.isupper())):
        return ""
    try:
        said = base64.b64decode(run + "=" * (-len(run) % 4), validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    is_text = said.replace("\n", " ").isprintable() and said.count(" ") >= _LEAST_BLANKS
    return said if is_text else ""
