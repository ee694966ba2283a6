"""
What a dream would read: the options that say so, and `dream preview`, which starts nothing.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from memtui.cli import args
from memtui.cli.call import Call, common_but_session, pass_call, utc
from memtui.cli.short_ids import SESSION, full_id

if TYPE_CHECKING:
    from core import Workspace
    from core.transcripts.summaries import Summary

F = TypeVar("F", bound=Callable[..., Any])

WINDOW = "7d"
_LISTED = 12
_AT_ONCE = 100

_OPTIONS = (
    args.store_option(required=True),
    click.option(
        "--session", "sessions", multiple=True, metavar="ID", help="Read this session; repeatable."
    ),
    click.option(
        "--since",
        metavar="SPAN|TIME",
        help=f"Read what touched the store, or was ingested, in the last 12h, 7d, ...  [{WINDOW}]",
    ),
    click.option("--dreamer", default="offline", metavar="NAME", help="Who thinks.  [offline]"),
)


def inputs(function: F) -> F:
    """Give a command the options that say what a dream reads."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def chosen(
    workspace: "Workspace", store_id: str, sessions: tuple[str, ...], since: str | None
) -> tuple[str, ...]:
    """
    The sessions that the options name, or those of their window.

    Raises:
        UsageError: Both were given, or the window is no time.
    """
    from core import InvalidRequest
    from core.times import parse_since

    args.one_of(session=sessions, since=since)
    if sessions:
        return tuple(full_id(workspace, SESSION, one) for one in sessions)
    try:
        moment = parse_since(WINDOW if since is None else since, workspace.context.clock())
    except InvalidRequest as error:
        raise click.UsageError(f"--since: {error}") from None
    return workspace.sessions_since(store_id, moment)


@click.command()
@inputs
@utc
@common_but_session
@pass_call
def preview(
    call: Call, *, store: str, sessions: tuple[str, ...], since: str | None, dreamer: str
) -> None:
    """
    Show what a dream would read, and start none: sessions, events, the time they span.

    It takes what `memtui dream run` takes; with a --since long ago it lists all sessions there are.
    """
    from core.dreams.dreamers.named import COSTS, TOLD, check_dreamer
    from core.dreams.wire import preview_json
    from memtui.cli import places
    from memtui.dreaming.preview_words import rows
    from memtui.widgets.times import IN_UTC, LOCAL, Times

    check_dreamer(dreamer)
    with call.reading() as workspace:
        found = places.find_store(workspace, store)
        named = chosen(workspace, found.id, sessions, since)
        seen = workspace.dreams.preview(found.id, named)
        wanted = named if call.json else named[:_LISTED]
        if sessions:  # perhaps by the transcripts' own ids
            read = [workspace.summaries.retrieve(one) for one in wanted]
        else:
            read = _summaries(workspace, wanted)
        now = workspace.context.clock()
    if call.json:
        about = preview_json(seen, read)
        call.out.json({"memory_store_id": found.id, "dreamer": dreamer, "cost_usd": 0, **about})
        return
    told = [
        ("store", found.name),
        ("dreamer", f"{dreamer}: {TOLD[dreamer]}"),
        ("costs", COSTS[dreamer]),
        *rows(seen, Times(IN_UTC if call.utc else LOCAL)),
    ]
    call.out.table(told, ("dim", None))
    if read:
        call.out.line("")
        call.out.table(
            (
                (one.id, call.out.when(one.started_at, now), one.agent, f"{one.events:,} events")
                for one in read
            ),
            ("dim", "dim", "bold", None),
        )
    if len(named) > len(read):
        call.out.line(f"and {len(named) - len(read):,} more; --json lists them all.", "dim")


def _summaries(workspace: "Workspace", session_ids: Sequence[str]) -> "list[Summary]":
    """Sessions by our ids, many at once."""
    found: list[Summary] = []
    for start in range(0, len(session_ids), _AT_ONCE):
        some = session_ids[start : start + _AT_ONCE]
        found += workspace.summaries.page(among=some, limit=_AT_ONCE).data
    return found
