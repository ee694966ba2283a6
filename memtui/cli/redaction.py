"""
Taking something out for good: `redact`.
"""

from typing import TYPE_CHECKING

import click

from memtui.cli import args
from memtui.cli.call import Call, common, pass_call
from memtui.cli.output import several

if TYPE_CHECKING:
    from core import Workspace
    from core.wire import Json


@click.command()
@args.store
@click.option("--version", metavar="ID", help="Empty this version of a memory of STORE.")
@click.option("--text", metavar="SECRET", help="Mask this text everywhere; - reads it from stdin.")
@common
@pass_call
def redact(call: Call, *, store: str, version: str | None, text: str | None) -> None:
    """
    Take a version, or a secret, out of the workspace for good.

    A secret leaves every memory, version, conflict and name of the whole workspace, STORE and all
    others; a memory that holds it now gets a masked version first. The answer lists every place.
    Give it as --text - on stdin, so that it does not stay in the shell's history.
    """
    from memtui.cli import places

    args.one_of(version=version is not None, text=text is not None)
    if version is None and text is None:
        raise click.UsageError("Give --version ID or --text SECRET.")
    secret = args.stdin_text().rstrip("\r\n") if text == "-" else text
    with call.writing() as workspace:
        found = places.find_store(workspace, store)
        if version is not None:
            document = _redact_version(workspace, found.id, version)
        else:
            assert secret is not None
            document = _redact_text(workspace, secret)
    if call.json:
        call.out.json(document)
        return
    rows = document["places"]
    assert isinstance(rows, list)
    call.out.line(f"Redacted in {several(len(rows), 'place')}.")
    call.out.table(
        [
            (str(row["kind"]), str(row["id"]), str(row["field"]))
            for row in rows
            if type(row) is dict
        ],
        (None, "dim", "dim"),
    )


def _redact_version(workspace: "Workspace", store_id: str, version_id: str) -> "dict[str, Json]":
    from core.wire import version_json

    before = workspace.versions.retrieve(version_id, store_id=store_id)
    done = workspace.redact().version(version_id, store_id=store_id)
    fields = () if before.redacted_at is not None else ("content", "path")
    return {
        "places": [{"kind": "version", "id": version_id, "field": field} for field in fields],
        "masked_versions": [],
        "version": version_json(done),
    }


def _redact_text(workspace: "Workspace", secret: str) -> "dict[str, Json]":
    receipt = workspace.redact().text(secret)
    return {
        "places": [
            {"kind": place.kind, "id": place.id, "field": place.field} for place in receipt.places
        ],
        "masked_versions": [*receipt.masked_versions],
    }
