"""
Entries that give one thing two values, or another than tools show; and two that are both right.
"""

from core.dreams.bench.draft import Draft, DraftPlanted, DraftSession
from core.dreams.bench.script import Say, Speaker
from core.dreams.bench.truth import Outcome
from core.dreams.bench.vocabulary import Setting
from core.dreams.proposal import ChangeKind

_LEAVES = frozenset({Outcome.GONE, Outcome.REPLACED})
_ASKED = frozenset({Outcome.ASKED})


def plant(draft: Draft) -> None:
    """With what tools show on the newer one's side, with nothing, and with mere claims."""
    settings = draft.domain.settings
    for number, setting in enumerate(settings):
        match number % 3:
            case 0:
                _supported(draft, setting)
                _overtaken(draft, setting)
            case 1:
                _unsupported(draft, setting)
                _supported(draft, setting)
            case _:
                _only_claimed(draft, setting)
                _overtaken(draft, setting)


def _supported(draft: Draft, setting: Setting) -> None:
    thing, (before, now) = _two(draft, setting)
    old = _claim(draft, setting, thing, before, draft.day(120, 60))
    new = _claim(draft, setting, thing, now, draft.day(14, 10))
    sessions = draft.some(draft.random.choice((2, 3)))
    refs = [show(draft, setting, session, thing, now) for session in sessions]
    draft.plant(
        DraftPlanted(
            ChangeKind.RESOLVE_CONTRADICTION,
            "contradiction/supported",
            _LEAVES,
            entries=(old,),
            stays=(new,),
            says=(frozenset({now}),),
            refs=tuple(refs),
            also=frozenset({ChangeKind.REMOVE_STALE}),
        )
    )
    _may_be_confirmed(draft, new, sessions, refs)


def _may_be_confirmed(
    draft: Draft, entry: str, sessions: list[DraftSession], refs: list[int]
) -> None:
    draft.plant(
        DraftPlanted(
            ChangeKind.VERIFY,
            "verify/winner",
            frozenset({Outcome.NOTED}),
            entries=(entry,),
            says=(frozenset(session.date for session in sessions),),
            refs=tuple(refs),
            is_optional=True,
        )
    )


def _unsupported(draft: Draft, setting: Setting) -> None:
    thing, (one, other) = _two(draft, setting)
    first = _claim(draft, setting, thing, one, draft.day(90, 30))
    second = _claim(draft, setting, thing, other, draft.day(40, 20))
    _asks(draft, "unsupported", (first, second))


def _only_claimed(draft: Draft, setting: Setting) -> None:
    thing, (one, other) = _two(draft, setting)
    first = _claim(draft, setting, thing, one, draft.day(90, 30))
    second = _claim(draft, setting, thing, other, draft.day(40, 20))
    refs = []
    for session in draft.some(2, timed=False):
        ref = draft.ref()
        text = draft.said(draft.pick(setting.remarks), {"thing": thing, "value": other})
        draft.scene(session, Say(Speaker.AGENT, text, ref))
        refs.append(ref)
    draft.trap("contradiction/only claimed", (first, second), refs)
    _asks(draft, "only claimed", (first, second))


def _asks(draft: Draft, label: str, entries: tuple[str, ...]) -> None:
    draft.plant(
        DraftPlanted(
            ChangeKind.RESOLVE_CONTRADICTION, f"contradiction/{label}", _ASKED, entries=entries
        )
    )


def _overtaken(draft: Draft, setting: Setting) -> None:
    # One entry alone, and tools that show another value.
    thing, (before, now) = _two(draft, setting)
    entry = _claim(draft, setting, thing, before, None)
    sessions = draft.some(draft.random.choice((2, 3)))
    refs = [show(draft, setting, session, thing, now) for session in sessions]
    draft.plant(
        DraftPlanted(
            ChangeKind.VERIFY,
            "verify/contradicted",
            frozenset({Outcome.ASKED, Outcome.REPLACED}),
            entries=(entry,),
            says=(frozenset({now}),),
            refs=tuple(refs),
            also=frozenset({ChangeKind.REMOVE_STALE, ChangeKind.RESOLVE_CONTRADICTION}),
        )
    )


def trap(draft: Draft) -> None:
    """Two values that are both right: of another environment, part or time."""
    for setting in draft.domain.settings:
        if setting.apart:
            thing, (one, other) = _two(draft, setting)
            first = _claim(draft, setting, thing, one, None)
            values = {"thing": thing, "value": other}
            text = draft.said(draft.pick(setting.apart), values)
            second = draft.entry(text, draft.file_of(thing))
            draft.trap("contradiction/other circumstances", (first, second))


def show(draft: Draft, setting: Setting, session: DraftSession, thing: str, value: str) -> int:
    """Let a session look at a value; gives the name of the result."""
    values = {"thing": thing, "value": value}
    step, ref = draft.used(
        draft.said(draft.pick(setting.calls), values),
        draft.said(draft.pick(setting.outputs), values),
    )
    draft.scene(session, step)
    return ref


def _two(draft: Draft, setting: Setting) -> tuple[str, list[str]]:
    thing = draft.thing(setting.claims[0])
    values = {draft.fresh("value", {"value": setting.values}) for _ in range(30)}
    return thing, draft.random.sample(sorted(values), 2)


def _claim(draft: Draft, setting: Setting, thing: str, value: str, date: str | None) -> str:
    text = draft.said(draft.pick(setting.claims), {"thing": thing, "value": value})
    path = draft.random.choice((draft.file_of(thing), draft.shelf(), draft.shelf()))
    return draft.entry(text if date is None else f"{date}: {text}", path)
