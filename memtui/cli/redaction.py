"""
Taking something out for good: `redact`.
"""

from typing import TYPE_CHECKING

import click

from memtui.cli import args
from memtui.cli.call import Call, common, pass_call
from memtui.cli.output import Output, several

if TYPE_CHECKING:
    from core import Workspace
    from core.forgetting.redact import Redaction
    from core.wire.objects import Json


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
    from core.forgetting.purge import PurgeIncomplete
    from memtui.cli import places

    args.one_of(version=version is not None, text=text is not None)
    if version is None and text is None:
        raise click.UsageError("Give --version ID or --text SECRET.")
    secret = args.stdin_text().rstrip("\r\n") if text == "-" else text
    try:
        with call.writing() as workspace:
            found = places.find_store(workspace, store)
            if version is not None:
                receipt, document = _redact_version(workspace, found.id, version)
            else:
                assert secret is not None
                receipt, document = _redact_text(workspace, secret)
    except PurgeIncomplete as error:
        # It is done, but for the pages of the file; under --json the error carries the receipt.
        if error.receipt is not None and not call.json:
            _show(call.out, error.receipt)
        raise
    if call.json:
        call.out.json(document)
    else:
        _show(call.out, receipt)


def _redact_version(
    workspace: "Workspace", store_id: str, version_id: str
) -> "tuple[Redaction, dict[str, Json]]":
    from core.forgetting.column_masking import Place
    from core.forgetting.redact import Redaction
    from core.wire.objects import redaction_json, version_json

    before = workspace.versions.retrieve(version_id, store_id=store_id)
    done = workspace.redact().version(version_id, store_id=store_id)
    fields = () if before.redacted_at is not None else ("content", "path")
    receipt = Redaction(tuple(Place("version", version_id, field) for field in fields), ())
    return receipt, {**redaction_json(receipt), "version": version_json(done)}


def _redact_text(workspace: "Workspace", secret: str) -> "tuple[Redaction, dict[str, Json]]":
    from core.wire.objects import redaction_json

    receipt = workspace.redact().text(secret)
    return receipt, redaction_json(receipt)


def _show(out: Output, receipt: "Redaction") -> None:
    out.line(f"Redacted in {several(len(receipt.places), 'place')}.")
    out.table(
        [(place.kind, place.id, place.field) for place in receipt.places], (None, "dim", "dim")
    )
