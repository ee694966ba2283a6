"""
How good a dreamer is, on stores with planted defects: `dream bench`.
"""

from typing import TYPE_CHECKING

import click

from memtui.cli.call import Call, common, pass_call
from memtui.cli.output import several

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.dreams.bench.again import Run, RunAfterRejection
    from core.dreams.bench.report import Numbers, Summary
    from core.dreams.inputs import Inputs
    from core.dreams.proposal import Change, Finding

BASELINES = ("noop", "delete-all", "concat", "alike")
"""Dreamers that are there to be beaten."""

DREAMERS = ("offline", *BASELINES)

DOMAINS = ("dev", "held-out", "all")


@click.command()
@click.option("--seed", "seeds", type=int, multiple=True, metavar="N", help="May be repeated.  [1]")
@click.option(
    "--domains",
    type=click.Choice(DOMAINS),
    default="all",
    help="Those that dreamers are developed with, those that they have not seen, or both.  [all]",
)
@click.option(
    "--dreamer",
    "dreamers",
    type=click.Choice(DREAMERS),
    multiple=True,
    help="May be repeated.  [offline]",
)
@click.option("--details", is_flag=True, help="Also name what was missed and what was wrong.")
@common
@pass_call
def bench(
    call: Call, *, seeds: tuple[int, ...], domains: str, dreamers: tuple[str, ...], details: bool
) -> None:
    """
    Measure a dreamer on invented stores and transcripts, whose defects are known.

    The same seed makes the same store. Needs no workspace and changes none.
    """
    from core.dreams.bench.domains import DEVELOPMENT, HELD_OUT
    from core.dreams.bench.report import as_json, summed
    from core.dreams.bench.runner import results

    groups = {"dev": DEVELOPMENT, "held-out": HELD_OUT}
    chosen = {name: group for name, group in groups.items() if domains in (name, "all")}
    seeds = seeds or (1,)
    summaries: list[tuple[str, Summary]] = []
    for dreamer in dreamers or ("offline",):
        run = _dreamer(dreamer)
        summaries += [
            (name, summed(dreamer, list(results(run, group, seeds, _after_rejection(run)))))
            for name, group in chosen.items()
        ]
    if call.json:
        call.out.page({"domains": name, **as_json(one)} for name, one in summaries)
        return
    for name, one in summaries:
        _show(call, name, one, details=details)


def _dreamer(name: str) -> "Run":
    from core.dreams.bench import baselines
    from core.dreams.dreamers.named import dreamer_named

    if name in BASELINES:
        baseline: Run = getattr(baselines, name.replace("-", "_"))
        return baseline
    return dreamer_named(name).dream


def _after_rejection(run: "Run") -> "RunAfterRejection":
    """What the dreamer proposes when some findings were rejected before, as a dream would."""

    def dream(inputs: "Inputs", rejected: "Sequence[Finding]") -> "Sequence[Finding]":
        from core.dreams.hunks import PinnedFile, propose
        from core.dreams.reviewing.rejections import sift, stone_of
        from core.text import sha256

        pinned = {one.path: PinnedFile(one.text, None, sha256(one.text)) for one in inputs.files}

        def changes(findings: "Sequence[Finding]") -> "Sequence[Change]":
            return propose(inputs.store_id, inputs.seq, pinned, findings).changes

        events = {event.id: event for log in inputs.sessions for event in log.events}
        known = [events[e.event_id].ts for one in rejected for e in one.evidence if e.event_id]
        until = max((at for at in known if at is not None), default=None)
        stones = [stone_of(one, dream_id="first", seen_until=until) for one in changes(rejected)]
        found = run(inputs)
        return sift(found, changes(found), stones)[0]

    return dream


def _show(call: Call, domains: str, one: "Summary", *, details: bool) -> None:
    call.out.line(f"{one.dreamer} on {domains} ({several(one.cases, 'case')})", "bold")
    for title, numbers in (
        ("must be zero", one.harm),
        ("evidence", one.evidence),
        ("asked again", one.again),
        ("duplicates", one.duplicates),
    ):
        call.out.line(f"  {title + ':':14}{_numbers(numbers)}")
    rows = [("  kind", "planted", "found", "recall", "proposed", "right", "precision")]
    rows += [
        (
            f"  {kind}",
            str(tally.planted),
            str(tally.found),
            _share(tally.recall),
            str(tally.proposed),
            str(tally.right),
            _share(tally.precision),
        )
        for kind, tally in sorted(one.kinds.items())
    ]
    call.out.table(rows)
    if details:
        labels = sorted(one.labels.items())
        call.out.table([(f"  {label}", f"{t.found}/{t.planted}") for label, t in labels])
        for title, texts in (
            ("trap", one.traps),
            ("missed", one.missed),
            ("wrong", one.wrong),
            ("evidence", one.invalid),
        ):
            for text in texts:
                call.out.line(f"  {title}: {text}")
    call.out.line("")


def _numbers(numbers: "Numbers") -> str:
    return ", ".join(f"{name.replace('_', ' ')} {_number(one)}" for name, one in numbers.items())


def _number(one: float | None) -> str:
    if one is None:
        return "-"
    return f"{one:.3f}" if isinstance(one, float) else f"{one:,}"


def _share(one: float | None) -> str:
    return "-" if one is None else f"{one:.2f}"
