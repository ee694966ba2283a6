"""
What rows of keys with values say became of a thing: `status: retired`, `replaced_by`, `formerly`.

Pure. A row in which a thing stands under a key such as `was` is about what it is now called; from
and to alone may as well be a journey, so something else has to say that it is none.
"""

import re
from dataclasses import dataclass
from typing import Final

from core.dreams.extract.fates.endings import is_over
from core.dreams.extract.fates.periods import UNTIL
from core.dreams.extract.fates.rehearsals import is_key_of_trial
from core.dreams.extract.names.cell_names import DATE, KIND, is_name, is_other
from core.dreams.extract.names.named import of_kind
from core.dreams.extract.shown.rows import Key, Row
from core.transcripts.fields import words

_FORMER: Final = words(
    "old previous previously former formerly was before prior earlier predecessor ex past"
    " replaces supersedes renamed_from moved_from original originally"
    " moved_out taken_out taken_from came_from"
)
_FROM: Final = words("from source origin")
_ALIASES: Final = words("aka alias aliases synonym synonyms known")
"""Two names at once; where something was renamed, these are the old ones."""
_LATTER: Final = words(
    "new to now current is successor replacement after target destination latest becomes present"
    " approved valid"
)
_NEXT: Final = words("alternative successor replacement redirect substitute forwarding")
_LEADS: Final = frozenset(
    {
        *(("replaced", "by"), ("superseded", "by"), ("succeeded", "by"), ("followed", "by")),
        *(("moved", "to"), ("renamed", "to"), ("migrated", "to"), ("relocated", "to")),
        *(("now", "at"), ("now", "in"), ("use", "instead"), ("see", "instead"), ("now", "called")),
        *(("merged", "into"), ("redirects", "to"), ("redirect", "to"), ("changed", "to")),
        *(("handed", "to"), ("handed", "over"), ("transferred", "to"), ("reassigned", "to")),
        *(("taken", "over"), ("use", "now"), ("forwarded", "to"), ("instead",), ("now",)),
        *(("follow", "up"), ("follows",), ("next",)),
    }
)
_ASKED: Final = words(
    "asked query queried requested request input lookup searched search term wanted given"
)
"""Under these stands what somebody asked for, and not what it is called."""
_ANSWERS: Final = words("name found result now answer match matches hit id code canonical resolved")
_NEW_NAME: Final = re.compile(
    r"(?i)\b(?:renamed|new (?:name|number|code|id|title)|name (?:was )?changed|re-?numbered)\b"
)
_FOLLOWED: Final = re.compile(r"(?i)\W{0,2}(?:replaced|superseded|succeeded|substituted|renamed)\b")
_BY_WHOM: Final = re.compile(r"(?i)(?:by|with) ")
_BY: Final = ("by",)
"""Leads from what was replaced to what it was replaced by."""
_OLD_NAME: Final = re.compile(
    r"(?i)(?:from|formerly|was) |.{1,60}[,;(] ?(?:the )?(?:old|former|previous) (?:name|one"
    r"|number|code)\b|.{1,60}\((?:until|till|to|before) \d"
)
"""So a value says that it is what the thing was called before."""
_INSTEAD: Final = words("instead then stead successor replacement substitute alternative")
"""In the name of a column: `order instead`, `then`; where the row says that the thing is over."""
_HINTED: Final = frozenset({("use",), ("see",), ("points", "to"), ("contact",), ("moved",)})
"""These lead to what is new where the row says that the thing is over."""
_STATE: Final = words(
    "status state condition lifecycle phase note notes remark remarks comment stage validity"
    " availability result info reason standing situation what event change"
)
_TOLD: Final = words("purpose topic description message") | _STATE
_LED_ON: Final = re.compile(
    r"(?i)\W{0,2}(?:(?:has |was |is )?(?:moved|renamed|migrated) to|(?:replaced|superseded) by"
    r"|(?:please )?(?:use|see|go to|ask in)|now(?: at| in| called)?:?) (?:the )?"
)
"""What a value says where the row says that the thing is over: `moved to #new-place`."""
_CHANGE: Final = re.compile(
    r"(?i)renam|mov(?:e|ing)|replac|relocat|migrat|transfer|supersed|change[ds]?\b|re-?(?:label"
    r"|number|hous|titl|brand|tag|cod|shelv|assign)"
)
_ROLES: Final = words("role position function job post office title duty responsibility")
_REMARK: Final = re.compile(r"[(\[]([^()\[\]\n]{4,60})[)\]]")
_ENDED: Final = re.compile(
    r"(?i)(?:is_)?(?:removed|deleted|retired|decommissioned|discontinued|withdrawn|dissolved"
    r"|terminated|scrapped|revoked|closed|ended|cancelled|disposed|obsolete|archived)_?(?:on|at|since|date|day"
    r"|permanently|for_good)?\Z"
    r"|permanently_(?:closed|removed|retired)\Z"
    r"|(?:end_of_life|eol|end_of_support)(?:_date|_on)?\Z"
)
_OBSOLETE: Final = re.compile(
    r"(?i)\W{0,2}(?:obsolete|defunct|gone|dead|retired|legacy|superseded|ex)\b"
)
_DISABLED: Final = re.compile(
    r"(?i)(?:disabled|deactivated|suspended|switched[ _-]off|turned[ _-]off)"
    r"[ _-](?:manually|permanently|by[ _-](?:the[ _-])?\w+)"
)
_YES: Final = re.compile(r"(?i)(?:true|yes|y|1)\Z")
_NONE: Final = re.compile(r"(?i)(?:none|null|nil|n/a|no|-+|)\Z")


@dataclass(frozen=True, slots=True)
class Turn:
    """What became of a thing by a row; without a new name it is gone."""

    new: str | None
    about: str = ""
    """What has moved, where only this tells it from a journey."""
    until: str = ""
    """The day on which it ends, where the row says so."""
    is_idle: bool = False
    """Somebody switched it off, and may switch it on again."""


def turn_of(name: str, row: Row) -> Turn | None:
    """What a row says became of a thing, if anything."""
    if any(is_key_of_trial(key) and _YES.match(value) for key, value in row.values):
        return None
    at = next((place for place, (_, value) in enumerate(row.values) if is_name(name, value)), None)
    if at is None:
        return None
    key, _ = row.values[at]
    others = [pair for place, pair in enumerate(row.values) if place != at]
    if _ENDED.match("_".join(key)):
        # `withdrawn: A` beside `approved: B`.
        key, others = ("former",), [one for one in others if _LATTER & set(one[0])]
    if (
        _is_former(key)
        or _tells_until(key, row.values[at][1])
        or _OLD_NAME.match(row.values[at][1])
    ):
        return _by_former(name, key, others, row.values[at][1])
    if _ASKED & set(key):
        return _by_answer(name, others)
    is_of_another = any(is_other(name, value) for _, value in row.values[:at])
    if is_of_another or _leads(key) or key in _HINTED or _LATTER & set(key):
        return None
    state = _by_state(others) or _by_remark(name, row)
    turn = _by_next(name, others, is_over=state is not None)
    is_gone = state is not None and not (state.is_idle or _is_person(name))
    # Another one of its kind beside it may be what follows it, in words that are not understood.
    return turn or (None if is_gone and _names_another(name, others) else state)


def _is_former(key: Key) -> bool:
    return (
        bool(_FORMER & set(key)) or "_".join(key) in _FORMER or bool((_FROM | _ALIASES) & set(key))
    )


def _tells_until(key: Key, said: str) -> bool:
    """`until: 2026-02-20 in box 4`, beside the place where it is now."""
    return bool({"until", "till"} & set(key)) and DATE.search(said) is not None


def _leads(key: Key) -> bool:
    return (
        key in _LEADS
        or key[:2] in _LEADS
        or bool(_NEXT & set(key))
        or (len(key) > 1 and key[0] == "new")
    )


def _by_answer(name: str, others: list[tuple[Key, str]]) -> Turn | None:
    """What was found where somebody asked by the old name."""
    if not any(_NEW_NAME.search(value) for _, value in others):
        return None
    found = {
        new.text
        for key, value in others
        if _ANSWERS & set(key)
        and (new := of_kind(name, value[:200])) is not None
        and is_name(new.text, value[:200])
    }
    return Turn(found.pop(), until=_until(others)) if len(found) == 1 else None


def _by_former(name: str, key: Key, others: list[tuple[Key, str]], said: str) -> Turn | None:
    latter = [(one, value) for one, value in others if _LATTER & set(one) or one in _LEADS]
    rest = [(one, value) for one, value in others if not _is_former(one)]
    for one, value in (*latter, *rest):
        new = of_kind(name, value[:200])
        if new is None or not KIND.fullmatch(value[: new.start]):
            continue
        keys = "_".join(part for other, _ in others for part in other)
        is_told = (
            bool(_FORMER & set(key))
            or _is_said_old(key, said)
            or _tells_until(key, said)
            or any(
                _CHANGE.search(text)
                for text in ("_".join(key), keys, *(text for _, text in others))
            )
        )
        about = " ".join(
            text
            for other, text in others
            if text != value and not DATE.match(text) and not _LATTER & set(other)
        )
        if not is_told and not (_LATTER & set(one) and about):
            return None
        return Turn(new.text, "" if is_told else about, _until(others))
    return None


def _is_said_old(key: Key, said: str) -> bool:
    """`redirect: from A`, `alias: A, old name`: from alone may be where it comes from."""
    return _OLD_NAME.match(said) is not None and bool((_NEXT | _ALIASES) & set(key))


def _by_next(name: str, others: list[tuple[Key, str]], *, is_over: bool) -> Turn | None:
    is_followed = any(_STATE & set(key) and _FOLLOWED.match(value) for key, value in others)
    for key, value in others:
        is_hint = key in _HINTED or (key == _BY and is_followed) or _is_instead(key)
        by = _BY_WHOM.match(value) if _FOLLOWED.match("_".join(key)) else None
        by = by or (_LED_ON.match(value) if is_over and _TOLD & set(key) else None)
        if by is not None or _leads(key) or (is_over and is_hint):
            said = value[by.end() if by is not None else 0 :][:200]
            new = of_kind(name, said)
            if new is not None and KIND.fullmatch(said[: new.start]):
                return Turn(new.text, until=_until(others))
    return None


def _is_person(name: str) -> bool:
    """Whether a name may be that of a person: words with capitals, without numbers."""
    return " " in name and name[:1].isupper() and name[-1:].isalpha()


def _is_instead(key: Key) -> bool:
    return bool(_INSTEAD & set(key)) or key[-2:] == ("its", "place")


def _names_another(name: str, others: list[tuple[Key, str]]) -> bool:
    """Whether a whole cell is the name of another thing of that kind."""
    found = ((value, of_kind(name, value[:200])) for _, value in others)
    return any(new is not None and is_name(new.text, value) for value, new in found)


def _by_state(others: list[tuple[Key, str]]) -> Turn | None:
    since = next((value for key, value in others if {"since", "from", "on", "date"} & set(key)), "")
    for key, value in others:
        if _STATE & set(key):
            told = f" {value}" if DATE.search(value) else f" {value} {since[:10]}".rstrip()
            if is_over("", f": {value}") or is_over("", f":{told}") or _OBSOLETE.match(value):
                return Turn(None, until=_until(others))
            if _DISABLED.fullmatch(value):
                return Turn(None, is_idle=True)
        if _ENDED.match("_".join(key)) and (DATE.match(value) or _YES.match(value)):
            return Turn(None, until=_until(others))
        if DATE.match(value) and UNTIL.fullmatch("_".join(key)) and _has_none_next(others):
            return Turn(None, until=value[:10])
    return None


def _by_remark(name: str, row: Row) -> Turn | None:
    """What brackets say behind the name, or behind what a person does: `(left 2026-09-30)`."""
    for key, value in row.values:
        is_role = _is_person(name) and bool(_ROLES & set(key))
        for remark in _REMARK.finditer(value[:200] if is_role or is_name(name, value) else ""):
            if is_over("", f": {remark[1]}") and DATE.search(remark[1]):
                # Who left one office may have another.
                about = value[: remark.start()].strip() if is_role else ""
                return Turn(None, about, max(DATE.findall(remark[1])))
    return None


def _has_none_next(others: list[tuple[Key, str]]) -> bool:
    return any(_NEXT & set(key) and _NONE.match(value) for key, value in others)


def _until(others: list[tuple[Key, str]]) -> str:
    days = [found[0] for _, value in others for found in DATE.finditer(value)]
    return max(days, default="")
