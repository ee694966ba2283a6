"""
What agents left behind: `events`, `accesses`, and the search in transcripts.
"""

from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

import click

from memtui.cli import args, complete, short_ids
from memtui.cli.call import Call, common, pass_call, utc

if TYPE_CHECKING:
    from core.errors import Json
    from core.transcripts.kinds import Kind
    from core.transcripts.stored import StoredEvent

_EVENT_WIDTHS = (20, 12, 14, 12)
_EVENT_STYLES = ("dim", "cyan", "bold", "yellow", None)


@click.command()
@short_ids.transcript
@click.option(
    "--kind", "kinds", metavar="K", multiple=True, help="Only this kind; repeat for more."
)
@click.option("--errors", is_flag=True, help="Only what failed.")
@click.option("--memory", is_flag=True, help="Only calls that touched a memory, and their results.")
@click.option("--agent", metavar="KEY", help="Only of this agent of the session; main is its own.")
@args.paged
@common
@pass_call
def events(
    call: Call,
    *,
    session_id: str,
    kinds: tuple[str, ...],
    errors: bool,
    memory: bool,
    agent: str | None,
    limit: int | None,
    page: str | None,
) -> None:
    """
    Print the events of SESSION (its id, or the transcript's own) in their order.

    A kind is user, assistant, thinking, tool_call, tool_result, system, injected, compaction,
    error, lifecycle, usage, permission, progress, meta or unknown.
    """
    from core.reading.pages import decode_text_cursor, encode_cursor
    from core.transcripts.filtering import Filter
    from core.transcripts.wire import event_json

    wanted = Filter(_kinds(kinds), only_errors=errors, only_memory=memory, agent=agent)
    after = None if page is None else decode_text_cursor(page)
    with call.reading() as workspace:
        found = workspace.transcripts.all_events(session_id, wanted, after=after)
        shown = islice(found, limit)
        # What is wrong with the question shows with the first one, before anything is printed.
        begun = chain(list(islice(shown, 1)), shown)
        if not call.json:
            for one in begun:
                _show_event(call, one)
            return
        last: str | None = None

        def documents() -> "Iterator[Json]":
            nonlocal last
            for one in begun:
                last = one.id
                yield event_json(one)

        def next_page() -> str | None:
            return encode_cursor(last) if last and next(found, None) is not None else None

        call.out.long_page(documents(), next_page)


@click.command()
@args.store
@click.argument("path", required=False, shell_complete=complete.path)
@click.option(
    "--unread-for", metavar="SPAN", help="Instead: the memories nobody read for so long (30d)."
)
@args.paged
@utc
@common
@pass_call
def accesses(
    call: Call,
    *,
    store: str,
    path: str | None,
    unread_for: str | None,
    limit: int | None,
    page: str | None,
) -> None:
    """
    List who read and wrote the memory at PATH in STORE, newest first, as transcripts tell.

    A touch is read, write or possible: a command that names the file, while nobody can say what it
    did. With --unread-for, list the memories that nobody was seen to read or write for that long.
    """
    from core.transcripts.wire import access_json, unread_json
    from memtui.cli import places

    args.one_of(path=path, unread_for=unread_for)
    if path is None and unread_for is None:
        raise click.UsageError("Name a PATH, or give --unread-for SPAN.")
    with call.reading() as workspace:
        found = places.find_store(workspace, store)
        now = workspace.context.clock()
        if unread_for is not None:
            memories = workspace.accesses.unread(found.id, _days(unread_for))[:limit]
            if call.json:
                call.out.page(map(unread_json, memories))
                return
            call.out.table(
                (
                    (
                        "never read"
                        if one.last_read_at is None
                        else f"read {call.out.when(one.last_read_at, now)}",
                        f"written {call.out.when(one.updated_at, now)}",
                        one.path,
                    )
                    for one in memories
                ),
                ("yellow", "dim", None),
                empty="Each was read or written since then.",
            )
            return
        checked = places.checked(path or "")
        touches, next_page = args.gather(
            lambda count, cursor: workspace.accesses.of_memory(
                found.id, checked, limit=count, page=cursor
            ),
            limit,
            page,
        )
    if call.json:
        call.out.page(map(access_json, touches), next_page)
        return
    call.out.table(
        (
            (
                "" if one.at is None else call.out.when(one.at, now),
                one.touch,
                one.agent,
                one.tool or "",
                one.status or "",
                one.session_id,
                one.event_id,
                one.version_id or "",
            )
            for one in touches
        ),
        ("dim", "cyan", "bold", None, "yellow", "dim", "dim", "dim"),
        empty="No transcript tells that anybody read or wrote it.",
    )


def search_transcripts(call: Call, query: str, agent: str | None, limit: int | None) -> None:
    """Find events that hold all words of a query, best first."""
    from core.transcripts.wire import found_json

    # To act as a session is to see its own transcript; here its own id of the format does too.
    session, call.session = call.session, None
    with call.reading() as workspace:
        found = workspace.transcripts.search(
            query, session=session, agent=agent, limit=limit or _ALL
        )
    if call.json:
        call.out.page(map(found_json, found))
        return
    if not found:
        call.out.remark("Nothing was found.")
    for one in found:
        where = f"{one.event.session_id} {one.event.id} {one.agent} {one.event.kind}"
        shown = call.out.paint(call.out.marked(where, [], "dim"), "dim")
        call.out.write(f"{shown}  {call.out.marked(one.text, one.marks, 'red')}")


_ALL = 1 << 31
_LONGEST_DAYS = 36_500.0


def _kinds(names: tuple[str, ...]) -> "tuple[Kind, ...]":
    from core.transcripts.kinds import Kind

    known = {kind.value: kind for kind in Kind}
    for name in names:
        if name not in known:
            raise click.UsageError(f"There is no kind {name!r}; there is {', '.join(known)}.")
    return tuple(known[name] for name in names)


def _days(span: str) -> float:
    from core.times import parse_span

    found = parse_span(span)
    if found is None:
        raise click.UsageError(f"--unread-for takes a span such as 12h or 30d, not {span!r}.")
    return min(found.total_seconds() / 86_400, _LONGEST_DAYS)


def _show_event(call: Call, event: "StoredEvent") -> None:
    from core.times import format_time, from_milliseconds

    at = "" if event.ts is None else format_time(from_milliseconds(event.ts))[:19] + "Z"
    call.out.row(
        (
            at,
            event.kind.value,
            event.tool or (event.role_origin or "" if event.kind == "user" else event.agent),
            "" if event.status is None else event.status,
            event.body or event.input or "",
        ),
        _EVENT_WIDTHS,
        _EVENT_STYLES,
        cut=True,
    )
