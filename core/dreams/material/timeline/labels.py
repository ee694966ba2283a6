"""
How kinds of happenings are written: as where they were seen first, and two of a pair alike. Pure.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from core.dreams.material.timeline.timeline import Series, Sight


def shown_label(series: Series) -> tuple[str, ...]:
    """
    The label as it is written where it was seen first, with what follows it in every report.

    `points 3` whose lines go on with `detection lost left` or `detection lost right` has lost it.
    """
    first = first_of(series.sights[series.times[0]])
    shown, length = first.happening.shown, len(series.label)
    same = _followed_by(series)
    return (*shown[:length], shown[length][: len(same)]) if same else shown[:length]


def _followed_by(series: Series) -> str:
    """The words with which what stands behind a label begins in every report of it."""
    length, same = len(series.label), None
    for sights in series.sights.values():
        for sight in sights:
            behind = [*sight.happening.shown[length : length + 1], ""][0].split(" ")
            if same is None:
                same = behind
            else:
                pairs = zip(same, behind, strict=False)
                same = [one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)]
            if not any(same):
                return ""
    return " ".join(same or ())


def first_of(sights: Sequence[Sight]) -> Sight:
    """Of the reports of one time the one that came first."""
    return min(sights, key=lambda sight: (sight.result.order, sight.happening.quote))


def told_alike(one: Series, other: Series) -> tuple[str, str]:
    """
    The labels of a pair as one reads them: where one has a parameter, so has the other.

    The value of a parameter that was not always the same is left open: `pump_trip pump=…`.
    """
    labels = shown_label(one), shown_label(other)
    is_any = any(map(_has_parameter, labels))
    first, second = (
        " ".join((*label, *(_open(series, label) if is_any and not _has_parameter(label) else ())))
        for series, label in zip((one, other), labels, strict=True)
    )
    return first, second


def _has_parameter(label: Sequence[str]) -> bool:
    return any("=" in part for part in label)


def _open(series: Series, label: Sequence[str]) -> tuple[str, ...]:
    """The parameter that stands behind a label in every report of it, without its value."""
    behind = re.compile(rf"{re.escape(label[-1])}\W{{1,3}}([A-Za-z_][\w.-]{{0,40}})=")
    found = {
        match[1] if (match := behind.search(sight.happening.quote)) is not None else ""
        for sights in series.sights.values()
        for sight in sights
    }
    return (f"{found.pop()}=\u2026",) if len(found) == 1 and "" not in found else ()
