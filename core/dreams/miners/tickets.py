"""
Entries that lean on a ticket which is closed by now: what it tracked is over, or may be.

An entry that only says what an open ticket tracks leaves. One that tells of a trouble and names the
ticket only asks: the trouble may outlive it. A ticket as a source, and one that was closed without
anything being done, says nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from core.dreams.extract.language.clauses import sentences_of
from core.dreams.extract.shown.rows import Row
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import PROSE, Entry
from core.dreams.material.memories.history import is_of_before
from core.dreams.material.memories.notes import day, is_from_dream
from core.dreams.material.memories.removal import removal
from core.dreams.material.memories.when import entry_time, leading_date, tells_of_past
from core.dreams.material.testimony.statements import Statements
from core.dreams.material.testimony.testimony import Result
from core.dreams.proposal import ChangeKind, Evidence, Finding
from core.transcripts.fields import words

_KIND: Final = r"(?:ticket|issue|case|incident|bug|task)"
_TICKET: Final = re.compile(
    rf"(?<![\w/-])(?:(?P<key>[A-Z][A-Z0-9]{{1,9}}-\d{{1,7}})|(?i:{_KIND})"
    rf" #?(?P<number>\d{{2,8}}))(?![\w-])"
)
_TRACKS: Final = re.compile(
    r"(?i)[`\"')]{0,2} (?:tracks|(?:is|are) (?:still )?(?:open|pending|unresolved|in progress|being"
    r" worked on|waiting)|remains open)\b"
)
_WAITS: Final = re.compile(
    rf"(?i)\b(?:tracked (?:in|by|under|as|with)|waiting (?:for|on)|waits? for|blocked (?:by|on)"
    rf"|pending"
    rf"|open {_KIND}|until|workaround for|still open)[: ]{{1,2}}(?:the )?(?:fix (?:in|of|for)"
    rf" )?(?:{_KIND}"
    r" )?[`\"'(]{0,2}\Z"
)
_TROUBLE: Final = re.compile(
    r"(?i)\b(?:flaky|broken|bugs?|fail(?:s|ing)|slow|leak(?:s|ing)?|crash(?:es|ing)?|hang(?:s|ing)?"
    r"|wrong|errors?|problems?|outages?|unstable|defect(?:ive)?|unreliable|workaround|stuck"
    r"|times? out"
    r"|(?:does|do) not work)\b"
)
_SEEN_IN: Final = re.compile(
    rf"(?i)(?:\b(?:see|cf\.?|reported (?:in|as)|filed as|known)[: ]{{1,2}}(?:the |also"
    rf" )?(?:{_KIND} )?|[(])"
    r"[`\"'(]{0,2}\Z"
)
_RULE: Final = re.compile(
    r"(?i)\b(?:if|when|whenever|in case|must|never|always|should|don't|do not)\b"
)
"""What is to be done when it happens is learned, whatever became of the ticket."""
_KEYS: Final = words("id key number no nr ticket issue case ref iid")
_STATES: Final = words("status state stage")
_DONE: Final = re.compile(r"(?i)\W{0,2}(?:closed|resolved|done|fixed|completed?|solved)\b")
_UNDONE: Final = re.compile(
    r"(?i)won'?t ?fix|wont|duplicate|not planned|reject|declin|cannot reproduce|can't reproduce"
    r"|invalid"
    r"|stale|obsolete|abandon|not merged|no action|works as|by design|expired|moved|superseded"
)


class Closed(NamedTuple):
    """A result that shows a ticket closed."""

    result: Result
    line: str


def tickets(draft: Draft, statements: Statements) -> list[Finding]:
    """One finding for each ticket that is closed while entries count on its being open."""
    leaning: dict[str, list[Entry]] = defaultdict(list)
    for entry in draft.entries:
        if entry.shape in PROSE and not is_from_dream(entry.said):
            for match in _leaning(entry.text):
                leaning[match[0]].append(entry)
    found = []
    for name in sorted(leaning):
        closed = _closed(name, statements)
        if closed is None:
            continue
        at = closed.result.event.ts or 0
        entries = [one for one in leaning[name] if _is_older(draft, one, at)]
        if entries:
            found.append(_finding(draft, name, entries, closed))
    return found


def _leaning(text: str) -> Iterator[re.Match[str]]:
    """The tickets in a text that counts on their being open."""
    for match in _TICKET.finditer(text):
        before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() :]
        is_trouble = _SEEN_IN.search(before) and _TROUBLE.search(text) and not _RULE.search(text)
        if _TRACKS.match(after) or _WAITS.search(before) or is_trouble:
            yield match


def _is_older(draft: Draft, entry: Entry, at: int) -> bool:
    since = entry_time(draft.page_of(entry), entry)
    return (
        (since is None or since < at)
        and leading_date(entry.text) is None
        and not is_of_before(entry.text, day(at))
        and not tells_of_past(entry.text)
    )


def _closed(name: str, statements: Statements) -> Closed | None:
    """The last result that shows a ticket, if it shows it closed."""
    number = name.rpartition(" ")[2].lstrip("#")
    kind = name.partition(" ")[0].lower() if " " in name else ""
    last: Closed | None = None
    for result in statements.with_words([number]):
        if result.has_failed or (kind and kind not in _around(result)):
            continue
        states = [
            done for row in statements.rows_of(result) if (done := _state(number, row)) is not None
        ]
        line = next((line for line in result.lines if number in line), "")
        if states and line:
            last = Closed(result, line) if all(states) else None
    return last


def _around(result: Result) -> str:
    """What tells what the numbers of a result are of: its tool, what was asked, what it says."""
    tool = result.call.tool if result.call is not None else None
    return f"{tool or ''} {result.command} {result.event.body}".lower()


def _state(number: str, row: Row) -> bool | None:
    """Whether a row shows a ticket done; None if it is not about it."""
    if not any(_KEYS & set(key) and value.strip("# ") == number for key, value in row.values):
        return None
    states = [value for key, value in row.values if _STATES & set(key)]
    if not states:
        return None
    return all(map(_DONE.match, states)) and not _UNDONE.search(row.rest(number))


def _finding(draft: Draft, name: str, entries: list[Entry], closed: Closed) -> Finding:
    alone = [one for one in entries if _only_tracks(one, name)]
    number = name.rpartition(" ")[2].lstrip("#")
    evidence: tuple[Evidence, ...] = (closed.result.cite(closed.line.strip(), number),)
    count = "one entry counts" if len(entries) == 1 else f"{len(entries)} entries count"
    return Finding(
        kind=ChangeKind.REMOVE_STALE,
        title=f"{name[0].upper()}{name[1:]} is closed",
        rationale=(
            f"A tool result shows it closed; {count} on its being open"
            + ("." if alone else ", and what they tell may still be so: it is left to you.")
        ),
        confidence=0.8 if alone else 0.6,
        evidence=evidence,
        edits=tuple(removal(draft, alone)) if alone else (),
        scope=f"closed:{name}",
    )


def _only_tracks(entry: Entry, name: str) -> bool:
    """Whether an entry says nothing but what the open ticket tracks."""
    text = entry.text.lstrip("-*`\"' ")
    return (
        len(sentences_of(text)) == 1
        and "; " not in text
        and text.startswith(name)
        and _TRACKS.match(text[len(name) :]) is not None
    )
