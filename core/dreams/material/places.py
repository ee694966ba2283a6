"""
Whether what a result says is said of the environment that an entry is about.

Pure. What was removed from staging is still in production; an entry that names no environment is
about the one that counts.
"""

import re
from typing import Final

from core.dreams.extract.words import ENVIRONMENTS, environments_in, stated_in
from core.dreams.material.entries import Entry
from core.dreams.material.testimony import Result

_NAMES: Final = "staging|stage|preprod|pre-prod|qa|uat|sandbox|dev|test"
_OPTIONS: Final = "".join(
    rf"|(?<=--{one} )" for one in ("env", "environment", "namespace", "context", "stage", "profile")
)
_ASIDE: Final = re.compile(
    r"(?i)(?:\A\s{0,8}[\[(]?|\b(?:in|on|for) (?:the |our )?|[\[(])"
    rf"({_NAMES})(?![\w-])(?=[\])]|: |\Z|[.,;]| (?:env\w*|cluster|plan|system|account)\b)"
)
"""So a line says that it is about another environment than the one that counts."""
_CALLED: Final = re.compile(
    rf"(?i)(?:(?<=[=@])|(?<= -[a-z] ){_OPTIONS})({_NAMES})(?!\w)"
    rf"|(?<![\w/.-])({_NAMES})(?=[-.]\w)|(?<=\w[-.])({_NAMES})(?=[\s.:]|\Z)"
    r"|(?<![\w./-])(staging|preprod|pre-prod|qa|uat|sandbox)(?![\w/-])"
)
"""So a call says where it looks: `-n staging`, `ssh stage-1`, `--env=test`."""
_LONGEST: Final = 600


def is_of_its_place(name: str, line: str, result: Result, entry: Entry) -> bool:
    """
    Whether what is said of a thing is said of the environment that an entry is about.

    Args:
        name: The thing; a part of its own name says nothing of where it is.
        line: What says it.
        result: The result in which that stands.
        entry: One that names the thing.
    """
    line = line[:_LONGEST]
    call = result.command[:_LONGEST].replace(name, " ")
    places = {ENVIRONMENTS[found[1].lower()] for found in _ASIDE.finditer(line)}
    places |= {
        ENVIRONMENTS[next(filter(None, found.groups())).lower()] for found in _CALLED.finditer(call)
    }
    places |= stated_in(line.replace(name, " "))
    about = "\n".join((entry.path, *(heading.text for heading in entry.trail), entry.text))
    mine = environments_in(about.replace(name, " ").lower()) or {"production"}
    return not places or not places.isdisjoint(mine)
