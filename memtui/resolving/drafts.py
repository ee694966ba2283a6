"""
Decisions about a conflict as text, to be kept when the program ends, and back. Pure.
"""

import json

from core.merge import Choice, Edited
from core.settling.drafts import Draft
from memtui.resolving.decisions import Decision
from memtui.resolving.resolution import Choices, Resolution, begin


def kept(resolution: Resolution) -> str | None:
    """What was decided, as JSON; `None` when nothing is."""
    choices = resolution.choices
    if choices.whole is None and not any(choices.blocks):
        return None
    return json.dumps(
        {"blocks": [_plain(one) for one in choices.blocks], "whole": _plain(choices.whole)}
    )


def resumed(draft: Draft) -> Resolution | None:
    """The decisions on the texts they were made about; `None` if they cannot be read."""
    fresh = begin(draft.sides)
    try:
        document = json.loads(draft.decisions)
        blocks = tuple(_decision(one) for one in document["blocks"])
        whole = _decision(document["whole"])
    except (ValueError, KeyError, TypeError):
        return None
    if len(blocks) != len(fresh.choices.blocks):
        return None
    return fresh.decided(Choices(blocks, whole))


def _plain(decision: Decision | None) -> object:
    match decision:
        case None:
            return None
        case Edited(text):
            return {"edited": text}
        case choice:
            return choice.value


def _decision(plain: object) -> Decision | None:
    match plain:
        case None:
            return None
        case {"edited": str(text)}:
            return Edited(text)
        case _:
            return Choice(str(plain))
