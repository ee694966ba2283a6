"""
What makes a change one of a week or a shift: somebody is away, swapped, or covered for.

Pure. Who stands in for a person takes nobody's place: the memory is right again when they are back.
"""

import re
from typing import Final

from core.dreams.extract.fates.doubts import is_for_now
from core.dreams.extract.fates.endings import is_party

_SO_LONG: Final = re.compile(
    r"(?i)\b(?:this (?:morning|afternoon|evening|week|weekend|shift)|tonight|today"
    r"|for now"
    r"|for the time being|temporar\w*|meanwhile|in the meantime|just for|only for)\b"
)
"""Wherever it stands in the line, what the line says is so for that long."""
_FROM_NOW: Final = re.compile(
    r"(?i)\b(?:as of|since|from|starting|effective|with effect from) (?:today|this (?:week|morning"
    r"|shift))\b"
)
"""It begins then, and does not end."""
_AWAY: Final = re.compile(
    r"(?i)\bon (?:[a-z]+ ){0,2}(?:leave|holidays?|vacation|sabbatical|secondment|furlough"
    r"|duty elsewhere)\b|\b(?:(?:annual|sick|maternity|paternity|parental|unpaid) leave"
    r"|maternity|holidays?|vacation|sick(?:ness)?|ill(?:ness)?|absent|absences?"
    r"|out of (?:the )?office|(?:is|are|being|who is) (?:away|off)|away (?:until|till|for|this"
    r"|from)|off (?:until|till|for|this|today|work)|swaps?|swapped (?:shifts?|days?|duty|with)"
    r"|shift change|cover(?:s|ing|ed)? for|as cover|cover:|covering|(?:step|stepp|stand|fill|sit"
    r"|sitt)(?:s|ing|ed)? in|stood in|sat in|filled in|deputi[sz](?:es?|ing|ed)|locum|interim"
    r"|acting|relief|until (?:\w+ ){1,2}(?:returns?|is back|comes back|recovers?))\b"
    r"|[(\[]cover[)\]]"
)
"""Of a person: nobody has taken over from them."""
_LEFT: Final = re.compile(
    r"(?i)\b(?:retired|left (?:us|the|our|on|for good)|resigned|died|dismissed|fired|quit)\b"
)
_OF_A_WEEK: Final = re.compile(
    r"(?i)(?<!since )(?<!from )(?<!as of )\b(?:calendar )?week (?:no\.? ?)?\d{1,2}\b"
)
_ROSTER: Final = re.compile(r"(?i)(?<![a-z])(?:rosters?|rotas?|shifts?|absences?|--week|--shift)\b")
"""Such a call asks who is there when, and not who does it."""


def is_of_a_while(old: str, said: str, around: str, command: str) -> bool:
    """
    Whether what takes the place of a thing, or of a person, does so for a while only.

    Args:
        old: What it is said of.
        said: The line that says so.
        around: The lines over it that it belongs to, and those of the same record.
        command: What was asked.
    """
    said, around = _FROM_NOW.sub(" ", said), _FROM_NOW.sub(" ", around)
    if _SO_LONG.search(said) or _SO_LONG.search(around):
        return True
    return is_party(old) and (
        is_for_now(said)
        or _AWAY.search(f"{said}\n{around}") is not None
        or _OF_A_WEEK.search(f"{said}\n{around}") is not None
        or _ROSTER.search(command) is not None
    )


def is_only_away(name: str, said: str) -> bool:
    """Whether somebody is said to be on leave, or ill, and not to have gone."""
    return is_party(name) and _AWAY.search(said) is not None and _LEFT.search(said) is None
