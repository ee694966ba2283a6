"""
`key`: what lets programs into a served workspace.
"""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from memtui.cli import args
from memtui.cli.call import Call, common_but_session, pass_call

if TYPE_CHECKING:
    from core import Workspace
    from core.records.keys import Key


@click.group()
@common_but_session
def key() -> None:
    """Make, list and revoke the keys of a served workspace."""


@key.command()
@click.argument("name")
@click.option("--admin", is_flag=True, help="It may manage keys, and do what people do.")
@click.option("--session", "session_id", metavar="ID", help="It is this session, and no more.")
@click.option(
    "--store",
    "stores",
    metavar="STORE=ACCESS",
    multiple=True,
    help="It is for this store, read_only or read_write; repeatable.",
)
@click.option("--expires", metavar="SPAN|TIME", help="It ends in 12h, 30d, ..., or at that time.")
@common_but_session
@pass_call
def create(
    call: Call,
    *,
    name: str,
    admin: bool,
    session_id: str | None,
    stores: tuple[str, ...],
    expires: str | None,
) -> None:
    """
    Make a key and print it. It is shown this once; the workspace keeps only its hash.

    Without an option it may use all of /v1.
    """
    from core.wire.objects import key_json

    args.one_of(admin=admin, session=session_id, store=stores)
    with call.writing() as workspace:
        grants = _grants(workspace, stores) if stores else None
        ends = None if expires is None else _end(expires, workspace.context.clock())
        made, secret = workspace.keys.create(
            name, is_admin=admin, session_id=session_id, grants=grants, expires_at=ends
        )
    if call.json:
        call.out.json({**key_json(made), "key": secret})
    else:
        call.out.line(secret)


@key.command(name="list")
@common_but_session
@pass_call
def list_keys(call: Call) -> None:
    """List the keys, newest first."""
    from core.wire.objects import key_json

    with call.reading() as workspace:
        found = workspace.keys.list()
        now = workspace.context.clock()
    if call.json:
        call.out.json({"data": [key_json(one) for one in found], "next_page": None})
        return
    call.out.table(
        [(one.id, one.name, _use(one), _state(one, now)) for one in found],
        empty="There are no keys; `memtui key create NAME` makes one.",
    )


@key.command()
@click.argument("key_id", metavar="ID|NAME")
@common_but_session
@pass_call
def revoke(call: Call, *, key_id: str) -> None:
    """End a key; its next use is refused."""
    from core.wire.objects import key_json

    with call.writing() as workspace:
        ended = workspace.keys.revoke(key_id)
    if call.json:
        call.out.json(key_json(ended))
    else:
        call.out.line(f"Revoked {ended.name} ({ended.id}).")


def _grants(workspace: "Workspace", stores: tuple[str, ...]) -> dict[str, str]:
    from core.access.attachments import Access
    from memtui.cli import places

    grants: dict[str, str] = {}
    for wish in stores:
        name, found, access = wish.rpartition("=")
        if not found:
            name, access = wish, Access.READ_WRITE.value
        grants[places.find_store(workspace, name).id] = access
    return grants


def _end(text: str, now: datetime) -> datetime:
    from core import InvalidRequest
    from core.times import parse_span, parse_time

    span = parse_span(text)
    try:
        return parse_time(text) if span is None else now + span
    except (InvalidRequest, OverflowError):
        raise click.UsageError(
            f"--expires: {text!r} is neither a span like 30d nor a time."
        ) from None


def _use(key: "Key") -> str:
    if key.is_admin:
        return "administrator"
    if key.session_id is not None:
        return f"session {key.session_id}"
    if key.grants is not None:
        return ", ".join(f"{store_id} {access}" for store_id, access in key.grants)
    return "the workspace"


def _state(key: "Key", now: datetime) -> str:
    if key.revoked_at is not None:
        return "revoked"
    if key.expires_at is not None and key.expires_at <= now:
        return "expired"
    return "valid"
