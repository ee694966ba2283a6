"""
The app itself: what `memtui` does without a command.
"""

import gc
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from memtui.cli.call import Call

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from core import Workspace
    from memtui.app import MemtuiApp
    from memtui.settings.config import Config
    from memtui.settings.wishes import Wishes


_MOST_NOTICES = 3


def start(call: Call) -> None:
    """
    Open the app on the workspace, which is made when it is missing.

    Raises:
        UsageError: There is no terminal to show it on.
    """
    if not has_terminal():
        raise click.UsageError(
            "The app needs a terminal. `memtui --help` lists the commands that need none, and"
            " `memtui demo --headless` runs the demo without one."
        )
    if call.address is None:
        run_app(call.opened(call.workspace_path, create=True), call)
    else:
        run_app(_console(call), call)


@contextmanager
def _console(call: Call) -> "Iterator[Workspace]":
    """A served workspace for a person, who may do what people do."""
    from core import NotPermitted

    with call.connected() as workspace:
        if workspace.rank != "admin":
            raise NotPermitted(
                "The app needs the key of an administrator: `memtui key create NAME --admin`, where"
                " the workspace is."
            )
        yield workspace


def has_terminal() -> bool:
    """Whether the app can be shown; it is drawn on stderr, so that one counts too."""
    return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr) if stream)


def run_app(
    opening: "AbstractContextManager[Workspace]", call: Call, *, keeps: bool = True
) -> None:
    """
    Show the app on a workspace until somebody quits.

    Args:
        keeps: Open what was open the last time, and keep what is open at the end.
    """
    # What is made before the first paint stays: to look for garbage in it took a tenth of the time.
    # The app begins to look once it has been painted.
    gc.disable()
    try:
        with opening as workspace:
            app = make_app(workspace, call, keeps=keeps, watches=True)
            app.run()
    finally:
        gc.enable()
    if app.return_code:
        raise click.exceptions.Exit(app.return_code)


def make_app(
    workspace: "Workspace", call: Call, *, keeps: bool = False, watches: bool = False
) -> "MemtuiApp":
    """
    The app on an open workspace, as it was configured.

    Args:
        keeps: Open what was open the last time.
        watches: Tail the folders that were configured.

    Raises:
        ConfigError: There is no such theme.
    """
    from memtui.app import MemtuiApp
    from memtui.local.workspace import LocalBackend

    backend = LocalBackend(workspace, thresholds=call.config.thresholds())
    if call.config.policy.value is not None:
        from memtui.reviewing.policy import load_policy

        backend.policy = load_policy(call.config)
    wishes = _wishes(call, workspace.path if keeps else None)
    if watches:
        wishes = _with_watching(wishes, call, workspace)
    return MemtuiApp(backend, read_only=call.readonly, wishes=wishes)


def _wishes(call: Call, workspace: Path | None) -> "Wishes":
    """What was configured, and what was open the last time in a workspace."""
    from memtui.keys.keymap import resolve
    from memtui.settings.config import state_folder
    from memtui.settings.config_file import ConfigError
    from memtui.settings.state_file import StateFile
    from memtui.settings.wishes import Wishes

    settings = call.config
    keymap, problems = resolve(settings.keymap)
    notices = [f"{settings.path}: {problem}" for problem in problems[:_MOST_NOTICES]]
    if len(problems) > _MOST_NOTICES:
        notices.append("There is more to mend: `memtui config check` lists all of it.")
    wrong = why_no_theme(settings)
    if wrong:
        raise ConfigError(wrong[0])
    remembered = state = None
    if workspace is not None:
        state = StateFile(state_folder(), workspace)
        remembered, ignored = (None, None) if call.fresh else state.load()
        notices += [ignored] if ignored else []
    return Wishes(
        keymap=keymap,
        theme=settings.theme.value or "dark",
        times=settings.times.value or "local",
        remembered=remembered,
        keep=None if state is None else state.save,
        notices=notices,
    )


def _with_watching(wishes: "Wishes", call: Call, workspace: "Workspace") -> "Wishes":
    """The wishes with the folders to watch, or with a sentence that says why there are none."""
    from dataclasses import replace
    from pathlib import Path

    from core.errors import CoreError
    from memtui.cli import places
    from memtui.local.tailing import tail_of
    from memtui.mounts import mapped, mounts_folder
    from memtui.settings.config import state_folder
    from memtui.settings.config_file import watch_folder
    from memtui.settings.watched import OFFERED
    from memtui.watching import Watching

    watched = call.config.watched
    why_not = None
    if not workspace.is_here:
        why_not = "Transcripts are read where the workspace file is, and not by this app."
    elif call.readonly:
        why_not = "memtui was started read-only, so no transcripts are read while it runs."
    if why_not is not None:
        if not watched.folders:
            return wishes
        return replace(wishes, notices=[*wishes.notices, why_not])
    maps = mapped(mounts_folder(state_folder()), workspace.path)
    notices = list(wishes.notices)
    for directory, store in watched.maps.items():
        try:
            maps[directory] = places.find_store(workspace, store).id
        except (CoreError, click.UsageError) as error:
            notices.append(f"{call.config.path}: {directory} is no store yet: {error}")
    watching = Watching(
        watched.paths(call.config.path.parent),
        tail_of(workspace, maps),
        lambda: watch_folder(OFFERED),
        Path(OFFERED).expanduser(),
    )
    return replace(wishes, watching=watching, notices=notices)


def why_no_theme(settings: "Config") -> tuple[str, ...]:
    """What is wrong with the theme that is configured, in a sentence; nothing is the rule."""
    from textual.theme import BUILTIN_THEMES

    from memtui import themes

    wanted = settings.theme.value
    known = [*themes.THEMES, *(name for name in BUILTIN_THEMES if name != "textual-ansi")]
    if wanted is None or themes.full_name(wanted) != wanted or wanted in known:
        return ()
    return (f"{settings.path}: there is no theme {wanted!r}; choose of {', '.join(known)}.",)
