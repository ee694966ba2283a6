"""
How the workspace is: `status`, `doctor`.
"""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from memtui.cli.call import Call, common, pass_call
from memtui.cli.output import several
from memtui.cli.reviewing.answering import hunks_and_findings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from core import Workspace
    from core.dreams.reviewing.outcomes import Summary
    from core.errors import Json
    from core.overseeing.alarms import Alarm
    from core.overseeing.overview import Overview
    from core.upkeep.doctor import Report

NEEDS_A_PERSON = 3
"""The exit code of `status --short` when something does."""


@click.command()
@click.option("--short", is_flag=True, help="One line; exit code 3 when something needs a person.")
@common
@pass_call
@click.pass_context
def status(context: click.Context, call: Call, *, short: bool) -> None:
    """
    Show what is in the workspace, and what needs a person: conflicts, reviews, and alarms.

    What raises an alarm is in the table [alarms] of config.toml. `--short` is one line for a
    prompt or a status bar: exit code 0 nothing needs a person, 3 something does.
    """
    from core.storage.sqlite import sqlite3
    from core.wire.objects import alarm_json
    from memtui.cli import places

    with call.reading() as workspace:
        seen = workspace.overview()
        raised = workspace.alarms(call.config.thresholds())
        waiting = _waiting(workspace)
        now = workspace.context.clock()
        where = str(workspace.path) if workspace.is_here else workspace.name
        names = places.store_names(workspace) if waiting else {}
    needs_person = bool(seen.open_conflicts or raised or waiting)
    if call.json:
        call.out.json(
            {
                "workspace": where,
                "needs_person": needs_person,
                **asdict(seen),
                "alarms": [alarm_json(alarm) for alarm in raised],
                "reviews": _reviews_json(waiting),
                "sqlite_version": sqlite3.sqlite_version,
            }
        )
    elif short:
        call.out.line(_short(seen, raised, len(waiting)))
    else:
        call.out.table(
            [
                ("workspace", where),
                ("stores", f"{seen.stores:,}"),
                ("memories", f"{seen.memories:,}"),
                ("versions", f"{seen.versions:,}, {seen.recent_writes:,} in the last minute"),
                ("sessions", f"{seen.running_sessions:,} running"),
                ("conflicts", f"{seen.open_conflicts:,} open"),
                ("newest change", f"#{seen.seq}"),
                ("SQLite", sqlite3.sqlite_version),
            ],
            ("dim", None),
        )
        _show_reviews(call, waiting, now, names)
        _show_alarms(call, raised)
    if short and needs_person:
        context.exit(NEEDS_A_PERSON)


@click.command()
@click.option("--rebuild-index", is_flag=True, help="First make the search index anew.")
@common
@pass_call
@click.pass_context
def doctor(context: click.Context, call: Call, *, rebuild_index: bool) -> None:
    """
    Read everything in the workspace again and say what is wrong; exit code 1 when something is.

    It also finishes a redaction that had to wait for another program.
    """
    from core import CoreError, NotFound

    try:
        report = _examine(call, rebuild_index=rebuild_index)
    except NotFound:
        raise
    except CoreError as error:
        # A file too damaged to be opened is a finding too, the gravest one.
        from core.storage.sqlite import sqlite3
        from core.upkeep.checks import Problem
        from core.upkeep.doctor import Report

        problem = Problem("structure", str(error))
        report = Report((problem,), (), sqlite3.sqlite_version, {})
    if call.json:
        call.out.json(
            {
                "ok": report.ok,
                "problems": [asdict(problem) for problem in report.problems],
                "notes": [*report.notes],
                "counts": {**report.counts},
                "sqlite_version": report.sqlite_version,
            }
        )
    else:
        _show(call, report)
    if not report.ok:
        context.exit(1)


def _examine(call: Call, *, rebuild_index: bool) -> "Report":
    if rebuild_index:
        with call.reading() as workspace:
            workspace.rebuild_index()
    with call.reading() as workspace:
        return workspace.examine()


def _waiting(workspace: "Workspace") -> "list[Summary]":
    from core import NotPermitted

    if not workspace.has_proposals():
        return []
    try:
        return workspace.reviews.list()
    except NotPermitted:
        # The key of a served workspace may be one that no review is shown to.
        return []


def _short(seen: "Overview", raised: "list[Alarm]", waiting: int) -> str:
    needed = [several(seen.open_conflicts, "open conflict")] if seen.open_conflicts else []
    if waiting:
        needed.append(several(waiting, "review"))
    if raised:
        # Only kinds and numbers: a prompt puts this on a terminal, and agents choose their names.
        kinds = ", ".join(dict.fromkeys(alarm.kind.replace("_", " ") for alarm in raised))
        needed.append(f"{several(len(raised), 'alarm')} ({kinds})")
    return (
        f"memtui: {', '.join(needed) or 'ok'} |"
        f" {several(seen.stores, 'store')}, {several(seen.memories, 'memory')},"
        f" {several(seen.recent_writes, 'write')} in the last minute | #{seen.seq}"
    )


def _reviews_json(waiting: "list[Summary]") -> "list[Json]":
    if not waiting:
        return []
    from core.dreams.reviewing.wire import summary_json

    return [summary_json(item) for item in waiting]


def _show_reviews(
    call: Call, waiting: "list[Summary]", now: "datetime", names: "Mapping[str, str]"
) -> None:
    for item in waiting:
        hunks = item.look.waiting()
        standing = sum(item.look.standing(part.id).start is not None for part in hunks)
        call.out.line(
            f"review: {item.look.dream.id}  {names.get(item.look.dream.memory_store_id, '')}"
            f"  {call.out.when(item.since, now)}"
            f"  {hunks_and_findings(len(hunks), item.findings)} waiting"
            + (f", {standing:,} of the hunks still apply" if hunks else ""),
            "yellow",
        )


def _show_alarms(call: Call, raised: "list[Alarm]") -> None:
    for alarm in raised:
        where = "" if alarm.path is None else f"  {alarm.path}"
        session = "" if alarm.session_id is None else f"  {alarm.session_id}"
        call.out.line(f"alarm: {alarm.message}{where}{session}", "red")


def _show(call: Call, report: "Report") -> None:
    for problem in report.problems:
        call.out.line(f"{problem.check}: {problem.message}", "red")
    for note in report.notes:
        call.out.line(f"note: {note}", "yellow")
    counted = ", ".join(f"{what} {count:,}" for what, count in report.counts.items())
    if report.ok:
        call.out.line(f"Everything is as it was written: {counted}.", "green")
    call.out.line(f"SQLite {report.sqlite_version}", "dim")
