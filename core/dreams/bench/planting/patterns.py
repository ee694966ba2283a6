"""
Things that happen together over many sessions; and things that meet by chance.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.dreams.bench.draft import Draft, DraftPlanted, DraftSession
from core.dreams.bench.fill import fill, name
from core.dreams.bench.truth import Outcome
from core.dreams.bench.vocabulary import Signal
from core.dreams.proposal import ChangeKind

_OFTEN = 7
_LAGS_S = (20, 45, 60, 90, 120, 180, 300, 420)
_BESIDES = 3
"""Signals of each case that are only noise in the journals."""

Happening = tuple[datetime, Signal, str]


def plant(draft: Draft) -> None:
    """A fixed lag, two that come together, a time of day, and one resource behind many."""
    signals = _signals(draft)
    _lag(draft, signals[0], signals[1])
    _together(draft, signals[2], signals[3])
    _hour(draft, signals[4])
    _resource(draft, signals[5:10])


def trap(draft: Draft) -> None:
    """Lags of any length, a lag that was seen twice, and one occurrence that all have read of."""
    signals = _signals(draft)[10:]
    _random_lags(draft, signals[0], signals[1])
    _twice(draft, signals[2], signals[3])
    _retold(draft, signals[4], signals[5])


def _signals(draft: Draft) -> list[Signal]:
    # In the same order for all that is planted in one case, so that nothing is used twice.
    order = list(draft.domain.signals)
    shift = len(draft.sessions[0].date) + draft.sessions[0].start.day
    return order[shift % len(order) :] + order[: shift % len(order)]


def _lag(draft: Draft, first: Signal, second: Signal) -> None:
    lag = draft.random.choice(_LAGS_S)
    refs = []
    for session in draft.some(_OFTEN + draft.random.randrange(3), agents=3):
        at = _before(draft, session)
        here = _happening(draft, at, first)
        there = _happening(draft, at + timedelta(seconds=lag), second)
        # Often one call shows the one, and the next call the other.
        shown = ([here], [there]) if draft.random.random() < 0.5 else ([here, there],)
        refs += [journal(draft, session, part) for part in shown]
    _plant(draft, "lag", ((first.event,), (second.event,), _spans(lag)), refs)


def _together(draft: Draft, first: Signal, second: Signal) -> None:
    refs = []
    for session in draft.some(_OFTEN, agents=3):
        at = _before(draft, session)
        near = at + timedelta(seconds=draft.random.randrange(-500, 500))
        both = [_happening(draft, at, first), _happening(draft, near, second)]
        refs.append(journal(draft, session, both))
    _plant(draft, "together", ((first.event,), (second.event,)), refs)


def _hour(draft: Draft, signal: Signal) -> None:
    hour, refs = draft.random.randrange(1, 6), []
    for session in draft.some(_OFTEN + 1, agents=3):
        day = session.start - timedelta(days=session.start.hour <= hour)
        at = day.replace(hour=hour, minute=draft.random.randrange(8, 13))
        refs.append(journal(draft, session, [_happening(draft, at, signal)]))
    hours = (f"{hour:02}:", f"{hour}:0", f"{hour}:1", f"{hour:02} utc", f"{hour} utc", f"{hour} am")
    _plant(draft, "time of day", ((signal.event,), hours), refs)


def _resource(draft: Draft, signals: Sequence[Signal]) -> None:
    shared, refs = name(draft.domain.resource, draft.random), []
    for number, session in enumerate(draft.some(_OFTEN, agents=3)):
        signal = signals[number % len(signals)]
        at, text = _before(draft, session), f"{draft.pick(signal.texts)} on {shared}"
        refs.append(journal(draft, session, [(at, signal, text)]))
    _plant(draft, "resource", ((shared,),), refs)


def _plant(draft: Draft, label: str, says: Sequence[Sequence[str]], refs: list[int]) -> None:
    draft.plant(
        DraftPlanted(
            ChangeKind.ADD_PATTERN,
            f"pattern/{label}",
            frozenset({Outcome.ADDED}),
            says=tuple(frozenset(words) for words in says),
            refs=tuple(refs),
        )
    )


def _random_lags(draft: Draft, first: Signal, second: Signal) -> None:
    refs = []
    for session in draft.some(_OFTEN, agents=3):
        at = _before(draft, session)
        happened = [_happening(draft, at, first)]
        if draft.random.random() < 0.6:
            later = at + timedelta(seconds=draft.random.randrange(-2_400, 2_400))
            happened.append(_happening(draft, later, second))
        refs.append(journal(draft, session, happened))
    refs += [
        journal(draft, session, [_happening(draft, _before(draft, session), second)])
        for session in draft.some(3)
    ]
    draft.trap("pattern/random lags", refs=refs)


def _twice(draft: Draft, first: Signal, second: Signal) -> None:
    lag, refs = draft.random.choice(_LAGS_S), []
    for session in draft.some(2):
        at = _before(draft, session)
        later = at + timedelta(seconds=lag)
        both = [_happening(draft, at, first), _happening(draft, later, second)]
        refs.append(journal(draft, session, both))
    draft.trap("pattern/seen twice", refs=refs)


def _retold(draft: Draft, first: Signal, second: Signal) -> None:
    sessions = draft.some(5, agents=3)
    at = _before(draft, sessions[0])
    once = [_happening(draft, at, first)]
    once.append(_happening(draft, at + timedelta(seconds=draft.random.choice(_LAGS_S)), second))
    refs = [journal(draft, session, once, alone=True) for session in sessions]
    draft.trap("pattern/one occurrence retold", refs=refs)


def journal(
    draft: Draft, session: DraftSession, happened: Sequence[Happening], *, alone: bool = False
) -> int:
    """Let a session see in the journal what happened; gives the name of the result."""
    seen = list(happened)
    for signal in () if alone else _signals(draft)[-_BESIDES:]:
        if draft.random.random() < 0.7:
            at = seen[0][0] + timedelta(seconds=draft.random.randrange(-3_000, 3_000))
            seen.append(_happening(draft, at, signal))
    form = draft.domain.journal
    lines = [form.header] * bool(form.header)
    for at, signal, text in sorted(seen, key=lambda one: (one[0], one[1].event)):
        values = {"at": at.strftime(form.time), "source": signal.source, "event": signal.event}
        lines.append(fill(form.line, {**values, "text": text}))
    step, ref = draft.used(draft.said(draft.pick(form.calls), {}), "\n".join(lines))
    draft.scene(session, step)
    return ref


def _happening(draft: Draft, at: datetime, signal: Signal) -> Happening:
    return at, signal, draft.pick(signal.texts)


def _before(draft: Draft, session: DraftSession) -> datetime:
    return session.start - timedelta(seconds=draft.random.randrange(900, 5_000))


def _spans(seconds: int) -> tuple[str, ...]:
    minutes, rest = divmod(seconds, 60)
    found = [f"{seconds} s", f"{seconds}s", f"{seconds} second", f"{seconds}-second"]
    if not rest:
        found += [f"{minutes} min", f"{minutes}min", f"{minutes} m", f"{minutes}-minute"]
    found.append(f"{minutes} min {rest} s")
    found.append(f"{minutes}:{rest:02}")
    return tuple(found)
