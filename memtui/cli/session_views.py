"""
Sessions as a person looks at them, started here or only ingested: `session list|show|delete`.
"""

import sys
from typing import TYPE_CHECKING

import click

from memtui.cli import args, short_ids
from memtui.cli.call import Call, common, pass_call, utc
from memtui.cli.output import several

if TYPE_CHECKING:
    from core import Workspace
    from core.transcripts.summaries import Summary
    from core.wire.objects import Json

STATES = {"live": "running", "running": "running", "paused": "paused", "ended": "ended"}


@click.command("list")
@click.option("--agent", metavar="NAME", help="Only this agent's.")
@args.store_option("Only those with this store attached, or that touched it.")
@click.option("--state", type=click.Choice(tuple(STATES)), help="Only those in this state.")
@args.paged
@utc
@common
@pass_call
def list_sessions(
    call: Call,
    *,
    agent: str | None,
    store: str | None,
    state: str | None,
    limit: int | None,
    page: str | None,
) -> None:
    """List the sessions that were started or whose transcripts were ingested, newest first."""
    from memtui.cli import places

    with call.reading() as workspace:
        store_id = None if store is None else places.find_store(workspace, store).id
        sessions, next_page = args.gather(
            lambda count, cursor: workspace.summaries.page(
                agent=agent,
                store_id=store_id,
                state=None if state is None else STATES[state],
                limit=count,
                page=cursor,
            ),
            limit,
            page,
        )
        now = workspace.context.clock()
        if call.json:
            call.out.page((_document(workspace, one) for one in sessions), next_page)
            return
        names = {item.id: item.name for item in workspace.stores.list(include_archived=True)}
    call.out.table(
        (
            (
                item.id,
                call.out.when(item.started_at, now),
                item.status,
                item.agent,
                several(item.events, "event") if item.events else "",
                several(item.tool_errors, "error") if item.tool_errors else "",
                ", ".join(names.get(store_id, store_id) for store_id in item.stores),
            )
            for item in sessions
        ),
        ("dim", "dim", "green", "bold", "dim", "red", None),
        empty="There are no such sessions.",
    )


@click.command()
@short_ids.session
@utc
@common
@pass_call
def show(call: Call, *, session_id: str) -> None:
    """Show one session, by its id or the transcript's own: its stores, and what it did."""
    with call.reading() as workspace:
        found = workspace.summaries.retrieve(session_id)
        if call.json:
            call.out.json(_document(workspace, found))
        else:
            _show(call, workspace, found)


@click.command()
@short_ids.session
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--purge",
    is_flag=True,
    help="Rewrite the workspace file, so that no unused page of it holds the texts.",
)
@common
@pass_call
def delete(call: Call, *, session_id: str, yes: bool, purge: bool) -> None:
    """
    Delete what was ingested of a session: its events, what it is known to have read, and what
    dreams quote of it.

    A session that was started here stays, and so does everything that it wrote. The transcript's
    files are not touched; one that still grows begins a new session with what comes.
    """
    with call.writing() as workspace:
        found = workspace.summaries.retrieve(session_id)
        if not yes:
            _ask(found)
        deleted = workspace.transcripts.delete(found.id, purges=purge)
    if call.json:
        call.out.json(
            {
                "id": found.id,
                "type": "session_deleted",
                "events": found.events,
                "quotes": deleted.quotes,
                "withdrawn_changes": deleted.withdrawn,
            }
        )
        return
    call.out.line(f"Deleted {several(found.events, 'event')} of {found.id}")
    if deleted.quotes:
        call.out.line(
            f"Took {several(deleted.quotes, 'quote')} out of what dreams propose;"
            f" {several(deleted.withdrawn, 'change')} rested on them and"
            f" {'says' if deleted.withdrawn == 1 else 'say'} nothing any more.",
            "dim",
        )


def _ask(found: "Summary") -> None:
    """
    Ask whether to go on.

    Raises:
        UsageError: Nobody answered.
        Abort: The answer was no.
    """
    from core import InvalidRequest

    stays = "" if found.is_ingested else " The session itself stays, with what it wrote."
    click.echo(
        f"This deletes {several(found.events, 'event')} of the session {found.id}"
        f" ({found.agent!r}) for good.{stays}\n"
        "The files they were read from are not touched; one that still grows begins a new"
        " session.\nDelete? [y/N] ",
        nl=False,
        err=True,
    )
    typed = sys.stdin.readline() if sys.stdin is not None else ""
    if not typed:
        click.echo(err=True)
        raise click.UsageError("Nobody answered; give --yes to delete it.")
    if typed.strip().lower() not in ("y", "yes"):
        raise InvalidRequest("The answer was not yes; nothing was deleted.")


def _document(workspace: "Workspace", found: "Summary") -> "dict[str, Json]":
    from core.transcripts.wire import summary_json
    from core.wire.objects import session_json

    summary = summary_json(found)
    if found.is_ingested:
        return {"metadata": {}, "resources": [], **summary}
    # Its status and times are those of the record too, so that both say the same.
    return {**session_json(workspace.sessions.retrieve(found.id)), **summary}


def _show(call: Call, workspace: "Workspace", found: "Summary") -> None:
    now = workspace.context.clock()
    ended = "" if found.ended_at is None else f", ended {call.out.when(found.ended_at, now)}"
    rows = [
        ("agent", " ".join(filter(None, (found.agent, found.agent_version)))),
        ("id", found.id),
        ("state", found.status),
        ("title", found.title or ""),
        ("started", call.out.when(found.started_at, now) + ended),
    ]
    if found.format is not None:
        rows += [
            ("transcript", f"{found.format} {found.native_id}"),
            ("folder", " ".join(filter(None, (found.cwd, found.git_branch)))),
            ("events", f"{found.events:,}"),
            (
                "tool calls",
                f"{found.tool_calls:,}, {found.tool_errors:,} failed, {found.rejected:,} rejected",
            ),
            ("tokens", f"{found.input_tokens:,} in, {found.output_tokens:,} out"),
            ("memory", f"{several(found.reads, 'read')}, {several(found.writes, 'write')}"),
        ]
        if found.outcome is not None:
            rows.append(("outcome", found.outcome))
    if found.is_ingested:
        names = {item.id: item.name for item in workspace.stores.list(include_archived=True)}
        rows += [("touched", names.get(store_id, store_id)) for store_id in found.stores]
    else:
        rows += [
            (str(item.access), f"{item.name}  {item.mount_path}")
            for item in workspace.sessions.retrieve(found.id).resources
        ]
    call.out.table(rows, ("dim", None))
