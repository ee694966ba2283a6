"""
The same trouble in several sessions of several agents; and trouble that teaches nothing.
"""

from collections.abc import Sequence

from core.dreams.bench.draft import Draft, DraftPlanted, DraftSession
from core.dreams.bench.script import Ending, Step, Use, Uses
from core.dreams.bench.truth import Outcome
from core.dreams.bench.vocabulary import Detour, Failure, Loop, Texts
from core.dreams.proposal import ChangeKind


def plant(draft: Draft) -> None:
    """Failures with their remedy, calls that are repeated in vain, and detours."""
    for failure in draft.domain.failures:
        sessions = draft.some(draft.random.choice((3, 4)), agents=2, timed=False)
        refs = [ref for one in sessions for ref in fail(draft, failure, one)]
        _plant(draft, "failure", (failure.error_words, failure.remedy_words), refs)
    for loop in draft.domain.loops:
        sessions = draft.some(3, agents=2, timed=False)
        refs = [ref for one in sessions for ref in _repeat(draft, loop, one)]
        _plant(draft, "loop", (loop.words,), refs)
    for detour in draft.domain.detours:
        sessions = draft.some(6, agents=3, timed=False)
        draft.random.shuffle(sessions)
        refs = [ref for one in sessions[:3] for ref in _go_round(draft, detour, one)]
        refs += [ref for one in sessions[3:] for ref in _go_straight(draft, detour, one)]
        _plant(draft, "detour", (detour.short_words,), refs)


def _plant(draft: Draft, label: str, says: Sequence[Texts], refs: list[int]) -> None:
    draft.plant(
        DraftPlanted(
            ChangeKind.ADD_LESSON,
            f"lesson/{label}",
            frozenset({Outcome.ADDED}),
            says=tuple(frozenset(words) for words in says),
            refs=tuple(refs),
        )
    )


def trap(draft: Draft) -> None:
    """What only looks like a failure of everyone."""
    of_one_agent, of_two_sessions = draft.domain.lone_failures[:2]
    same = draft.some(3, timed=False, same=True)
    _trap(draft, "one agent only", [r for s in same for r in fail(draft, of_one_agent, s)])
    two = draft.some(2, agents=2, timed=False)
    _trap(draft, "two sessions only", [r for s in two for r in fail(draft, of_two_sessions, s)])
    slips = list(draft.domain.slips)
    draft.random.shuffle(slips)
    for slip, session in zip(slips, draft.some(len(slips)), strict=False):
        _cascade(draft, slip, session)
    for call in draft.domain.risky:
        _same_everywhere(draft, "rejected by a person", call, "", Ending.REJECTED)
    for call in draft.domain.searches:
        _same_everywhere(draft, "nothing found", call, "", Ending.NO_MATCH)
    for call, output in draft.domain.shown_errors:
        _same_everywhere(draft, "errors of others", call, output, Ending.OK)


def fail(draft: Draft, failure: Failure, session: DraftSession) -> list[int]:
    """Let a session run into a failure, try in vain, and find what works."""
    steps: list[Step] = []
    refs = []
    for call in (failure.call, *failure.tried[: draft.random.randrange(2)]):
        step, ref = draft.used(
            draft.said(call, {}),
            draft.said(failure.error, {}),
            Ending.FAILED,
            code=draft.random.choice((1, 2)),
        )
        steps.append(step)
        refs.append(ref)
    step, ref = draft.used(draft.said(failure.works, {}), draft.said(failure.answer, {}))
    draft.scene(session, *steps, step)
    return [*refs, ref]


def _repeat(draft: Draft, loop: Loop, session: DraftSession) -> list[int]:
    steps: list[Step] = []
    refs = []
    for _ in range(draft.random.randrange(4, 7)):
        step, ref = draft.used(loop.call, loop.answer)
        steps.append(step)
        refs.append(ref)
    step, ref = draft.used(loop.ends, loop.ending)
    draft.scene(session, *steps, step)
    return [*refs, ref]


def _go_round(draft: Draft, detour: Detour, session: DraftSession) -> list[int]:
    used = [draft.used(call, answer) for call, answer in detour.steps]
    draft.scene(session, *(step for step, _ in used))
    return [ref for _, ref in used]


def _go_straight(draft: Draft, detour: Detour, session: DraftSession) -> list[int]:
    step, ref = draft.used(detour.short, detour.steps[-1][1])
    draft.scene(session, step)
    return [ref]


def _cascade(draft: Draft, slip: tuple[str, str], session: DraftSession) -> None:
    # One mistake takes the call beside it along; that one is the same in every session.
    call, error = slip
    beside = draft.domain.searches[0]
    first, second = draft.ref(), draft.ref()
    uses = (
        Use(draft.said(call, {}), draft.said(error, {}), Ending.FAILED, 2, first),
        Use(beside, "", Ending.SIBLING, 1, second),
    )
    draft.scene(session, Uses(uses))
    draft.trap("lesson/cascade", refs=[first, second])


def _same_everywhere(draft: Draft, label: str, call: str, output: str, ending: Ending) -> None:
    refs = []
    command, answer = draft.said(call, {}), draft.said(output, {})
    for session in draft.some(4, agents=3, timed=False):
        step, ref = draft.used(command, answer, ending)
        draft.scene(session, step)
        refs.append(ref)
    _trap(draft, label, refs)


def _trap(draft: Draft, label: str, refs: list[int]) -> None:
    draft.trap(f"lesson/{label}", refs=refs)
