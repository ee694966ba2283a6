"""
Who wrote what, and when: `log`, `blame`.
"""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import click

from memtui.cli import args, complete
from memtui.cli.approved import approval_json, approvals_of, approvers, line_json
from memtui.cli.call import Call, common, common_but_session, pass_call, utc
from memtui.cli.output import Output

if TYPE_CHECKING:
    from core import Workspace
    from core.dreams.reviewing.approvals import Approval
    from core.reading.pages import Page
    from core.reading.version_filter import VersionFilter
    from core.records.versions import Version


@click.command()
@args.store
@click.argument("path", required=False, shell_complete=complete.path)
@click.option("--agent", metavar="NAME", help="Only what this agent wrote.")
@click.option("--session", metavar="ID", help="Only what this session wrote, read as it.")
@click.option(
    "--since", metavar="SEQ|TIME|SPAN", help="Only after a change or a time, or within 2h."
)
@args.paged
@utc
@common_but_session
@pass_call
def log(
    call: Call,
    *,
    store: str,
    path: str | None,
    agent: str | None,
    session: str | None,
    since: str | None,
    limit: int | None,
    page: str | None,
) -> None:
    """
    List the versions of STORE, newest first; of a directory, or of the memory at PATH.

    The history of a memory goes on through renames, and back to the memory it was restored from.

    `--session ID` here shows what that session wrote, in the stores attached to it; `memtui
    --session ID log ...` shows everything that the session may read.
    """
    from core.reading.pages import decode_number_cursor
    from core.wire.objects import version_json
    from memtui.cli import places

    if session == "":
        raise click.UsageError("--session is empty.")
    call.session = session or call.session
    with call.reading() as workspace:
        found = places.find_store(workspace, store)
        wanted = _filter(workspace, agent, session, since)
        path = None if path is None else places.memory_or_directory(workspace, found, path)
        if path is None or places.is_directory(path):
            wanted = replace(wanted, path=path)

            def fetch(count: int, cursor: str | None) -> "Page[Version]":
                return workspace.versions.page(found.id, wanted, limit=count, page=cursor)

            versions, next_page = args.gather(fetch, limit, page)
        else:
            before = None if page is None else decode_number_cursor(page)
            known = places.history(workspace, found, path)
            versions, next_page = _of_memory(known, wanted, before, limit)
        approved = approvals_of(workspace, versions)
        if call.json:
            call.out.page(
                (
                    version_json(version)
                    | (
                        {"dream": approval_json(approved[version.id])}
                        if version.id in approved
                        else {}
                    )
                    for version in versions
                ),
                next_page,
            )
        else:
            _show_log(call.out, versions, approved, workspace.context.clock())


@click.command()
@args.store
@args.path
@utc
@common
@pass_call
def blame(call: Call, *, store: str, path: str) -> None:
    """Show each line of the memory at PATH in STORE with who last changed it, when, and where."""
    from core.wire.objects import actor_json
    from memtui.cli import places

    with call.reading() as workspace:
        found = places.find_store(workspace, store)
        memory = workspace.memories.at_path(found.id, places.checked(path))
        lines = workspace.blame(memory.id)
        approved = approvals_of(
            workspace, {line.version.id: line.version for line in lines}.values()
        )
        now = workspace.context.clock()
    if call.json:
        from core.times import format_time

        call.out.page(
            {
                "line": line.line,
                "text": line.text,
                "version_id": line.version.id,
                "agent": line.version.agent,
                "session_id": line.version.created_by.session_id,
                "created_at": format_time(line.version.created_at),
                "created_by": actor_json(line.version.created_by),
                "seq": line.version.seq,
                "dream": line_json(approved[line.version.id], line.text)
                if line.version.id in approved
                else None,
            }
            for line in lines
        )
        return
    call.out.table(
        (
            (
                f"#{line.version.seq}",
                _writer(line.version),
                call.out.when(line.version.created_at, now),
                str(line.line).rjust(len(str(len(lines)))),
                line.text,
            )
            for line in lines
        ),
        ("cyan", "bold", "dim", "dim", None),
        cut=True,
    )


def _filter(
    workspace: "Workspace", agent: str | None, session: str | None, since: str | None
) -> "VersionFilter":
    from core.reading.version_filter import VersionFilter
    from core.times import parse_since

    wanted = VersionFilter(agent=agent, session_id=session)
    if since is None:
        return wanted
    if since.isascii() and since.isdigit():
        return replace(wanted, after_seq=workspace.asof.resolve(since))
    return replace(wanted, created_at_gte=parse_since(since, workspace.context.clock()))


def _of_memory(
    versions: "list[Version]", wanted: "VersionFilter", before: int | None, limit: int | None
) -> "tuple[list[Version], str | None]":
    """The versions that a filter keeps, from a cursor on, and the cursor after them."""
    from core.reading.pages import encode_cursor

    kept = [
        version
        for version in versions
        if (before is None or version.seq < before)
        and wanted.agent in (None, version.agent)
        and wanted.session_id in (None, version.created_by.session_id)
        and version.seq > (wanted.after_seq or 0)
        and (wanted.created_at_gte is None or version.created_at >= wanted.created_at_gte)
    ]
    if limit is None or len(kept) <= limit:
        return kept, None
    return kept[:limit], encode_cursor(kept[limit - 1].seq)


def _show_log(
    out: Output, versions: "list[Version]", approved: "dict[str, Approval]", now: datetime
) -> None:
    styles = ("cyan", "dim", "bold", None, "dim", None)
    out.table(
        (
            (
                f"#{version.seq}",
                out.when(version.created_at, now),
                _writer(version),
                _what(version, approved.get(version.id)),
                version.id,
                version.path or "(redacted)",
            )
            for version in versions
        ),
        styles,
        empty="There are no such versions.",
    )


def _writer(version: "Version") -> str:
    return version.agent or version.created_by.id


def _what(version: "Version", approval: "Approval | None") -> str:
    marks = [] if version.origin is None else [str(version.origin)]
    if approval is not None:
        marks.append(f"approved by {approvers(approval)}")
    if version.unconditional and version.operation == "modified" and version.origin is None:
        marks.append("unconditional")
    return str(version.operation) + (f" ({', '.join(marks)})" if marks else "")
