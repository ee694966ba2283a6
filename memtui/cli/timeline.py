"""
Time seen from above: `timeline`.
"""

import shutil
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from memtui.cli import args
from memtui.cli.call import Call, common, pass_call

if TYPE_CHECKING:
    from core import Workspace
    from core.overseeing.lanes import Lane, Timeline
    from core.overseeing.marks import MarkKind, Wanted

_KINDS = ("write", "read", "conflict", "error", "dream")
_HEIGHTS = " ▁▂▃▄▅▆▇█"


@click.command()
@args.store_option("Only of this store.")
@click.option("--path", metavar="PREFIX", help="Only below this path.")
@click.option("--agent", "agents", multiple=True, metavar="NAME", help="Only of this agent.")
@click.option("--of", "session_id", metavar="SESSION", help="Only of this session.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="Only such marks.")
@click.option("--since", metavar="TIME|SPAN", help="From when on: 2h, 7d, 2026-11-01.  [the first]")
@click.option("--until", metavar="TIME|SPAN", help="Until when.  [now]")
@click.option("--by", type=click.Choice(["agent", "session"]), default="agent", show_default=True)
@click.option("--buckets", type=click.IntRange(1, 1_000), metavar="N", help="How many.")
@click.option(
    "--marks", type=click.IntRange(0, 10_000), default=1_000, metavar="N", help="At most."
)
@click.option("--changed", is_flag=True, help="List the memories that changed in that time.")
@common
@pass_call
def timeline(
    call: Call,
    *,
    store: str | None,
    path: str | None,
    agents: tuple[str, ...],
    session_id: str | None,
    kinds: tuple[str, ...],
    since: str | None,
    until: str | None,
    by: str,
    buckets: int | None,
    marks: int,
    changed: bool,
) -> None:
    """
    Show who did what when: writes, reads, conflicts, errors and dreams of each agent.

    With --json: buckets over all, lanes, and the newest marks one by one.
    """
    from core.overseeing.marks import MarkKind, Wanted
    from core.wire.timelines import changed_json, mark_json, timeline_json
    from memtui.cli import places

    with call.reading() as workspace:
        wanted = Wanted(
            None if store is None else places.find_store(workspace, store).id,
            None if path is None else places.prefix_of(path),
            agents,
            session_id,
            tuple(MarkKind(kind) for kind in kinds),
        )
        begin, end = _span(workspace, since, until)
        if changed:
            found = workspace.timelines.changed(begin, end, wanted)
            if call.json:
                call.out.page(map(changed_json, found))
                return
            call.out.table(
                ((f"{one.writes:,}", one.path, ", ".join(one.agents)) for one in found),
                ("bold", None, "cyan"),
            )
            return
        if call.json:
            seen = _look(workspace, begin, end, wanted, buckets or 60, by)
            listed = workspace.timelines.marks(begin, end, wanted, limit=marks, newest=True)
            call.out.json({**timeline_json(seen), "marks": [mark_json(mark) for mark in listed]})
            return
        width = buckets or max(shutil.get_terminal_size().columns - 40, 10)
        _show(call, _look(workspace, begin, end, wanted, width, by))


def _span(
    workspace: "Workspace", since: str | None, until: str | None
) -> tuple[datetime, datetime]:
    from core.times import parse_since

    now = workspace.context.clock()
    extent = workspace.timelines.extent() or (now - timedelta(hours=1), now)
    begin = extent[0] if since is None else parse_since(since, now)
    # The last moment itself belongs to it.
    end = max(extent[1], now) if until is None else parse_since(until, now)
    return begin, end + timedelta(milliseconds=1)


def _look(
    workspace: "Workspace",
    begin: datetime,
    end: datetime,
    wanted: "Wanted",
    buckets: int,
    by: str,
) -> "Timeline":
    return workspace.timelines.between(
        begin, end, wanted, buckets=buckets, by="session" if by == "session" else "agent"
    )


def _show(call: Call, seen: "Timeline") -> None:
    call.out.line(f"{seen.since:%Y-%m-%d %H:%M:%S}Z to {seen.until:%Y-%m-%d %H:%M:%S}Z", "dim")
    call.out.table(
        (
            (
                f"{lane.agent}  {lane.session_id}" if lane.session_id else lane.agent,
                _strip(lane),
                _totals(lane),
            )
            for lane in seen.lanes
        ),
        ("bold", "cyan", "dim"),
    )


def _strip(lane: "Lane") -> str:
    """How much the lane did in each bucket, as heights."""
    sums = [sum(column) for column in zip(*lane.counts.values(), strict=True)]
    most = max(sums, default=0) or 1
    return "".join(_HEIGHTS[-(-number * (len(_HEIGHTS) - 1) // most)] for number in sums)


def _totals(lane: "Lane") -> str:
    def said(kind: "MarkKind") -> str:
        count = lane.total(kind)
        return f"{count:,} {kind.value}{'' if count == 1 else 's'}"

    return ", ".join(said(kind) for kind in lane.counts)
