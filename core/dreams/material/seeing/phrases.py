"""
Values that are plain words: what tools show in the place of a value, found again in the entries.

Pure. No word tells by itself that "by hand" is a value; that some tool shows it under a name does.
What stands under the same name elsewhere are its rivals: an entry holds one of them.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from core.dreams.extract.language.lexicon import HOW_IT_IS, LIGHT, root
from core.dreams.extract.language.words import ENVIRONMENTS, JOINING, RHYTHM
from core.dreams.extract.names.wholes import cut, stands
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.material.claims.claim import Claim
from core.dreams.material.claims.claims import environments_of, initials_in, names_of
from core.dreams.material.claims.narrowing import narrowed_by
from core.dreams.material.claims.parts import sentence_with
from core.dreams.material.claims.plain_facts import is_denied, says_how_it_is
from core.dreams.material.claims.slots import Slot, slot_of
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.subjects import plain
from core.dreams.material.memories.when import tells_of_past, undated

_MOST_WORDS: Final = 5
_SHORTEST: Final = 3
_LONGEST_ENTRY: Final = 400
_MOST_RIVALS: Final = 60
"""Values of one kind; more are names of things, and no choice of values."""
_STATES: Final = frozenset(
    {"true", "false", "yes", "no", "none", "null", "n/a", "ok", "on", "off", "up", "ready", "done"}
)
"""What may stand under any name."""
_WORD: Final = re.compile(r"[^\s`*,;:!?()\[\]\"|]+")
_NUMERIC: Final = re.compile(r"[-+]?[\d.,:%/ ]+\S{0,3}\Z")
_NAMED: Final = re.compile(r"[A-Z]\S*(?: (?:& )?[A-Z]\S*)+|\S*[a-z]\S* (?:[A-Z]\S*|\S*\d\S*)")
"""What begins a sentence and is a name: two capitals, or a word and a name."""
_BEFORE: Final = re.compile(r"\b([a-z]+) \Z")
_BEHIND: Final = re.compile(r" ([a-z]+)\b")
_END: Final = re.compile(r"\s*(?:[.,;:()]|\Z)")
_DIGITS: Final = re.compile(r"\d+")


class Phrases:
    """The plain values of all outputs, by what they are called."""

    def __init__(self, cells: Iterable[Cell], subjects: frozenset[str]) -> None:
        self._subjects = subjects
        self._keys: dict[str, set[frozenset[str]]] = {}
        self._values: dict[frozenset[str], set[str]] = {}
        self._count: dict[str, int] = {}
        for cell in cells:
            if not cell.is_prose and cell.about and self._is_phrase(cell.plain):
                self._keys.setdefault(cell.plain, set()).add(cell.about)
                self._values.setdefault(cell.about, set()).add(cell.plain)
                self._count[cell.plain] = self._count.get(cell.plain, 0) + 1
        self._called = frozenset(word for key in self._values for word in key if len(key) == 1)
        """Words that are the whole name of a value somewhere: `bin`, `team`."""
        self._kinds = self._joined()
        paced = [kind for kind in self._kinds.values() if any(map(RHYTHM.fullmatch, kind))]
        self._rhythms: set[str] = set().union(*paced)
        """What stands where something else tells how often: "after harvest" beside "weekly"."""

    def claims_of(self, entry: Entry) -> tuple[Claim, ...]:
        """What an entry claims in words that some tool shows as a value."""
        names = names_of(entry, self._subjects)
        if len(entry.text) > _LONGEST_ENTRY or not names:
            return ()
        text = plain(entry.text)
        slot = self._slot_in(entry.text, names)
        return tuple(
            Claim(
                kind="phrase",
                norm=phrase,
                text=_as_written(entry.text, phrase),
                about=roots_in(cut(text, (phrase, *names))),
                names=names,
                environments=environments_of(entry.text, (phrase, *names)),
                initials=initials_in(text),
                rivals=_without(self._rivals_of(phrase), text, names),
                direct=_without(self._direct_rivals_of(phrase), text, names),
                link=slot.link if slot is not None and slot.text == phrase else "",
                is_last=_is_last(phrase, text),
                is_constant=self._count.get(phrase, 0) > 1,
                is_plain=says_how_it_is(entry.text, phrase),
                is_denied=is_denied(entry.text, phrase),
                narrowed=narrowed_by(sentence_with(undated(entry.text), phrase), names, phrase),
            )
            for phrase in self._in(text, names, slot.text if slot is not None else "")
        )

    def _slot_in(self, text: str, names: tuple[str, ...]) -> Slot | None:
        """What stands in the place of a value, without the word that says what kind it is."""
        if tells_of_past(cut(undated(text), names)):
            return None
        slot = slot_of(plain(undated(text)), names)
        if slot is None or not (may_be_phrase(slot.text) or _may_be_state(slot)):
            return None
        said = slot.text.split()
        for kind, rest in ((said[0], said[1:]), (said[-1], said[:-1])) if len(said) > 1 else ():
            value = " ".join(rest)
            if root(kind) in self._called and may_be_phrase(value):
                return replace(slot, text=value)
        is_named = _NAMED.match(undated(text)) is not None
        return slot if not slot.is_first or is_named else None

    def _in(self, text: str, names: tuple[str, ...], value: str) -> list[str]:
        """The phrases in a text, the longest of those that lie in each other."""
        spans = [at.span() for name in names for at in re.finditer(re.escape(name), text)]
        words = [
            word
            for word in _WORD.finditer(text)
            if not any(start <= word.start() < end for start, end in spans)
        ]
        found: dict[str, tuple[int, int]] = {}
        for length in range(_MOST_WORDS, 0, -1):
            for first, last in zip(words, words[length - 1 :], strict=False):
                start, end = first.start(), last.end()
                phrase = text[start:end].rstrip(".")
                is_inner = any(a <= start and end <= b for a, b in found.values())
                is_known = phrase in self._keys or RHYTHM.fullmatch(phrase) is not None
                if is_known and not is_inner and self._is_value(phrase, text[:start], text[end:]):
                    found.setdefault(phrase, (start, end))
        if value and value not in found:
            at = text.rfind(value)
            end = at + len(value)
            # What is only a part of it is no value; beside that, what tools show is the surer.
            found = {
                phrase: (a, b) for phrase, (a, b) in found.items() if not (at <= a and b <= end)
            }
            if at >= 0 and not any(a < end and at < b for a, b in [*found.values(), *spans]):
                found[value] = (at, end)
        return list(found)

    def _is_value(self, phrase: str, before: str, behind: str) -> bool:
        """Whether one word stands where a value may: at an end, or beside what it is called."""
        if " " in phrase or _END.match(behind) or RHYTHM.fullmatch(phrase):
            return True
        near = [match[1] for match in (_BEFORE.search(before), _BEHIND.match(behind)) if match]
        return any(root(word) in key for word in near for key in self._keys.get(phrase, ()))

    def _rivals_of(self, phrase: str) -> set[str]:
        """What may stand in its place: the values of all names that have a value in common."""
        found: set[str] = set()
        for key in self._keys.get(phrase, ()):
            found |= self._kinds[key] if not key <= HOW_IT_IS else set()
        if RHYTHM.fullmatch(phrase):
            found |= self._rhythms
        return (found | self._coded_like(phrase)) - {phrase}

    def _direct_rivals_of(self, phrase: str) -> set[str]:
        """What stands under the very same names."""
        return {one for key in self._keys.get(phrase, ()) for one in self._values[key]} - {phrase}

    def _coded_like(self, phrase: str) -> set[str]:
        """Codes of the same form: `ds-436` and `ds-454`."""
        if " " in phrase or not any(map(str.isdigit, phrase)):
            return set()
        form = _DIGITS.sub("0", phrase)
        return {one for one in self._keys if _DIGITS.sub("0", one) == form}

    def _joined(self) -> dict[frozenset[str], set[str]]:
        """By name of a value all values of its kind: names that share a telling value are one."""
        kinds = {key: set(values) for key, values in self._values.items()}
        members = {key: {key} for key in kinds}
        for phrase in sorted(self._keys):
            # Names and kinds are of everything: what they share makes them no kind.
            telling = [key for key in self._keys[phrase] if not key <= HOW_IT_IS]
            first, *others = sorted(telling, key=sorted) or [frozenset()]
            for key in others if " " in phrase else ():
                if kinds[key] is not kinds[first]:
                    kinds[first] |= kinds[key]
                    members[first] |= members[key]
                    for one in members[key]:
                        kinds[one], members[one] = kinds[first], members[first]
        return kinds

    def _is_phrase(self, value: str) -> bool:
        return value not in self._subjects and may_be_phrase(value)


def _may_be_state(slot: Slot) -> bool:
    """Whether a slot has what may stand under any name: then only that name makes it a value."""
    return slot.link == "is" and _NUMERIC.match(slot.text) is None


def may_be_phrase(value: str) -> bool:
    """Whether a text is a value in plain words: few of them, no number and no state."""
    parts = value.split()
    return (
        1 <= len(parts) <= _MOST_WORDS
        and len(value) >= _SHORTEST
        and value not in _STATES
        and value not in ENVIRONMENTS
        and _NUMERIC.match(value) is None
        and any(part not in JOINING and root(part) not in LIGHT for part in parts)
    )


def _without(rivals: set[str], text: str, names: tuple[str, ...]) -> frozenset[str]:
    """Those that the entry does not say too, and that are no names of what it is about."""
    if len(rivals) > _MOST_RIVALS:
        return frozenset()
    return frozenset(
        one
        for one in rivals
        if not stands(one, text) and not any(stands(name, one) for name in names)
    )


def _is_last(phrase: str, text: str) -> bool:
    """Whether a sentence ends with a phrase, or gives it behind a colon that ends no date."""
    return text.rstrip(".").endswith(phrase) or f": {phrase}" in undated(text)


def _as_written(text: str, phrase: str) -> str:
    """A phrase as the entry has it, in its own case."""
    at = re.search(r"[\s`*]+".join(map(re.escape, phrase.split())), text, re.IGNORECASE)
    return at[0] if at else phrase
