"""
What is watched, as a sheet: the folders, what was read of them, and the one that is offered.
"""

import asyncio
from typing import TYPE_CHECKING

from core.errors import CoreError
from memtui.watching import Progress, Watching
from memtui.widgets.figures import counted
from memtui.widgets.prompt import Sheet

if TYPE_CHECKING:
    from memtui.app import MemtuiApp

_NOTHING = "Nothing is watched."
_HOW = 'config.toml: [watch] folders = ["FOLDER"], and in [watch.maps] "DIRECTORY" = "STORE".'


async def show_watched(app: "MemtuiApp") -> None:
    """Show it, and do what is answered; a worker calls it, since it waits for the answer."""
    watching = app.wishes.watching
    if watching is None:
        why = "memtui was started read-only" if app.read_only else "This is no app on a terminal"
        app.tell(f"{why}, so no transcripts are read while it runs.")
        return
    answers = {"a": "watch that one too"} if _offers(watching) else {}
    answer = await app.push_screen_wait(Sheet("Watched transcripts", _lines(watching), answers))
    if answer == "a":
        await _add(app, watching)


async def _add(app: "MemtuiApp", watching: Watching) -> None:
    lines = [
        (f"Every transcript below {watching.offered} is read, now and at every start:", "bold"),
        ("what people and agents said there, tool calls and their results, with secrets", ""),
        ("masked. It is kept in this workspace and leaves this machine in no way.", ""),
        ("The folder is written into config.toml; take it out there to end it.", "dim"),
    ]
    if await app.push_screen_wait(Sheet("Watch this folder?", lines, {"y": "watch it"})) != "y":
        return
    try:
        folder = await asyncio.to_thread(watching.add_offered, app.tell_from_thread)
    except CoreError as error:
        app.tell(str(error), severity="error")
        return
    app.tell(f"{folder} is watched from now on.")


def _offers(watching: Watching) -> bool:
    return watching.offered is not None and watching.offered not in watching.folders


def _lines(watching: Watching) -> list[tuple[str, str]]:
    folders = [(f"  {folder}", "bold") for folder in watching.folders]
    progress: Progress = watching.progress
    lines = [*folders, (_said(progress), "")] if folders else [(_NOTHING, "bold")]
    if progress.last is not None:
        lines.append((f"last {progress.last}", "dim"))
    if progress.problem is not None:
        lines.append((progress.problem, "warn"))
    if _offers(watching):
        lines.append((f"not watched {watching.offered}", ""))
    return [*lines, (_HOW, "dim")]


def _said(progress: Progress) -> str:
    events = counted(progress.events, "event", "events")
    files = counted(progress.files, "file", "files")
    return f"{progress.state}: {events} of {files} since memtui was started"
