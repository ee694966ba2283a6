"""
Statements about what became of something: renamed, moved, replaced, gone, or not found.

Pure. What might happen, what did not, and what is asked for is no statement.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Fate(StrEnum):
    """What became of it."""

    RENAMED = "renamed"
    GONE = "gone"
    MISSING = "missing"
    """Something was not found; once proves little."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: about what, and what stands in its place now, if that is said."""

    fate: Fate
    old: str
    new: str | None
    line: str


_PERSON = r"[A-Z][\w'-]{1,30}(?: [A-Z][\w'-]{1,30}){0,3}"
_ANY = rf"(?:https?://)?[./~@#-]{{0,3}}\w(?:[\w./:@#+-]{{0,120}}\w)?|{_PERSON}"
_NEW = rf"[`\"']?(?P<new>{_PERSON}(?=[^\w-]|\Z)|{_ANY})[`\"']?"
_BE = r"(?:(?:is|was|were|has|have|had|got|been|being|now|since|recently|permanently|all) ){0,4}"
_MOVED = (
    "renamed|moved|migrated|relocated|switched|changed|transferred|reassigned|handed over|split"
)
_REPLACED = "replaced|superseded|succeeded|taken over"
_REMOVED = (
    "removed|deleted|retired|decommissioned|discontinued|dismantled|dropped|abolished|revoked"
    "|shut ?down|scrapped|sunset|torn down|withdrawn|repealed"
)
_TO, _BY, _GONE = f"(?:{_MOVED})", f"(?:{_REPLACED})", f"(?:{_REMOVED})"
_GAP = r"[^.;\n]{0,60}?"
_USE = r"(?i:use|in favou?r of|try|replaced by|now|see)"
_OVER = r"(?i:deprecated|removed|gone|retired|obsolete|no longer \w+)"
_SAID = rf"(?i:(?:it )?{_BE}{_TO} to|{_BE}{_BY} by|(?:it )?is now(?: called)?|use)"
_FORWARD: Final = tuple(
    # What follows the old name; the last ones in the next half of the sentence.
    map(
        re.compile,
        (
            rf"\A{_GAP}\b(?i:{_TO}) (?:to|into|over to) (?:the )?{_NEW}",
            rf"\A{_GAP}\b(?i:{_BY}) (?:by|with) (?:the )?{_NEW}",
            rf"\A[ :,-]{{0,3}}(?i:{_BE})(?:now )(?:called|known as|named) {_NEW}",
            rf"\A{_GAP}\b{_OVER}{_GAP}[ ,;:(]{_USE} (?:the )?{_NEW}(?: instead)?",
            rf"\A[^.\n]{{0,80}}[.;,:(] ?\(?{_SAID} (?:the )?{_NEW}",
        ),
    )
)
_BACKWARD: Final = re.compile(
    r"(?i:renamed from|moved from|migrated from|formerly(?: known as| called)?"
    r"|previously(?: called)?"
    r"|used to be(?: called)?|replaces|replaced|supersedes|superseded|took over from|successor of"
    r"|replacement for|instead of) (?:the )?[`\"']?\Z"
)
_FROM_TO: Final = re.compile(
    r"(?i:\b(?:changed?|renamed?|moved?|migrated?|switched|transferred|handed over|reassigned)\b"
    r"[^.;\n]{0,40}?\bfrom) [`\"']?\Z"
)
_AFTER_FROM: Final = re.compile(rf"\A[`\"']? (?:to|into|->|=>) (?:the )?{_NEW}")
_ARROW: Final = re.compile(rf"\A[`\"']?\s*(?:->|=>|\u2192)\s*{_NEW}")
_THING = (
    r"(?:(?:host|service|file|flag|option|command|job|page|table|endpoint|queue|branch|user|account"
    r"|ticket|team|rule|script|clause|form|channel)s? )?"
)
_IS_GONE: Final = re.compile(
    rf"\A[`\"']?(?:,|:|\s-)?\s{{1,24}}{_THING}(?i:{_BE})(?i:{_GONE}"
    r"|no longer (?:exists?|available|supported|valid|with|works?|used|offered)"
    r"|(?:has )?left the (?:company|team|firm)|ceased to exist|does not exist any ?more)\b"
)
_WAS_GONE: Final = re.compile(rf"(?i:\b{_GONE}) (?:the )?(?:\w+ )?[`\"']?\Z")
_MISSING_AFTER: Final = re.compile(
    r"(?i)\A[`\"']?(?: to address)?[:,]?\s{0,3}(?:(?:was |is |could )?not (?:be )?found"
    r"|no such \w+"
    r"|does(?: not|n't) exist|unknown \w+|name or service not known|command not found|404\b"
    r"|is not (?:a |known|recognized|recognised))"
)
_MISSING_BEFORE: Final = re.compile(
    r"(?i)(?:no such (?:\w+ ){0,3}|unknown (?:\w+ )?"
    r"|could not (?:find|resolve)(?: host)?(?: name)?:? |unrecogni[sz]ed (?:\w+ )?"
    r"|cannot find |not find (?:\w+ )?|unable to locate )"
    r"[:`\"' ]{0,3}\Z"
)
_MAYBE: Final = re.compile(
    r"(?i)\b(?:will|would|should|could be|might|may be|if|unless|plan(?:s|ned)?|propos\w+|to be"
    r"|going to|want(?:s)? to|please|can be|need(?:s)? to|must|not|never|n't|wasn't|todo"
    r"|consider)\b"
)
_KEYWORDS: Final = re.compile(
    rf"(?i)\b(?:{_MOVED}|{_REPLACED}|{_REMOVED}|now (?:called|known|named)|deprecated|obsolete"
    r"|no longer|formerly|previously|used to be|replaces|supersedes|took over|successor|replacement"
    r"|instead|gone|left the|not found|no such|does(?: not|n't) exist|unknown|not known"
    r"|could not|unrecogni[sz]ed|cannot find|unable to locate|ceased|404)\b|->|=>|\u2192"
)
_HINTS: Final = (
    *("renamed", "moved", "migrated", "relocated", "switched", "changed", "transferred", "split"),
    *("reassigned", "handed", "replac", "supersed", "succe", "taken", "took", "deleted", "retired"),
    *("decommission", "discontinu", "dismantl", "dropped", "abolish", "revoked", "shut", "scrap"),
    *(
        "sunset",
        "torn down",
        "withdrawn",
        "repealed",
        "now ",
        "deprecated",
        "obsolete",
        "no longer",
    ),
    *("formerly", "previously", "used to be", "instead", "gone", "left the", "not ", "no such"),
    *("unknown", "unrecogni", "cannot find", "unable to", "ceased", "404", "->", "=>", "\u2192"),
)
_LONGEST: Final = 600
_WHOLE = r"(?<![\w/.@-]){}(?![\w-]|\.\w|/\w)"


def may_state(line: str) -> bool:
    """Whether a line has one of the words that such statements need."""
    # Plain looks first: they are many times faster, and most output has none of these.
    low = line[:_LONGEST].lower()
    return any(hint in low for hint in _HINTS) and _KEYWORDS.search(low) is not None


def may_tell(text: str) -> bool:
    """Whether a whole text may have such a line."""
    low = text.lower()
    return any(hint in low for hint in _HINTS)


def statement_on(name: str, line: str) -> Statement | None:
    """What a line states about a name, if anything."""
    line = line[:_LONGEST]
    for place in re.finditer(_WHOLE.format(re.escape(name)), line):
        before, after = line[: place.start()], line[place.end() :]
        found = _renamed(name, line, before, after) or _missing_or_gone(name, line, before, after)
        if found is not None:
            return found
    return None


def _renamed(name: str, line: str, before: str, after: str) -> Statement | None:
    if _FROM_TO.search(before):
        match = _AFTER_FROM.match(after)
        if match is not None and not _MAYBE.search(before[-80:]):
            return _with(name, match["new"], line)
    if _BACKWARD.search(before):
        newer = _first_name(before)
        if newer is not None and not _MAYBE.search(before):
            return _with(name, newer, line)
        return None
    for pattern in (*_FORWARD, _ARROW):
        match = pattern.match(after)
        if match is not None and not _MAYBE.search(_hedge(before, after[: match.start("new")])):
            if pattern is _ARROW and not re.search(r"(?i)renam|mov|replac|migrat", line):
                continue
            return _with(name, match["new"], line)
    return None


def _hedge(before: str, between: str) -> str:
    """Where a word that makes it a wish or a denial would stand."""
    return f"{before[-30:]} {re.sub(r'(?i)no such|not found|not exist|not known', '', between)}"


def _missing_or_gone(name: str, line: str, before: str, after: str) -> Statement | None:
    if _IS_GONE.match(after) or (_WAS_GONE.search(before) and not after[:4].strip(" .,;)`\"'")):
        if _MAYBE.search(f"{before[-40:]} {after[:60].replace('not exist', '')}"):
            return None
        return Statement(Fate.GONE, name, None, line)
    if _MISSING_AFTER.match(after) or _MISSING_BEFORE.search(before):
        return Statement(Fate.MISSING, name, None, line)
    return None


def _with(old: str, new: str, line: str) -> Statement | None:
    new = new.rstrip(".,;:")
    if new.lower() == old.lower() or len(new) < 2 or not _same_kind(old, new):
        return None
    return Statement(Fate.RENAMED, old, new, line)


def _same_kind(old: str, new: str) -> bool:
    """Whether one can stand for the other: a path for a path, a person for a person."""
    is_path = "/" in old
    if is_path != ("/" in new) or old.startswith("-") != new.startswith("-"):
        return False
    if old[:1].isupper() and " " in old:
        return new[:1].isupper()
    if any(sign.isdigit() or sign in "-_." for sign in old):
        return any(sign.isdigit() or sign in "-_." for sign in new)
    return new.lower() not in {"a", "an", "the", "it", "them", "new", "another", "other", "this"}


def _first_name(before: str) -> str | None:
    """The name that a row or a sentence begins with."""
    match = re.match(rf"\W{{0,6}}{_NEW}", before)
    return match["new"] if match else None
