"""
Where a sentence ends without a sign: a small word with a capital begins the next one.

Pure. Notes are written in haste, and lines are joined. "Depth 5 m It floods" are two sentences.
"""

import re
from typing import Final

_BREAK: Final = re.compile(
    r"(?:(?<=[a-z)%`]) |(?<=\d) (?=[A-Z][a-z]))"
    r"(?=(?:It|They|The|This|That|These|Those|There|A|An|In|On|At|For|From|With|By"
    r"|If|When|While|Only|No|Never|Not|After|Before|Until|Then|We|You|He|She|Its|Their|And|But|So"
    r"|Also|Do|Don't|Does|Is|Are|Every|Each|All|Both|Otherwise|Else|As|To|Always|Please|Some|Most"
    r"|Nobody|Somebody|Someone|Keep|Ask|Use|Wait|Tell|Call|Check|Take|Make|Put|Let|Run) [a-z0-9`(]"
    r")"
)


def broken(text: str) -> list[str]:
    """The pieces of a sentence that are sentences; what stands in backquotes is not cut."""
    found: list[str] = []
    start = 0
    for match in _BREAK.finditer(text):
        if text[start : match.start()].count("`") % 2 == 0:
            found.append(text[start : match.start()])
            start = match.end()
    return [*found, text[start:]]


def with_stops(text: str) -> str:
    """A text in which all sentences end with a sign."""
    return ". ".join(broken(text))
