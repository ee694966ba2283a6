"""
The sessions of agents: `session start|attach|pause|resume|end|undo`, beside those that only look.
"""

from typing import TYPE_CHECKING

import click

from memtui.cli import args, session_views, short_ids
from memtui.cli.call import Call, common, pass_call
from memtui.cli.output import several

if TYPE_CHECKING:
    from core import Workspace
    from core.access.attachments import Attach
    from core.records.sessions import SessionRecord


@click.group()
@common
def session() -> None:
    """Start, list, pause, end and undo the sessions of agents."""


for _view in (session_views.list_sessions, session_views.show, session_views.delete):
    session.add_command(_view)


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
    from core.wire.objects import session_json

    with call.writing() as workspace:
        wishes = _wishes(workspace, attach, instructions)
        started = workspace.sessions.start(agent, wishes, title=title).record
    if call.json:
        call.out.json(session_json(started))
    else:
        call.out.line(started.id)


@session.command()
@short_ids.session
@args.store_option(
    "A store and read_only or read_write (as without =ACCESS).",
    metavar="STORE=ACCESS",
    required=True,
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
@short_ids.session
@common
@pass_call
def end(call: Call, *, session_id: str) -> None:
    """End a session: it writes nothing any more, and its history stays."""
    with call.writing() as workspace:
        _answer(call, "Ended", workspace.sessions.end(session_id))


@session.command()
@short_ids.session
@common
@pass_call
def pause(call: Call, *, session_id: str) -> None:
    """Stop a session's writes until it is resumed; its next write is told so."""
    with call.writing() as workspace:
        _answer(call, "Paused", workspace.sessions.pause(session_id))


@session.command()
@short_ids.session
@common
@pass_call
def resume(call: Call, *, session_id: str) -> None:
    """Let a paused session write again."""
    with call.writing() as workspace:
        _answer(call, "Resumed", workspace.sessions.resume(session_id))


@session.command()
@short_ids.session
@common
@pass_call
def undo(call: Call, *, session_id: str) -> None:
    """
    Take back everything that a session wrote, in one go.

    A memory that others wrote since is kept as it is, and named. `memtui undo` takes this back.
    """
    from core.wire.objects import session_undone_json

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
    from core.access.attachments import Access, Attach
    from memtui.cli import places

    texts = {
        places.find_store(workspace, name).id: text
        for name, text in args.labels(instructions, "--instructions", "STORE=TEXT")
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
    from core.wire.objects import session_json

    if call.json:
        call.out.json(session_json(found))
    else:
        call.out.line(f"{done} {found.id}")
