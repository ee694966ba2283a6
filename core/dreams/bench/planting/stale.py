"""
Entries that time has overtaken; and entries that are old, or whose subject only had a bad moment.
"""

from datetime import timedelta

from core.dreams.bench.draft import Draft, DraftPlanted, DraftSession
from core.dreams.bench.fill import name
from core.dreams.bench.script import Ending
from core.dreams.bench.truth import Outcome
from core.dreams.bench.vocabulary import Passing, Way
from core.dreams.proposal import ChangeKind

_OUTCOMES = {Way.GONE: frozenset({Outcome.GONE})}
_REWRITTEN = frozenset({Outcome.REPLACED})


def plant(draft: Draft) -> None:
    """One entry for each way of passing away, and one whose date has passed."""
    for passing in draft.domain.passings:
        _passed_away(draft, passing)
    claim = draft.pick(draft.domain.deadlines)
    entry = draft.entry(draft.said(claim, {"date": draft.day(20, 30)}), draft.shelf())
    _plant(draft, "passed date", frozenset({Outcome.GONE}), entry, [], [])


def _passed_away(draft: Draft, passing: Passing) -> None:
    random = draft.random
    pattern = draft.pick(passing.names)
    values = {"old": _unused(draft, pattern), "new": _unused(draft, pattern)}
    values["thing"] = draft.thing(passing.claims[0])
    entry = draft.entry(draft.said(draft.pick(passing.claims), values), draft.shelf())
    sessions = draft.some(random.choice((2, 3)), agents=2)
    values["date"] = (sessions[0].start - timedelta(days=1)).date().isoformat()
    refs = []
    for session in sessions:
        step, ref = draft.used(
            draft.said(draft.pick(passing.calls), values),
            draft.said(draft.pick(passing.news), values),
        )
        draft.scene(session, step)
        refs.append(ref)
    says = [] if passing.way is Way.GONE else [values["new"]]
    outcomes = _OUTCOMES.get(passing.way, _REWRITTEN)
    _plant(draft, passing.way, outcomes, entry, says, refs)
    if passing.way is Way.GONE:
        # To leave it to a person is no find, and not wrong either.
        draft.plant(
            DraftPlanted(
                ChangeKind.REMOVE_STALE,
                "stale/asked",
                frozenset({Outcome.ASKED}),
                says=(frozenset({values["old"]}),),
                refs=tuple(refs),
                is_optional=True,
            )
        )


def _plant(
    draft: Draft,
    label: str,
    outcomes: frozenset[Outcome],
    entry: str,
    says: list[str],
    refs: list[int],
) -> None:
    draft.plant(
        DraftPlanted(
            ChangeKind.REMOVE_STALE,
            f"stale/{label}",
            outcomes,
            entries=(entry,),
            says=tuple(frozenset({word}) for word in says),
            refs=tuple(refs),
            # What stands there instead may as well be called the settling of a contradiction.
            also=frozenset({ChangeKind.RESOLVE_CONTRADICTION} if says else ()),
        )
    )


def trap(draft: Draft) -> None:
    """Old but true, well and alive, a failure that passes, a name that was mistyped."""
    for passing in draft.domain.passings:
        values = {"old": _unused(draft, draft.pick(passing.names)), "date": draft.day(3)}
        values["thing"] = draft.thing(passing.claims[0])
        entry = draft.entry(draft.said(draft.pick(passing.claims), values), draft.shelf())
        refs: list[int] = []
        for session in draft.some(2, agents=1):
            refs += _bad_moment(draft, passing, session, values)
        draft.trap("stale/passing failure", [entry], refs)
        _may_be_confirmed(draft, entry, refs)
    for passing in draft.domain.passings:
        if passing.way is Way.RENAMED:
            _another_is_renamed(draft, passing)
    for claim in draft.domain.history:
        past = draft.said(claim, {"date": draft.day(200, 400)})
        draft.trap("stale/history", [draft.entry(past, draft.shelf())])
    later = (draft.now + timedelta(days=20)).date().isoformat()
    ahead = draft.said(draft.pick(draft.domain.deadlines), {"date": later})
    draft.trap("stale/date ahead", [draft.entry(ahead, draft.shelf())])


def _may_be_confirmed(draft: Draft, entry: str, refs: list[int]) -> None:
    # What answers again also shows that the entry is right, if it names what that is about.
    draft.plant(
        DraftPlanted(
            ChangeKind.VERIFY,
            "verify/alive",
            frozenset({Outcome.NOTED}),
            entries=(entry,),
            refs=tuple(refs),
            is_optional=True,
        )
    )


def _bad_moment(
    draft: Draft, passing: Passing, session: DraftSession, values: dict[str, str]
) -> list[int]:
    # First it seems to be lost, then it answers again.
    call = draft.said(draft.pick(passing.calls), values)
    lost, first = draft.used(call, draft.said(passing.hiccup, values), Ending.FAILED)
    well, second = draft.used(call, draft.said(draft.pick(passing.alive), values))
    draft.scene(session, lost, well)
    return [first, second]


def _another_is_renamed(draft: Draft, passing: Passing) -> None:
    # The entry names a neighbour whose name begins alike.
    pattern = draft.pick(passing.names)
    kept, gone = _unused(draft, pattern), _unused(draft, pattern)
    thing = draft.thing(passing.claims[0])
    claim = draft.said(draft.pick(passing.claims), {"old": kept, "thing": thing})
    entry = draft.entry(claim, draft.shelf())
    values = {"old": gone, "new": _unused(draft, pattern), "date": draft.day(8)}
    refs = []
    for session in draft.some(2):
        step, ref = draft.used(
            draft.said(draft.pick(passing.calls), values),
            draft.said(draft.pick(passing.news), values),
        )
        draft.scene(session, step)
        refs.append(ref)
    draft.trap("stale/another one", [entry], refs)


def _unused(draft: Draft, pattern: str) -> str:
    # What passes away is named by this entry only: another one would be stale as well.
    made = name(pattern, draft.random)
    for _ in range(60):
        if draft.claim(f"name:{made}") and not draft.is_named(made):
            break
        made = name(pattern, draft.random)
    draft.passing.add(made)
    return made
