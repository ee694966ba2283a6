r"""
What an MCP client sends on stdin, so that every line can be parsed.

A JavaScript client that cuts a text in the middle of an emoji sends half of it as `\ud83d`. JSON
has a form for that and UTF-8 has none: the parser would drop the request, and the client wait for
an answer forever. As encoders do, the half becomes U+FFFD.
"""

import re
from typing import Final

import anyio

_ESCAPE: Final = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})"
    r"|.)"
)
"""One escape of JSON: a whole pair, half of one, or any other."""


class WellFormedLines(anyio.AsyncFile[str]):
    """A text stream that gives lines without halves of characters."""

    async def readline(self) -> str:
        """The next line."""
        return well_formed(await super().readline())


def well_formed(line: str) -> str:
    """A line of JSON with U+FFFD instead of every escape that is half of a character."""
    return _ESCAPE.sub(lambda found: "\\ufffd" if found["half"] else found[0], line)
