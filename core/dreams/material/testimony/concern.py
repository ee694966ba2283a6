"""
Which entries a statement on a thing concerns, and what they say besides.

Pure. An entry that is newer than the statement, tells of another time or place, or knows of the
change already, is none of them.
"""

import re
from typing import Final

from core.dreams.extract.language.clauses import sentences_of
from core.dreams.extract.language.facts import norms_in
from core.dreams.extract.language.senses import content_of
from core.dreams.extract.names.named import names_in
from core.dreams.extract.tokens import Sort
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.history import is_of_before
from core.dreams.material.memories.noted import states_for_long
from core.dreams.material.memories.notes import day
from core.dreams.material.memories.when import entry_time, leading_date
from core.dreams.material.testimony.earnest import is_in_earnest
from core.dreams.material.testimony.in_vain import Heard
from core.dreams.material.testimony.places import is_of_its_place

_KNOWS: Final = re.compile(
    r"(?i)\b(?:renamed|formerly|previously|used to be|removed|retired|deprecated|replaced|moved"
    r"|no longer|gone|decommissioned|old name)\b"
)
_WAS: Final = re.compile(r"(?i)\bwas\b")
"""In the clause that names the thing; of another one it tells nothing."""
_CLAUSE_END: Final = re.compile(r"[,;:.](?:\s|\Z)|\n")
_ONCE: Final = re.compile(r"(?i)\b(?:once|when|after|if|as soon as|until) [^.;,:\n]{1,60}")
"""What is to happen first tells nothing of what the entry knows."""
_SHORTENED: Final = re.compile(r"(?i)\b(ext|no|nr|tel|rm|e\.g|i\.e|approx|incl)\. (?=\w)")
"""Words whose full stop ends no sentence."""
_ABOUT_IT: Final = re.compile(r"(?:It|Its|They|Their|He|His|She|Her|There)\b")
"""So begins a sentence that is about what the one before it names."""
_BY_WHOM: Final = re.compile(r"(\A\W{0,4}\d{4}-\d\d-\d\d\W{0,4}?) ?[(]\w{1,20}[)] ")
"""Who noted it, behind the day."""
_NEEDED: Final = re.compile(
    r"(?i)(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )(?<!\bnot )(?<!\bstill )"
    r"\b(?:needed|required)(?= (?:for|by|to|in|when)\b)"
)
_LEANS: Final = re.compile(
    r"(?i)\s*(?:if|when|whenever|while|before|after|because|since|so|which|who|where|whose|that|as"
    r"|behind|beside|on|in|at|with|without|under|over|next|near|between|by|for|from|to|them|there"
    r"|then|and (?:then|so))\b"
)
"""So begins a part of a sentence that says nothing without the part that names the thing."""
_APPOSED: Final = re.compile(
    r"(?i)(?:the|an?|our) (?:[a-z-]+ ){1,2}(?:with|of|for|from|in|on|at|without) "
)
_MAY_SAY: Final = re.compile(
    r"(?i)\b(?:is|are|was|were|has|have|had|must|can|will|shall|may|do|does|should)\b|[a-z]{2}s\b"
)
"""A verb, or what may be one: then it is no apposition, as `the kit with doubled RAM` is."""
_REFERS: Final = re.compile(r"(?i)\b(?:there(?! (?:is|are|was|were)\b)|its?|they|them|their)\b")
"""What is said of it stands for the subject of the sentence."""
_SUBJECT: Final = r"(?i)\W*(?:(?:the|our) )?(?:[a-z]{{3,14}} )?[`\"']?{}(?![\w-])"
_LABELLED: Final = r"(?i)[^:]{{1,80}}: (?:[a-z]{{2,14}} ){{0,2}}[`\"']?{}\W*\Z"
"""`Night line, Harbour Street: extension 12`: all of it is what the name is of."""
_VERB: Final = re.compile(
    r"(?i)\b(?:is|are|was|were|has|have|had|must|can|will|shall|may|do|does|should|needs?)\b"
)
_GIVEN: Final = re.compile(r"(?i)\W*(?:if|when|whenever|while|once|unless|as soon as)\b")
_SAYING: Final = frozenset({Sort.WORD, Sort.NAME})
_FEW: Final = 3
"""Lines of an entry that may well be about one thing."""
_SAYS_MORE: Final = 3
"""Words and facts of a clause that stays true without the name in another one."""


def is_concerned(draft: Draft, entry: Entry, heard: Heard, at: int) -> bool:
    """Whether a statement that was made at this time concerns an entry that names its thing."""
    statement = heard.statement
    since = entry_time(draft.page_of(entry), entry)
    new, said = statement.new, _in_full(_around(statement.old, entry))
    return (
        (leading_date(entry.text) is None or _tells_how_it_is(_in_full(entry.text), statement.old))
        and is_of_its_place(statement.old, statement.line, heard.result, entry)
        and is_in_earnest(draft, entry, statement, heard.result)
        and not is_of_before(said, min(statement.until or day(at), day(at)))
        and (since is None or since < at)
        and not (new is not None and new.rstrip("/").lower() in entry.text.lower())
        and not _knows(_ONCE.sub("", said), statement.old)
        and _is_about(entry, statement.about)
    )


def _knows(said: str, name: str) -> bool:
    """Whether an entry tells itself that a thing is not what it was."""
    if _KNOWS.search(said) is not None:
        return True
    return any(name in one and _WAS.search(one) for one in _CLAUSE_END.split(said))


def _is_about(entry: Entry, about: str) -> bool:
    """That hoses were moved is no reason to look elsewhere for nets."""
    return not about or not norms_in(about, _SAYING).isdisjoint(norms_in(entry.text, _SAYING))


def _around(name: str, entry: Entry) -> str:
    """What an entry says around a thing: a list of many lines tells of other things as well."""
    if len(entry.lines) <= _FEW:
        return entry.text
    at = [place for place, line in enumerate(entry.lines) if name in line]
    near = sorted({place for one in at for place in (one, one + 1) if place < len(entry.lines)})
    return "\n".join(entry.lines[place] for place in near) or entry.text


def _tells_how_it_is(text: str, name: str) -> bool:
    """Whether an entry only says when it was noted: `2026-10-20: x still has the rows`."""
    end = rf"{re.escape(name)}\W{{0,2}}\Z"
    # `endpoint https://...` says where something is, as a title does.
    is_pointer = re.search(rf"\w: {end}", text) or ("://" in name and re.search(rf"\w {end}", text))
    return states_for_long(_BY_WHOM.sub(r"\1 ", text), is_titled=bool(is_pointer))


def _in_full(text: str) -> str:
    """A text with the verb that a note leaves out: `needed for X` tells how it is, and no deed."""
    return _NEEDED.sub("is \\g<0>", text)


def said_besides(entry: Entry, name: str) -> str:
    """What is left of an entry without this: another sentence, or names of its kind; or nothing."""
    for sentence in sentences_of(_SHORTENED.sub(r"\1 ", entry.text)):
        if name not in sentence and (not _ABOUT_IT.match(sentence) or names_in(sentence)):
            return sentence
        # "The allowlist is on; come over 10.4.8.2": one clause outlives the other.
        outliving = _outliving(sentence, name) if name in sentence else ""
        if outliving:
            return outliving
    shape = _shape(name)
    kindred = (
        other
        for other in names_in(entry.text)
        if _shape(other) == shape and name.lower() not in other.lower() and other not in name
    )
    return ", ".join(sorted(kindred))


def _outliving(sentence: str, name: str) -> str:
    """A clause without the name that says something which stays true, if there is one."""
    if re.match(_LABELLED.format(re.escape(name)), sentence) and not _VERB.search(sentence):
        return ""
    is_subject = re.match(_SUBJECT.format(re.escape(name)), sentence) is not None
    parts = [(1, sentence.split("; "))]
    # `If A is late, half of the form is` says nothing without A.
    if not (_GIVEN.match(sentence) and name in sentence.partition(", ")[0]):
        parts.append((_SAYS_MORE, sentence.split(", ")))
    return next(
        (
            one
            for least, all_ in parts
            for one in all_
            if name not in one
            and len(content_of(one)) >= least
            and not _leans(one)
            and not (is_subject and _REFERS.search(one) and not names_in(one))
        ),
        "",
    )


def _leans(part: str) -> bool:
    """Whether a part of a sentence says nothing without the part that names the thing."""
    is_aside = _APPOSED.match(part) is not None and _MAY_SAY.search(part) is None
    return is_aside or _LEANS.match(part) is not None


def _shape(name: str) -> str:
    """A name without its digits: `web-1` and `web-2` are of a kind."""
    return re.sub(r"\d+", "#", name.lower())
