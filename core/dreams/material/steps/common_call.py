"""
The call that several steps have in common, with a sign for each argument that changes.

Pure. Of `p4 resolve -at -c 448120` and `p4 resolve -at -c 448260` that is `p4 resolve -at -c ...`:
what a lesson has to say of the step that comes first.
"""

from collections.abc import Sequence
from typing import Final

from core.dreams.extract.language.common import ELSE
from core.dreams.material.steps.flags import is_short
from core.dreams.material.steps.steps import Step

_MOST_WORDS: Final = 10


def common_call(steps: Sequence[Step], called: str) -> str:
    """
    What these steps call in common, or what they are called if that is all.

    Args:
        steps: The steps, one or more.
        called: The program with its sub-command, which each of them calls.
    """
    calls = [_words(step, called) for step in steps]
    if not calls or not all(calls):
        return called
    first, *others = sorted(calls, key=lambda words: (len(words), words))
    if any(len(words) != len(first) for words in others):
        first = tuple(word for word in first if all(word in words for words in others))
        calls = [first]
    form = [column[0] if len(set(column)) == 1 else ELSE for column in zip(*calls, strict=True)]
    kept = [word for place, word in enumerate(form) if word != ELSE or form[place - 1] != ELSE]
    while kept and kept[-1] == ELSE and not kept[-2:-1][0].startswith("-"):
        kept.pop()
    text = " ".join(kept)
    is_whole = text.startswith(called) and len(kept) <= _MOST_WORDS and is_short(text)
    return text if is_whole else called


def _words(step: Step, called: str) -> tuple[str, ...]:
    """The words of the step's call, none of which needs a quote."""
    main = step.main
    if main is None or not " ".join(main.argv).startswith(called):
        return ()
    return main.argv if not any(" " in word or not word for word in main.argv) else ()
