"""
Failures that are one: the same error of one program but for a place or two, filled in differently.

Pure. Whether a word in an error is a name that changes or says what went wrong no form tells: what
was missing, or who has locked it. So failures are only put together by a remedy that worked for
several of them; and those that were overcome in another way stay apart.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import Final, TypeAlias

from core.dreams.extract.errors.templates import SIGNS
from core.dreams.extract.language.common import ELSE
from core.dreams.material.steps.commands import RUNNERS, family
from core.dreams.material.steps.flags import is_named
from core.dreams.material.steps.remedy import How, Remedy
from core.dreams.material.steps.troubles import Case, Key, Sort, Trouble, Troubles

Words: TypeAlias = tuple[str, ...]
_Best: TypeAlias = Callable[[Trouble], Remedy | None]


@dataclass(frozen=True, slots=True)
class Together:
    """Failures that are one."""

    key: Key
    """The program, and the error with a sign for the place that changes."""
    keys: frozenset[Key]
    trouble: Trouble
    remedy: Remedy


_FEWEST: Final = 2
"""Of so many of the errors put together it has to be known that the same worked."""
_LONGEST_FILLING: Final = 5
"""Words that may stand in the place that changes."""
_SHORTEST_FRAME: Final = 3
_SHORTEST_FOR_TWO: Final = 5
_MOST_WORDS: Final = 40
_MOST_FOR_TWO: Final = 24
_MARKS: Final = "()[]{}.,:;!"


def together(troubles: Troubles, best: _Best) -> Iterator[Together]:
    """
    The failures that are one, with what worked for them.

    Args:
        troubles: All of them.
        best: What worked in enough sessions of a failure, if anything did.
    """
    of_programs: dict[str, list[Key]] = defaultdict(list)
    for key, trouble in sorted(troubles.items()):
        if trouble.sort is Sort.FAILURE and all(one.step.told is None for one in trouble.cases):
            of_programs[_program(key[0])].append(key)
    taken: set[Key] = set()
    for program, keys in sorted(of_programs.items()):
        for one in _of_program(troubles, keys, program, best):
            taken.update(one.keys)
            yield one
    yield from _of_one_error(troubles, sorted({*chain(*of_programs.values())} - taken), best)


def _of_one_error(troubles: Troubles, keys: Iterable[Key], best: _Best) -> Iterator[Together]:
    """The very same error under several programs, where the very same worked for each of them."""
    by_error: dict[str, list[Key]] = defaultdict(list)
    for key in keys:
        if best(troubles[key]) is None and sum(map(_says, key[1].split(" "))) >= _SHORTEST_FOR_TWO:
            by_error[key[1]].append(key)
    for error, own in sorted(by_error.items()):
        names = [_program(key[0]) for key in own]
        shared = set.intersection(*(set(troubles[key].remedies) for key in own))
        if len(set(names)) > 1 and shared:
            first = max(own, key=lambda key: (len(troubles[key].cases), key))
            one = _of_group(troubles, dict.fromkeys(own, ()), (_program(first[0]), error), best)
            if one is not None and one.remedy in shared:
                yield one


def _of_program(
    troubles: Troubles, keys: list[Key], program: str, best: _Best
) -> Iterator[Together]:
    worked: Counter[Remedy] = Counter()
    for key in keys:
        for remedy, found in troubles[key].remedies.items():
            worked[remedy] += len(found)
    # Without something that worked for several of them nothing is put together.
    said = {key[1] for key in keys if _may_fit(troubles[key], worked)}
    fit = [key for key in keys if key[1] in said]
    framed: dict[Words, dict[Key, Words]] = defaultdict(dict)
    for key in fit if max(worked.values(), default=0) >= _FEWEST else ():
        for frame, filling in _frames(key[1]):
            framed[frame].setdefault(key, filling)
    groups = [(frame, own) for frame, own in framed.items() if len(own) >= _FEWEST]
    groups.sort(key=lambda one: (-_sessions(troubles, one[1]), -sum(map(_says, one[0])), one[0]))
    taken: set[Key] = set()
    for frame, own in groups:
        free = {key: filling for key, filling in own.items() if key not in taken}
        one = _of_group(troubles, free, (program, " ".join(frame)), best)
        if one is not None:
            taken.update(one.keys)
            yield one


def _may_fit(trouble: Trouble, worked: Mapping[Remedy, int]) -> bool:
    known = trouble.remedies
    return not known or any(worked[remedy] >= _FEWEST for remedy in known)


def about_same(trouble: Trouble, remedy: Remedy) -> Trouble:
    """The cases whose error names what worked, if that is so wherever it worked: one is missing."""
    naming = [case for case in trouble.cases if is_named(remedy.text, case.line)]
    where = {case.step.log.id for case in naming}
    worked = trouble.remedies[remedy]
    if remedy.how is not How.WITH or not where >= {one.success.log.id for one in worked}:
        return trouble
    return replace(trouble, cases=naming)


def _of_group(
    troubles: Troubles, keys: Mapping[Key, Words], said: Key, best: _Best
) -> Together | None:
    program = said[0]
    remedy = best(_merged(troubles, keys, program))
    if remedy is None:
        return None
    fitting = frozenset(
        key
        for key in keys
        if _is_of(best(troubles[key]), remedy)
        and (remedy in troubles[key].remedies or not troubles[key].remedies or not keys[key])
    )
    trouble = _merged(troubles, sorted(fitting), program)
    kinds = sum(_kinds(troubles[key], keys[key], remedy) for key in fitting)
    if len(fitting) < _FEWEST or kinds < _FEWEST or best(trouble) != remedy:
        return None
    return Together(said, fitting, trouble, remedy)


def _kinds(trouble: Trouble, filling: Words, remedy: Remedy) -> int:
    """In how many different errors it worked: a sign stands for as many names as there were."""
    where = {one.success.log.id for one in trouble.remedies.get(remedy, ())}
    if not any(word.strip(_MARKS) in SIGNS for word in filling):
        return min(len(where), 1)
    return len({case.line for case in trouble.cases if case.step.log.id in where})


def _is_of(own: Remedy | None, remedy: Remedy) -> bool:
    """Whether what worked best for one of the failures is the same, also with a value."""
    if own is None or own == remedy:
        return True
    return own.how is remedy.how is How.WITH and own.text.startswith(f"{remedy.text} ")


def _merged(troubles: Troubles, keys: Collection[Key], program: str) -> Trouble:
    cases = [case for key in keys for case in troubles[key].cases]
    names = {troubles[key].name for key in keys}
    merged = Trouble(Sort.FAILURE, called="" if len(names) == 1 else _called(names, cases, program))
    for key in keys:
        one = troubles[key]
        merged.ran = one.ran
        merged.cases += one.cases
        for remedy, worked in one.remedies.items():
            merged.remedies.setdefault(remedy, []).extend(worked)
        for vain, sessions in one.vain.items():
            merged.vain.setdefault(vain, set()).update(sessions)
    return merged


def _called(names: Collection[str], cases: Iterable[Case], program: str) -> str:
    """The program; with its sub-command if all calls have that, some of them behind flags."""
    longer = {name for name in names if name != program}
    called = min(longer, default=program)
    word = called.partition(" ")[2]
    mains = [case.step.main for case in cases]
    is_same = len(longer) == 1 and all(one is not None and word in one.argv for one in mains)
    return called if is_same else program


def _frames(error: str) -> Iterator[tuple[Words, Words]]:
    """The error itself, and it without one place or two of its words; with what stood there."""
    words = tuple(error.split(" ")[:_MOST_WORDS])
    yield words, ()
    says = [_says(word) for word in words]
    whole = sum(says)
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST_FILLING, len(words)) + 1):
            if whole - sum(says[start:end]) >= max(_SHORTEST_FRAME, 2 * (end - start)):
                yield (*words[:start], ELSE, *words[end:]), words[start:end]
    for one, other in combinations(range(len(words) if len(words) <= _MOST_FOR_TWO else 0), 2):
        if other > one + 1 and whole - says[one] - says[other] >= _SHORTEST_FOR_TWO:
            between = words[one + 1 : other]
            frame = (*words[:one], ELSE, *between, ELSE, *words[other + 1 :])
            yield frame, (words[one], words[other])


def _says(word: str) -> bool:
    return any(map(str.islower, word))


def _sessions(troubles: Troubles, keys: Iterable[Key]) -> int:
    return len(set().union(*(troubles[key].sessions for key in keys)))


def _program(name: str) -> str:
    """The program of a name, of which the sub-commands may fail in the same way."""
    program = name.split(" ", maxsplit=1)[0]
    is_whole = program in RUNNERS or family(program) == "python"
    return name if is_whole else program
