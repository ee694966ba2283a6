"""
Statements about what became of something: renamed, moved, replaced, gone, or not found.

Pure. They stand in one line, go on in the next, as in `cat: /a: No such file` above `moved to /b`,
or are rows of keys with values. What might happen, what did not, and what is asked for is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final

from core.dreams.extract.fates.doubts import is_guessed
from core.dreams.extract.fates.endings import is_over, is_party, whose_end
from core.dreams.extract.fates.former import before_in_brackets, contents_moved
from core.dreams.extract.fates.missing import is_missing
from core.dreams.extract.fates.successors import successor, successor_below
from core.dreams.extract.fates.whose import where_or_as_what, whose_new_one
from core.dreams.extract.names.longer import is_part_of_longer
from core.dreams.extract.names.named import is_like, of_kind


class Fate(StrEnum):
    """What became of it."""

    RENAMED = "renamed"
    GONE = "gone"
    MISSING = "missing"
    """Something was not found; once proves little."""
    LIKELY = "likely"
    """It was dropped from the code, or is idle since a day: that settles nothing alone."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: about what, and what stands in its place now, if that is said."""

    fate: Fate
    old: str
    new: str | None
    line: str
    """The line that names the old thing."""
    about: str = ""
    """What is said to have left the place; empty where it is the thing itself, or all of it."""
    until: str = ""
    """The last day that the statement names."""
    holds: str = ""
    """What of the line names it, where that is not the old name as it is."""
    beside: str = ""
    """The line that names what follows it, where that is another one."""
    asked: str = ""
    """What asked for the thing, where only that names it."""
    is_mixed: bool = False
    """The line names others of its kind as well, and may mean more than is understood."""
    is_listed: bool = False
    """The keeper of a list was asked, who tells everybody the same."""
    may_be_hidden: bool = False
    """It may only not be shown to who asked."""


_ARROWS: Final = frozenset("-=\u2192\u27a1")
_LONGEST: Final = 600
_MOST_PLACES: Final = 4
"""Of a name in one line; nobody says more of it at once."""
_WHOLE: Final = r"(?:(?<![\w/.@-])|(?<=\w://)){}(?![\w-]|\.\w|/\w)"
_DAY: Final = re.compile(r"(?<![\w-])\d{4}-[01]\d-[0-3]\d(?![\d-])")
_COLLECTIVE: Final = re.compile(
    r"(?i)\b(?:spares?|supplies|stock|contents?|kit|gear|tools|equipment|files?|papers|documents"
    r"|docs|items|goods|boxes|materials?|stuff|things|everything|all|what(?: \w+)?|it|they|that"
    r"|which|this"
    r"|these|those|data|records|stacking|storage|place|rest|whole|we|pages?|entries|copies|address"
    r"|folders?|lists?|location|home|site|people|staff|team|service|set)\Z"
)
"""Words for whatever is at a place."""
_BRACKET: Final = re.compile(r" ?[(]([^()\n]{1,40})[)]")
_LEADS_ON: Final = re.compile(
    r"(?i)\b(?:renamed (?:to|as)|now (?:called|named|known as)|(?:replaced|superseded|succeeded)"
    r" (?:by|with)|in favou?r of|successor:) ?[`\"']?(?!no\b|none\b|nothing\b|nobody\b)\w"
)
_NOTHING: Final = re.compile(r"(?i)\b(?:no|not|none|nothing|cannot)\b|\A[\W\d_]*\Z")
"""`No value found at A (moved to B)`: that is no part of what was there."""
_REUSED: Final = re.compile(
    r"(?i)[;.,] (?:it|that|this|the \w+|\S{1,40}(?: \S{1,10})?) (?:is|are) (?:now )?(?:for"
    r"|used (?:for|by)"
    r"|empty|closed|full of|reserved for|needed for|gone)\b"
)
_DIGITS: Final = re.compile(r"\d+")
_STEMS = (
    r"swap|exchang|upgrad|rack|total|renam|mov|migrat|relocat|switch|chang|transfer|split|merg|"
    r"assign|hand|replac|supersed|succe|tak|took|delet|retir|decommission|discontinu|dismantl|"
    r"dropp|abolish|revok|shut|scrap|sunset|torn|withdr|repeal|dissol|terminat|cancel|clos|"
    r"demolish|sold|trad|collaps|split|deprecat|outdat|long|former|previous|used|instead|gone"
    r"|known|recogni|cannot|"
    r"ceas|call|name|becom|becam|goes|answer|titl|label|number|brand|shift|brought|carri|went|"
    r"hous|plac|sent|stor|fil|hung|stack|broken|given|thrown|writ|dispos|destroy|cull|died|dead|"
    r"slaughter|felled|root|plough|phas|wound|pull|struck|list|regist|eras|card|band|resign|lost|"
    r"stop|finish|seal|empt|return|void|clear|expir|activ|connect|abl|block|archiv|suspend|"
    r"bankrupt|solv|liquid|fold|quit|fired|sack|dismiss|condemn|ban|outlaw|purg|wip|axed|ditch|"
    r"kill|knock|raz|wreck|crush|burn|recall|annul|extinct|stead|heir|laid|laps|deceased|pass|"
    r"redirect|forward|content|look|alias|lies|lives|stands|stow|deposit|lift|raised|haul|tow|"
    r"crane|winch|dug|cart|offlin|vaca|permanen|surrender|abandon|relinquish|reliev|follow|"
    r"substitut|obsol|consolid|convert|absorb|rout|alloc|map|never"
)
_ALONE = (
    r"off|over|mv|rm|no|not|none|nor|nobody|nothing|once|old|new|newly|ex|eol|was|now|end|ends|"
    r"ended|ending|put|let|left|from|since|under|until|till|before|point|points|out of|for good|"
    r"unknown|missing|failed|unable|invalid"
)
_HINT: Final = re.compile(
    r"n['\u2019]t|[-=]>|[\u2192\u27a1]|404"
    rf"|(?<![a-z])(?:(?:{_ALONE})(?![a-z])"
    rf"|(?:(?:re|un|in|dis|de|out|over|sub|trans|up)-?)?(?:{_STEMS}))"
)


def may_state(line: str) -> bool:
    """Whether a line has one of the words that such statements need."""
    return _HINT.search(line[:_LONGEST].lower()) is not None


def statement_on(
    name: str, line: str, following: str = "", before_it: str = ""
) -> Statement | None:
    """
    What a line states about a name, if anything.

    Args:
        name: As the entry writes it.
        line: One that holds it.
        following: The line behind it, which may say what stands in its place.
        before_it: The line in front of it, which may name what was called so.
    """
    line = line[:_LONGEST]
    if is_guessed(line):
        return None
    # `Werkhof 7` is another one than `Werkhof`.
    end = r"(?! \d(?!\d{3}-\d\d))" if name[-1:].isalpha() else ""
    # At the beginning of a sentence a drawer is a Drawer.
    may_begin = name[:1].islower() or name[-1:].isdigit()
    flags = re.IGNORECASE if " " in name and may_begin else 0
    whole = re.compile(_WHOLE.format(re.escape(name)) + end, flags)
    if len({found[1].lower() for found in _told_apart(whole, line)}) > 1:
        # `cage 4 (north) ok, cage 4 (south) dissolved`: there are two of them.
        return None
    for place in islice(whole.finditer(line), _MOST_PLACES):
        before, after = line[: place.start()], line[place.end() :]
        if not is_part_of_longer(name, before, after):
            found = _stated(name, line, before, after, following[:_LONGEST], before_it[:_LONGEST])
            if found is not None:
                return found
    return None


def _told_apart(whole: re.Pattern[str], line: str) -> Iterator[re.Match[str]]:
    for place in islice(whole.finditer(line), _MOST_PLACES):
        found = _BRACKET.match(line, place.end())
        if found is not None:
            yield found


def _stated(
    name: str, line: str, before: str, after: str, following: str, before_it: str
) -> Statement | None:
    until = max(_DAY.findall(line), default="")
    new = successor(name, before, after, before_it)
    if new is not None and _is_of_another(name, new.text, line):
        return None
    if new is not None and not _is_said_back(name, new.text, line):
        about = whose_end(before, after) or contents_moved(before, after)
        if (
            _COLLECTIVE.search(about)
            or _NOTHING.search(about)
            or _REUSED.search(after)
            or new.text in about
        ):
            about = ""
        about = where_or_as_what(before, after) or about or whose_new_one(after, new.text)
        written = _with_its_value(as_written(name, new.text), line)
        return Statement(Fate.RENAMED, name, written, line, about, until)
    party = is_party(name)
    is_gone, is_lost = is_over(before, after, party=party), is_missing(before, after)
    is_label = not after.strip(" :,.;)") and (":" in after or following.lstrip()[:1] in _ARROWS)
    below = None
    if following and (is_gone or is_lost or is_label):
        below = successor_below(name, before, following)
    if below is not None:
        until = max([until, *_DAY.findall(following)])
        about = whose_new_one(f": {following.lstrip()}", below.text)
        written = as_written(name, below.text)
        return Statement(Fate.RENAMED, name, written, line, about, until)
    # What names another one of its kind meant more than it was understood to say.
    is_plain = not is_like(name, after) and not (is_lost and is_like(name, following))
    # `director: Helen Marsh (Gareth Pugh has retired)`: somebody else is it now.
    after_party = of_kind(name, before) if party else None
    if after_party is not None and (named := before_in_brackets(before, after)) is not None:
        follower = of_kind(name, named[1])
        if follower is not None:
            return Statement(Fate.RENAMED, name, follower.text, line, named[0], until)
    # What follows may be named in a form that is not understood.
    is_plain &= _LEADS_ON.search(after) is None
    # Where somebody else is named beside it, he may be who it is now.
    is_plain &= after_party is None and not (party and of_kind(name, after) is not None)
    if is_gone:
        about, is_mixed = whose_end(before, after), not is_plain
        return Statement(Fate.GONE, name, None, line, about, until, is_mixed=is_mixed)
    return Statement(Fate.MISSING, name, None, line) if is_lost and is_plain else None


def _is_of_another(name: str, new: str, line: str) -> bool:
    """
    Whether a line names another one that looks like what is new, where this name does not.

    `WARN shop: set-77 was withdrawn, switch to set-31` tells nothing of the shop.
    """
    form = _DIGITS.sub("0", new.lower())
    if form == new.lower() or _DIGITS.sub("0", name.lower()) == form:
        return False
    alike = re.sub("0", r"\\d+", re.escape(form))
    others = {found.lower() for found in re.findall(rf"(?i)(?<![\w-]){alike}(?![\w-]|\.\w)", line)}
    return bool(others - {new.lower()})


def _is_said_back(name: str, new: str, line: str) -> bool:
    """Whether the line can be read the other way round as well."""
    for place in islice(re.finditer(_WHOLE.format(re.escape(new)), line), _MOST_PLACES):
        back = successor(new, line[: place.start()], line[place.end() :])
        if back is not None and back.text == name:
            return True
    return False


def _with_its_value(new: str, line: str) -> str:
    """A flag with the value that stands in the place of the old one: `--format csv`."""
    found = re.search(
        rf"{re.escape(new)} (?!instead\b|now\b)([\w.-]+)(?=\s*(?:[;.,)'`\"]|\Z))", line
    )
    return f"{new} {found[1]}" if new.startswith("-") and found is not None else new


def as_written(old: str, new: str) -> str:
    """A new name with the small letter that the old one has: it may have begun a sentence."""
    first, _, rest = new.partition(" ")
    if rest and first.lower() == old.partition(" ")[0].lower():
        return f"{old.partition(' ')[0]} {rest}"
    return new
