"""
What is said of a failure: in which words tools tell it, what helps, and the sentence of the lesson.

Pure. Only words that a case has are quoted.
"""

from collections import Counter
from collections.abc import Sequence

from core.dreams.extract.language.common import common_form, common_part, in_pairs
from core.dreams.material.steps.common_call import common_call
from core.dreams.material.steps.remedy import How, Remedy
from core.dreams.material.steps.troubles import Sort, Trouble


def says_of(trouble: Trouble) -> list[str]:
    """The words in which it is said, the most frequent first; none for a loop."""
    if trouble.sort is Sort.LOOP:
        return []
    told = Counter(case.step.told.says for case in trouble.cases if case.step.told is not None)
    if told and trouble.sort is Sort.FAILURE:
        return sorted(told, key=lambda says: (-told[says], says))
    # What differs may have stood in quotes, of which one is left.
    return [common_part(trouble.lines).lstrip("`'\" ")]


def text_of(trouble: Trouble, remedy: Remedy, says: Sequence[str], worked: int) -> str:
    """The lesson; `worked` is the number of sessions in which the remedy did."""
    vain = sorted(
        (text for text, sessions in trouble.vain.items() if text != remedy.text and sessions),
        key=lambda text: (-len(trouble.vain[text]), text),
    )
    tried = f" `{vain[0]}` does not help." if vain and trouble.sort is Sort.FAILURE else ""
    worked_in = f"{worked} of {len(trouble.sessions)} sessions"
    forms = [form] if (form := common_form(trouble.lines)) else says[:2]
    forms = [_in_pairs(one, says) for one in forms]
    quoted = " or ".join(map(_quoted, forms))
    match trouble.sort:
        case Sort.LOOP:
            said = f"`{trouble.name}` again and again gives the same answer"
        case Sort.RULE:
            kind = _ending([case.line.partition(":")[0] for case in trouble.cases])
            where = f" in `*{kind}`" if kind else ""
            said = f"`{trouble.name}` finds {quoted}{where}"
            return f"{said}: {advice_of(trouble, remedy)}, it had to be changed in {worked_in}."
        case Sort.FAILURE:
            about = file_of(trouble)
            of = f" of `{about}`" if about else ""
            said = f"`{trouble.name}`{of} fails with {quoted}"
    such = such_as(trouble, remedy)
    return f"{said}: {advice_of(trouble, remedy)}, which worked in {worked_in}{such}.{tried}"


def such_as(trouble: Trouble, remedy: Remedy) -> str:
    """An example of what worked, where the advice leaves open what changes from case to case."""
    example = remedy.shown(example_of(trouble, remedy))
    return f", as with `{example}`" if example else ""


def _quoted(text: str) -> str:
    """A text in signs that it has not got itself."""
    return f"`{text}`" if '"' in text and "`" not in text else f'"{text}"'


def _in_pairs(form: str, says: Sequence[str]) -> str:
    """What was said, without half a bracket, as far as the words that are cited stay."""
    whole = in_pairs(form)
    return whole if any(one in whole for one in says if one in form) else form


def advice_of(trouble: Trouble, remedy: Remedy) -> str:
    """What to do; of a step that comes first all that its calls have in common."""
    worked = trouble.remedies[remedy]
    if remedy.how is not How.FIRST or any(one.shown.is_free for one in worked):
        return remedy.advice
    return remedy.advised(common_call([one.shown for one in worked], remedy.text))


def example_of(trouble: Trouble, remedy: Remedy) -> str:
    """The first example of what worked, if there is one."""
    return next((one.example for one in trouble.remedies[remedy] if one.example), "")


def _ending(files: Sequence[str]) -> str:
    """How the names of several files end, from a sign between words on: `_test.go`."""
    same = ""
    for column in zip(*(file[::-1] for file in files), strict=False):
        if len(set(column)) > 1:
            break
        same = column[0] + same
    place = min((at for sign in "_./-" if (at := same.find(sign)) >= 0), default=-1)
    return same[place:].lstrip("/") if place >= 0 else ""


def file_of(trouble: Trouble) -> str:
    """The file that a failure of one file is about."""
    names = {case.step.path.rpartition("/")[2] for case in trouble.cases}
    is_named = trouble.sort is Sort.FAILURE and len(names) == 1 and trouble.cases[0].step.told
    return names.pop() if is_named else ""
