"""
The offline dreamer: no key, no network, and the same bytes whenever it is run on the same inputs.

The miners run in a fixed order, each on what the last one left; then again, until none finds more.
So a dream over its own accepted output has nothing left to propose.
"""

from collections.abc import Callable
from functools import cache
from typing import Final, TypeAlias

from core.dreams.dreamers.base import (
    Cancelled,
    Interrupted,
    Progress,
    Report,
    ShouldStop,
    never,
    silent,
)
from core.dreams.inputs import Inputs
from core.dreams.material.memories.compose import Composer
from core.dreams.material.memories.cutting import lines_of
from core.dreams.material.memories.draft import Draft, draft_of
from core.dreams.material.seeing.confirmation import Sightings
from core.dreams.material.steps.troubles import troubles_of
from core.dreams.material.testimony.readable import readable
from core.dreams.material.testimony.statements import Statements
from core.dreams.material.testimony.testimony import Testimony
from core.dreams.material.timeline.lags import lags_of
from core.dreams.material.timeline.timeline import timeline
from core.dreams.miners.companions import companions, companions_of
from core.dreams.miners.contradictions import contradictions
from core.dreams.miners.culprits import culprits, culprits_of
from core.dreams.miners.detours import detours, detours_of
from core.dreams.miners.duplicates import duplicates
from core.dreams.miners.expired import expired
from core.dreams.miners.hours import hours, hours_of
from core.dreams.miners.lessons import lessons
from core.dreams.miners.patterns import patterns
from core.dreams.miners.quarantine import quarantine
from core.dreams.miners.reorganize import reorganize
from core.dreams.miners.stale import stale
from core.dreams.miners.tickets import tickets
from core.dreams.miners.verify import verify
from core.dreams.proposal import Finding

Miner: TypeAlias = Callable[[Draft], list[Finding]]

_MOST_ROUNDS: Final = 4
"""A round only follows one that found something; more than this many would be a quarrel."""


class OfflineDreamer:
    """Finds what general rules can find, deterministically."""

    name = "offline"

    def dream(
        self, inputs: Inputs, report: Report = silent, should_stop: ShouldStop = never
    ) -> tuple[Finding, ...]:
        """What the miners find, settled; see `Dreamer.dream`."""
        composer = Composer(draft_of(inputs.files), inputs.now)
        miners = _miners(inputs)
        for _ in range(_MOST_ROUNDS):
            changed = 0
            for step, (stage, miner) in enumerate(miners):
                try:
                    if should_stop():
                        raise Cancelled(_canonical(composer.result()))
                    report(
                        Progress(
                            stage,
                            step,
                            len(miners),
                            composer.count,
                            lambda: _canonical(composer.result()),
                        )
                    )
                    found = miner(composer.draft)
                except (Interrupted, KeyboardInterrupt):
                    # Nothing was taken over yet from what was cut off.
                    raise Cancelled(_canonical(composer.result())) from None
                changed += composer.take(found)
            if not changed:
                break
        return _canonical(composer.result())


def _miners(inputs: Inputs) -> list[tuple[str, Miner]]:
    """The miners by stage, in the order in which they see the store."""
    lines = (line for file in inputs.files for line in lines_of(file.text))
    testimony = Testimony(readable(inputs.sessions), recalled=lines)
    sightings = Sightings(testimony)
    # What depends on the sessions alone is found once, when its stage comes for the first time.
    troubles = cache(lambda: troubles_of(testimony))
    around = cache(lambda: detours_of(testimony))
    statements = cache(lambda: Statements(testimony))
    happened = cache(lambda: timeline(testimony))
    lags = cache(lambda: lags_of(happened()))
    at_hours = cache(lambda: hours_of(happened()))
    together = cache(lambda: companions_of(happened(), lags()))
    behind = cache(lambda: culprits_of(testimony, happened()))
    return [
        ("quarantine", lambda draft: quarantine(draft, testimony)),
        ("contradictions", lambda draft: contradictions(draft, sightings)),
        ("stale", lambda draft: stale(draft, statements())),
        ("tickets", lambda draft: tickets(draft, statements())),
        ("expired", lambda draft: expired(draft, testimony)),
        ("duplicates", duplicates),
        ("lessons", lambda draft: lessons(draft, troubles())),
        ("detours", lambda draft: detours(draft, around())),
        ("patterns", lambda draft: patterns(draft, lags())),
        ("companions", lambda draft: companions(draft, together())),
        ("hours", lambda draft: hours(draft, at_hours())),
        ("culprits", lambda draft: culprits(draft, behind())),
        ("verify", lambda draft: verify(draft, sightings)),
        ("reorganize", reorganize),
    ]


def _canonical(findings: list[Finding]) -> tuple[Finding, ...]:
    """An order of their own: by place, then by kind and scope."""
    return tuple(sorted(findings, key=_place))


def _place(finding: Finding) -> tuple[str, int, str, str, str]:
    first = min(((edit.path, edit.old_start) for edit in finding.edits), default=("", 0))
    return (*first, finding.kind, finding.scope, finding.title)
