"""
Taking back what a person did, and doing it again: `undo`, `redo`.
"""

from typing import TYPE_CHECKING

import click

from memtui.cli.call import Call, common, pass_call

if TYPE_CHECKING:
    from core.undoing.deeds import Deed


@click.command()
@click.option("--list", "listing", is_flag=True, help="Only say what undo and redo would do now.")
@common
@pass_call
def undo(call: Call, *, listing: bool) -> None:
    """
    Take back the newest thing you did; again for the one before it.

    It is refused, with exit code 3, when somebody changed that memory, or opened the store that you
    archived, since.
    """
    if listing:
        _list(call)
        return
    with call.writing() as workspace:
        _answer(call, "undo", workspace.undo.undo())


@click.command()
@common
@pass_call
def redo(call: Call) -> None:
    """Do again what was undone last; refused, with exit code 3, when it was changed since."""
    with call.writing() as workspace:
        _answer(call, "redo", workspace.undo.redo())


def _list(call: Call) -> None:
    from core.wire.objects import deed_json

    with call.reading() as workspace:
        done, again = workspace.undo.next()
    if call.json:
        call.out.json(
            {
                "undo": None if done is None else deed_json(done),
                "redo": None if again is None else deed_json(again),
            }
        )
        return
    call.out.table(
        [
            ("undo", "nothing" if done is None else done.label),
            ("redo", "nothing" if again is None else again.label),
        ],
        ("bold", None),
    )


def _answer(call: Call, action: str, deed: "Deed") -> None:
    from core.wire.objects import deed_json

    if call.json:
        call.out.json({"action": action, **deed_json(deed)})
        return
    call.out.line(f"{'Took back' if action == 'undo' else 'Did again'}: {deed.label}")
    call.out.table(
        [(version.id, str(version.operation), version.path or "") for version in deed.versions],
        ("dim", None, None),
    )
