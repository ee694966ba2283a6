"""
The sessions of agents: `session start|list|show|attach|pause|resume|end|undo`.
"""

from typing import TYPE_CHECKING

import click

from memtui.cli import args, complete
from memtui.cli.call import Call, common, pass_call, utc
from memtui.cli.output import several

if TYPE_CHECKING:
    from core import Workspace
    from core.sessions import Attach, SessionRecord


@click.group()
@common
def session() -> None:
    """Start, pause, end and undo the sessions of agents."""


@session.command()
@click.option("--agent", metavar="NAME", required=True, help="Whose session it is.")
@click.option(
    "--attach",
    metavar="STORE=ACCESS",
    multiple=True,
    help="A store and read_only or read_write (as without =ACCESS); repeat for more.",
)
@click.option(
    "--instructions",
    metavar="STORE=TEXT",
    multiple=True,
    help="What the agent is told about an attached store; repeat for more.",
)
@click.option("--title", metavar="TEXT", help="What the session is about.")
@common
@pass_call
def start(
    call: Call,
    *,
    agent: str,
    attach: tuple[str, ...],
    instructions: tuple[str, ...],
    title: str | None,
) -> None:
    """Start a session of an agent with stores attached, and print its id."""
    from core.wire import session_json

    with call.writing() as workspace:
        wishes = _wishes(workspace, attach, instructions)
        started = workspace.sessions.start(agent, wishes, title=title).record
    if call.json:
        call.out.json(session_json(started))
    else:
        call.out.line(started.id)


@session.command("list")
@click.option("--agent", metavar="NAME", help="Only this agent's.")
@click.option(
    "--store",
    metavar="STORE",
    shell_complete=complete.store,
    help="Only those with this store attached.",
)
@args.paged
@utc
@common
@pass_call
def list_sessions(
    call: Call, *, agent: str | None, store: str | None, limit: int | None, page: str | None
) -> None:
    """List the sessions, newest first."""
    from core.wire import session_json
    from memtui.cli import places

    with call.reading() as workspace:
        store_id = None if store is None else places.find_store(workspace, store).id
        sessions, next_page = args.gather(
            lambda count, cursor: workspace.sessions.page(
                agent=agent, store_id=store_id, limit=count, page=cursor
            ),
            limit,
            page,
        )
        now = workspace.context.clock()
    if call.json:
        call.out.page(map(session_json, sessions), next_page)
        return
    call.out.table(
        (
            (
                item.id,
                call.out.when(item.started_at, now),
                item.status,
                item.agent,
                ", ".join(place.name for place in item.resources),
            )
            for item in sessions
        ),
        ("dim", "dim", "green", "bold", None),
    )


@session.command()
@click.argument("session_id", metavar="ID")
@utc
@common
@pass_call
def show(call: Call, *, session_id: str) -> None:
    """Show one session and the stores attached to it."""
    with call.reading() as workspace:
        found = workspace.sessions.retrieve(session_id)
        _show(call, workspace, found)


@session.command()
@click.argument("session_id", metavar="ID")
@click.option(
    "--store",
    metavar="STORE=ACCESS",
    required=True,
    help="A store and read_only or read_write (as without =ACCESS).",
)
@click.option("--instructions", metavar="TEXT", help="What the agent is told about the store.")
@common
@pass_call
def attach(call: Call, *, session_id: str, store: str, instructions: str | None) -> None:
    """Attach a store to a running session, or give one that is attached another access."""
    told = () if instructions is None else (f"{store.rpartition('=')[0] or store}={instructions}",)
    with call.writing() as workspace:
        [(store_id, wish)] = _wishes(workspace, (store,), told).items()
        _answer(call, "Attached to", workspace.sessions.attach(session_id, store_id, wish))


@session.command()
@click.argument("session_id", metavar="ID")
@common
@pass_call
def end(call: Call, *, session_id: str) -> None:
    """End a session: it writes nothing any more, and its history stays."""
    with call.writing() as workspace:
        _answer(call, "Ended", workspace.sessions.end(session_id))


@session.command()
@click.argument("session_id", metavar="ID")
@common
@pass_call
def pause(call: Call, *, session_id: str) -> None:
    """Stop a session's writes until it is resumed; its next write is told so."""
    with call.writing() as workspace:
        _answer(call, "Paused", workspace.sessions.pause(session_id))


@session.command()
@click.argument("session_id", metavar="ID")
@common
@pass_call
def resume(call: Call, *, session_id: str) -> None:
    """Let a paused session write again."""
    with call.writing() as workspace:
        _answer(call, "Resumed", workspace.sessions.resume(session_id))


@session.command()
@click.argument("session_id", metavar="ID")
@common
@pass_call
def undo(call: Call, *, session_id: str) -> None:
    """
    Take back everything that a session wrote, in one go.

    A memory that others wrote since is kept as it is, and named. `memtui undo` takes this back.
    """
    from core.wire import session_undone_json

    with call.writing() as workspace:
        undone = workspace.undo.session(session_id)
    if call.json:
        call.out.json({"session_id": session_id, **session_undone_json(undone)})
        return
    call.out.line(f"Took back what {session_id} wrote to {several(len(undone.paths), 'memory')}.")
    call.out.table([(path,) for path in undone.paths])
    for kept in undone.kept:
        call.out.line(f"Kept {kept.path}: {kept.by} wrote it since.", "yellow")


def _wishes(
    workspace: "Workspace", attach: tuple[str, ...], instructions: tuple[str, ...]
) -> "dict[str, Attach]":
    from core import InvalidRequest
    from core.sessions import Access, Attach
    from memtui.cli import places

    texts = {
        places.find_store(workspace, name).id: text
        for name, text in args.labels(instructions, "--instructions")
    }
    wishes: dict[str, Attach] = {}
    for wish in attach:
        name, found, access = wish.rpartition("=")
        if not found:
            name, access = wish, Access.READ_WRITE
        if access not in tuple(Access):
            raise InvalidRequest(f"An access is read_only or read_write, not {access!r}.")
        store = places.find_store(workspace, name)
        if store.id in wishes:
            raise InvalidRequest(f"The store {store.name!r} is attached twice.")
        wishes[store.id] = Attach(Access(access), texts.pop(store.id, None))
    if texts:
        raise InvalidRequest(f"There are instructions for {next(iter(texts))}, not attached.")
    return wishes


def _answer(call: Call, done: str, found: "SessionRecord") -> None:
    from core.wire import session_json

    if call.json:
        call.out.json(session_json(found))
    else:
        call.out.line(f"{done} {found.id}")


def _show(call: Call, workspace: "Workspace", found: "SessionRecord") -> None:
    from core.wire import session_json

    if call.json:
        call.out.json(session_json(found))
        return
    now = workspace.context.clock()
    ended = "" if found.ended_at is None else f", ended {call.out.when(found.ended_at, now)}"
    call.out.table(
        [
            ("agent", found.agent),
            ("id", found.id),
            ("title", found.title or ""),
            ("started", call.out.when(found.started_at, now) + ended),
            *((str(item.access), f"{item.name}  {item.mount_path}") for item in found.resources),
        ],
        ("dim", None),
    )
