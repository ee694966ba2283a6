"""
Statements about what became of something: renamed, moved, replaced, gone, or not found.

Pure. What might happen, what did not, and what is asked for is no statement. A statement may go on
in the next line, as in `cat: /a: No such file` above `moved to /b`; what stands in the place of the
old thing has to be of its kind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.dreams.extract.tokens import Sort, Token, tokens


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
    """The line that names the old thing."""


_BE = r"(?:(?:is|was|were|has|have|had|got|been|being|now|since|recently|permanently|all) ){0,4}"
_MOVED = (
    "renamed|moved|migrated|relocated|switched|changed|transferred|reassigned|handed over|split"
    "|merged|converted|shifted|taken|brought|carried|gone|went|rehoused|put|placed|sent|promoted"
)
_CALLED = (
    "renamed|relabell?ed|renumbered|rebranded|retitled|redesignated|retagged|rechristened|recoded"
    "|called|named|known as"
)
_REPLACED = "replaced|superseded|succeeded|taken over"
_REMOVED = (
    "removed|deleted|retired|decommissioned|discontinued|dismantled|abolished|revoked"
    "|shut ?down|scrapped|sunset|torn down|withdrawn|repealed|dissolved|terminated|cancell?ed"
    "|demolished|sold|defunct|scuttled|broken up|given away|thrown away|written off|disposed of"
    "|destroyed|put down|culled|died|dead|slaughtered|felled|uprooted|ploughed (?:up|under|in)"
    "|phased out|wound up|pulled down|taken (?:down|away|off|out of (?:service|use))|struck off"
    "|delisted|deregistered|erased|discarded|disbanded|resigned|handed back|given up|no more"
    "|bankrupt|insolvent|liquidated|in liquidation|not renewed|wound down|called off|laid off"
    "|pulled out|folded|stopped (?:printing|working|production|operating)|(?:has|have) ended"
    "|contract ended|stopped trading|out of (?:print|business)|emptied and sealed"
)
_FOR_GOOD = (
    r"(?:closed|shut|dropped|ended|stopped|lost|left|finished|broken|sealed|emptied|empty|returned|void"
    r"|out of (?:service|use|order)|cleared|ceased|expired|inactive|disconnected|switched off)"
    r"(?:(?: down)? (?:for good|for ever|forever|permanently|(?:on|since|in|as of) (?:the )?\d)"
    r"|,? since \d)"
)
"""What may only be so for a while, unless it says since when, or that it will stay so."""
_TO, _BY, _GONE = f"(?:{_MOVED})", f"(?:{_REPLACED})", f"(?:{_REMOVED}|{_FOR_GOOD})"
_OVER = (
    "deprecated|removed|gone|retired|obsolete|discontinued|withdrawn|outdated|abolished"
    "|(?:no longer|not any ?more) \\w+"
)
_CUES: Final = tuple(
    # What follows the old name, and behind which the new one stands.
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_TO} (?:to|into|over to|as|in|under|on)\b",
        rf"\b(?:{_CALLED})\b(?! (?:from|by|after|for)\b)(?: to| as| into)?",
        r"\bnow (?:kept|stored|filed|found|shelved|lives|lies|stands|hangs|sits|run|goes)\b",
        rf"\b{_BY} (?:by|with)\b",
        r"\b(?:is|are|lives?|stands?|found|goes|go|answers?) now\b",
        r"\bnow (?:called|known as|named|at|in|on|under|is)\b",
        r"\bnew (?:name|place|path|address|home|location|number|version|owner|contact)(?: is|:)",
        r"\bsuccessor(?: is|:)",
    )
)
_INSTEAD: Final = re.compile(
    r"(?i)\b(?:use|in favou?r of|try|see|order|take|choose|ask|call|write to|go to|send \w+ to"
    r"|switch to|contact|fill in|run|book(?: \w+)? (?:on|at|in)|look (?:in|at|under)"
    r"|(?:find|get|fetch|collect) (?:it|them) (?:in|at|on|from))\b"
)
"""These name the new one where the old one is over, or with "instead" behind it."""
_IS_OVER: Final = re.compile(
    rf"(?i)\b(?:{_OVER}|no longer|ceased|not valid|invalid|empty|closed|not (?:here|there)"
    r"|nothing (?:here|there|left))\b"
)
_BACKWARD: Final = re.compile(
    r"(?i)(?:renamed from|moved (?:here )?from|migrated from|formerly(?: known as| called)?"
    r"|previously(?: called)?|used to be(?: called)?|replaces|replaced|supersedes|superseded"
    r"|took over from|takes over from|successor (?:of|to)|replacement for|instead of|old name:?"
    r"|\((?:was|ex|then|earlier|before)) ?(?:the )?[`\"'(]?\Z"
)
_FROM_TO: Final = re.compile(
    r"(?i:\b(?:changed?|renamed?|moved?|migrated?|switched|transferred|handed over|reassigned)\b"
    r"[^.;\n]{0,40}?\bfrom) [`\"']?\Z"
)
_AFTER_FROM: Final = re.compile(r"\A[`\"']? (?:to|into|->|=>)")
_ARROW: Final = re.compile(r"\A[`\"']?\s*(?:->|=>|\u2192)")
_ARROW_MEANS: Final = re.compile(r"(?i)renam|mov|replac|migrat")
_THING = (
    r"(?:(?:host|service|file|flag|option|command|job|page|table|endpoint|queue|branch|user|account"
    r"|ticket|team|rule|script|clause|form|channel)s? )?"
)
_IS_GONE: Final = re.compile(
    rf"\A[`\"']?(?:,|:|\s-|\s?\|)?\s{{0,24}}{_THING}(?i:{_BE})(?i:{_GONE}"
    r"|no longer (?:exists?|available|supported|valid|with|works?|used|offered|runs?|in use)"
    r"|(?:has )?left the (?:company|team|firm)|ceased to exist|does not exist any ?more)\b"
)
_GONE_NEAR: Final = re.compile(rf"\A[`\"']?[^.;\n]{{0,40}}?[\s(,](?i:{_GONE})\b")
"""Of a table row, or after an error that says that it is missing: `no such host (deleted ...)`."""
_WAS_GONE: Final = re.compile(rf"(?i:\b{_GONE}) (?:the )?(?:\w+ )?[`\"']?\Z")
_MISSING_AFTER: Final = re.compile(
    r"(?i)\A[`\"']?(?: to address)?[:,]?\s{0,3}(?:(?:was |is |could )?not (?:be )?found"
    r"|no such \w+"
    r"|does(?: not|n't) exist|unknown \w+|name or service not known|command not found|404\b"
    r"|is not (?:a |known|recognized|recognised))"
)
_MISSING_BEFORE: Final = re.compile(
    r"(?i)(?:no such (?:\w+ ){0,3}|unknown (?:\w+ )?|(?:there is |found |has )?no \w+ "
    r"|could not (?:find|resolve)(?: host)?(?: name)?:? |unrecogni[sz]ed (?:\w+ )?"
    r"|cannot (?:find|access|import name|open) |not find (?:\w+ )?|unable to locate "
    r"|404 not found:? )"
    r"[:`\"' ]{0,3}\Z"
)
_MAYBE: Final = re.compile(
    r"(?i)\b(?:will|would|should|could be|might|may be|if|unless|plan(?:s|ned)?|propos\w+|to be"
    r"|going to|want(?:s)? to|please|can be|need(?:s)? to|must|not|never|n't|wasn't|todo"
    r"|consider)\b"
)
_NOT_FOUND: Final = re.compile(
    r"(?i)no such|(?:could |can)?not (?:be )?(?:found|exist|known|find|access|import)|no longer"
    r"|does(?: not|n't) exist|not any ?more|not valid|not (?:here|there|present|in place)"
)
_HINTS: Final = (
    *("renam", "moved", "migrat", "relocat", "switch", "changed", "transfer", "split", "merged"),
    *("reassign", "handed", "replac", "supersed", "succe", "taken", "took", "delet", "retired"),
    *("decommission", "discontinu", "dismantl", "dropped", "abolish", "revoked", "shut", "scrap"),
    *("sunset", "torn down", "withdrawn", "repealed", "dissolv", "terminat", "cancel", "closed"),
    *(
        "demolish",
        "sold",
        "contract ended",
        "out of ",
        "now ",
        "deprecated",
        "obsolete",
        "outdated",
    ),
    *("no longer", "formerly", "previously", "used to be", "instead", "gone", "left the", "not "),
    *("no such", "unknown", "unrecogni", "cannot ", "unable to", "ceased", "404", "->", "=>"),
    *(
        "\u2192",
        " no ",
        "defunct",
        "new name",
        "any more",
        "anymore",
        "shift",
        "brought",
        "carried",
    ),
    *(
        "went",
        "rehoused",
        "placed",
        "sent ",
        "relabel",
        "renumber",
        "rebrand",
        "retitle",
        "redesign",
    ),
    *("retag", "called", "named", "known as", "broken", "given", "thrown", "written off", "dispos"),
    *("destroy", "put ", "culled", "died", "dead", "slaughter", "felled", "uproot", "plough"),
    *("phased", "wound", "pulled", "struck", "delist", "deregist", "erased", "discard", "disband"),
    *("resign", "lost", "left", "ended", "stopped", "finish", "sealed", "empt", "return", "void"),
    *(
        "cleared",
        "expired",
        "inactive",
        "disconnect",
        "no more",
        "now",
        "bankrupt",
        "insolv",
        "liquid",
    ),
    *("not renewed", "laid off", "fold", "nothing", "(was ", "(ex ", "earlier", "look "),
)
_LONGEST: Final = 600
_WHOLE = r"(?<![\w/.@-]){}(?![\w-]|\.\w|/\w)"
_REACH: Final = 70
"""Characters behind a cue in which the new name has to stand."""
_NAMES: Final = frozenset(
    {Sort.NAME, Sort.PATH, Sort.LINK, Sort.FLAG, Sort.TICKET, Sort.CHANNEL, Sort.VERSION}
)
_PERSON: Final = re.compile(r"[A-Z][\w'-]{1,30}(?: [A-Z][\w'-]{1,30}){1,3}")
_NUMBERED: Final = re.compile(
    r"\b(?:[A-Za-z][\w-]{0,30} ){1,3}(?:[A-Z]{0,2}\d{1,6}|\d{1,6}[A-Z])(?![\w%]|[.,:]\d)"
)


def may_state(line: str) -> bool:
    """Whether a line has one of the words that such statements need."""
    low = line[:_LONGEST].lower()
    return any(hint in low for hint in _HINTS)


def may_tell(text: str) -> bool:
    """Whether a whole text may have such a line."""
    low = text.lower()
    return any(hint in low for hint in _HINTS)


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
    # `Werkhof 7` is another one than `Werkhof`.
    end = r"(?! \d)" if name[-1:].isalpha() else ""
    for place in re.finditer(_WHOLE.format(re.escape(name)) + end, line):
        before, after = line[: place.start()], line[place.end() :]
        found = _renamed(name, line, before, after, before_it) or _missing_or_gone(
            name, line, before, after
        )
        if found is not None and found.new is None and following:
            new = _named_next(name, following[:_LONGEST])
            if new is not None:
                return Statement(Fate.RENAMED, name, new, line)
        if found is not None:
            return found
    return None


def _renamed(name: str, line: str, before: str, after: str, before_it: str) -> Statement | None:
    if _FROM_TO.search(before):
        cue = _AFTER_FROM.match(after)
        if cue is not None and not _MAYBE.search(before[-80:]):
            return _with(name, _of_kind(name, after[cue.end() :]), line)
    if _BACKWARD.search(before):
        newer = _of_kind(name, before) or _of_kind(name, before_it)
        if newer is not None and not _MAYBE.search(before):
            return _with(name, newer, line)
        return None
    arrow = _ARROW.match(after)
    if arrow is not None and _ARROW_MEANS.search(line):
        return _with(name, _of_kind(name, after[arrow.end() :]), line)
    for sign in _CUES:
        match = sign.search(after)
        if match is not None and not _MAYBE.search(_hedge(before, after[: match.start()])):
            new = _of_kind(name, after[match.end() : match.end() + _REACH])
            if new is not None:
                return _with(name, new, line)
    return _with(name, _instead(name, before, after), line)


def _instead(name: str, before: str, after: str) -> str | None:
    """What is to be used where the old thing is over."""
    for match in _INSTEAD.finditer(after):
        between = after[: match.start()]
        rest = after[match.end() : match.end() + _REACH]
        is_over = _IS_OVER.search(f"{before[-60:]} {between}") is not None
        is_instead = re.search(r"(?i)\binstead\b", rest) is not None
        if (is_over or is_instead) and not _MAYBE.search(_hedge(before, between)):
            return _of_kind(name, rest)
    return None


def _named_next(name: str, following: str) -> str | None:
    """The new name in the line behind one that says that the old one is not there."""
    if name in following:
        return None
    for sign in (*_CUES, _INSTEAD):
        match = sign.search(following)
        if match is not None and not _MAYBE.search(following[: match.start()]):
            new = _of_kind(name, following[match.end() : match.end() + _REACH])
            if new is not None:
                return new
    return None


def _hedge(before: str, between: str) -> str:
    """Where a word that makes it a wish or a denial would stand."""
    return _NOT_FOUND.sub("", f"{before[-30:]} {between}")


def _missing_or_gone(name: str, line: str, before: str, after: str) -> Statement | None:
    is_missing = _MISSING_AFTER.match(after) or _MISSING_BEFORE.search(before)
    is_gone = _IS_GONE.match(after) or (
        _WAS_GONE.search(before) and not after[:4].strip(" .,;)`\"'")
    )
    if is_gone or (
        _GONE_NEAR.match(after) and (is_missing or not before.strip(" |*-") or ":" in after[:3])
    ):
        if _MAYBE.search(_hedge(before[-40:], after[:60])):
            return None
        return Statement(Fate.GONE, name, None, line)
    return Statement(Fate.MISSING, name, None, line) if is_missing else None


def _with(old: str, new: str | None, line: str) -> Statement | None:
    return Statement(Fate.RENAMED, old, new, line) if new is not None else None


def _of_kind(old: str, text: str) -> str | None:
    """The first thing named in a text that can stand for the old one."""
    found = sorted(_named(text), key=lambda one: (one[0], -len(one[1])))
    return next((new for _, new in found if _same_kind(old, new)), None)


def _named(text: str) -> Iterator[tuple[int, str]]:
    for token in tokens(text):
        if token.sort in _NAMES or (token.sort is Sort.WORD and _is_name(token)):
            yield token.start, token.text
    for match in (*_PERSON.finditer(text), *_NUMBERED.finditer(text)):
        words = match[0].split(" ")
        for skipped in range(len(words) - 1):
            at = match.start() + len(" ".join(words[:skipped])) + (skipped > 0)
            yield at, " ".join(words[skipped:])


def _is_name(token: Token) -> bool:
    return "-" in token.text or (len(token.text) > 2 and token.text.islower())


def _same_kind(old: str, new: str) -> bool:
    """Whether one can stand for the other: a path for a path, a person for a person."""
    if new.lower() == old.lower() or len(new) < 2:
        return False
    words, others = old.split(" "), new.split(" ")
    if len(words) != len(others) or (old.startswith("-") != new.startswith("-")):
        return False
    if ("/" in old) != ("/" in new) or ("@" in old) != ("@" in new):
        return False
    if len(words) > 1:
        # `vault 4` for `vault 7`, `Ben Oduya` for `Ada Quist`.
        same_case = all(
            one[:1].isupper() == other[:1].isupper()
            for one, other in zip(words, others, strict=True)
        )
        return same_case and words[-1][-1:].isdigit() == others[-1][-1:].isdigit()
    if any(sign.isdigit() or sign in "-_." for sign in old):
        return any(sign.isdigit() or sign in "-_." for sign in new)
    return new.lower() not in _NO_NAMES and old[:1].isupper() == new[:1].isupper()


_NO_NAMES: Final = frozenset(
    {"a", "an", "the", "it", "them", "new", "another", "other", "this", "that", "its", "our", "and"}
)
