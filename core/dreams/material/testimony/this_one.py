"""
What an answer says of `this host` or `this page`, where only its call names which one that is.

Pure. The call has to name one thing of the kind; the answer may name it too, and say the rest in a
sentence of its own below.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from core.dreams.extract.fates.fates import Statement, statement_on
from core.dreams.extract.names.named import names_in
from core.dreams.material.testimony.testimony import Result

_THIS: Final = re.compile(
    r"(?i)(?:\A[\W_]{0,8}|[\"'.;:>] ?)(?:this|the requested) (?:host|server|machine|system|box|node"
    r"|instance|page|site|address|endpoint|route|api|service|document|file|resource|channel"
    r"|repository|repo|project|account|mailbox|number|job|queue|bucket)(?= (?:is|was|has) )"
)
_NO_THING: Final = ("-", "/", "~", "$", ".")
"""So an option, a path or a variable of a call begins."""
_MOST_LINES: Final = 12
"""Of a message that somebody left for whoever comes; a longer text is of more."""
_LONGEST: Final = 600


def said_of_this(name: str, result: Result) -> Iterator[Statement]:
    """What a result states of the one thing that its call names, by what kind of thing it is."""
    lines = [line for line in result.lines if line.strip()]
    if name not in result.command or len(lines) > _MOST_LINES:
        return
    for line in lines:
        this = _THIS.search(line[:_LONGEST])
        if this is None or name in line or _names_another(name, result):
            continue
        told = statement_on(name, f"{name}{line[this.end() :]}")
        if told is not None and (told.new is None or told.new in line):
            yield replace(told, line=line, asked=result.command.strip())


def _names_another(name: str, result: Result) -> bool:
    """Whether the call names another thing: then the answer may be of that one."""
    return any(
        other not in name and name not in other and not other.startswith(_NO_THING)
        for other in names_in(result.command)
    )
