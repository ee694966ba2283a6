"""
Entries that results of tools confirm; and entries that only somebody believes, or reads back.
"""

from core.dreams.bench.draft import Draft, DraftPlanted
from core.dreams.bench.planting.contradictions import show
from core.dreams.bench.planting.echoes import read_back
from core.dreams.bench.script import Say, Speaker
from core.dreams.bench.truth import Outcome
from core.dreams.bench.vocabulary import Setting
from core.dreams.proposal import ChangeKind


def plant(draft: Draft) -> None:
    """One entry of each setting, seen in one or two sessions."""
    for setting in draft.domain.settings:
        thing, value, entry = _claimed(draft, setting)
        sessions = draft.some(draft.random.choice((1, 2)), agents=1)
        refs = [show(draft, setting, session, thing, value) for session in sessions]
        draft.plant(
            DraftPlanted(
                ChangeKind.VERIFY,
                "verify/confirmed",
                frozenset({Outcome.NOTED}),
                entries=(entry,),
                says=(frozenset(session.date for session in sessions),),
                refs=tuple(refs),
            )
        )


def trap(draft: Draft) -> None:
    """Said but not looked at, read from memory, another thing's value, another thing altogether."""
    for number, setting in enumerate(draft.domain.settings):
        thing, value, entry = _claimed(draft, setting)
        session = draft.some(1, agents=1)[0]
        values = {"thing": thing, "value": value}
        match number % 4:
            case 0:
                ref = draft.ref()
                who = draft.random.choice((Speaker.AGENT, Speaker.USER))
                text = draft.said(draft.pick(setting.remarks), values)
                draft.scene(session, Say(who, text, ref))
                draft.trap("verify/only claimed", [entry], [ref])
            case 1:
                ref = read_back(draft, session, draft.entries[-1].path)
                draft.trap("verify/read from memory", [entry], [ref])
            case 2:
                other = draft.thing(setting.claims[0])
                ref = show(draft, setting, session, other, value)
                draft.trap("verify/another thing", [entry], [ref])
            case _:
                step, ref = draft.used(
                    "tail -1 notes.out", draft.said(setting.elsewhere[0], values)
                )
                draft.scene(session, step)
                draft.trap("verify/another meaning", [entry], [ref])


def _claimed(draft: Draft, setting: Setting) -> tuple[str, str, str]:
    thing = draft.thing(setting.claims[0])
    value = draft.fresh("value", {"value": setting.values})
    text = draft.said(draft.pick(setting.claims), {"thing": thing, "value": value})
    path = draft.random.choice((draft.file_of(thing), draft.shelf()))
    return thing, value, draft.entry(text, path)
