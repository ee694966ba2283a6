"""
The app itself: what `memtui` does without a command.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from memtui.cli.call import Call

if TYPE_CHECKING:
    from core import Workspace
    from memtui.app import MemtuiApp
    from memtui.config import Config


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
    run_app(call.workspace_path, call)


def has_terminal() -> bool:
    """Whether the app can be shown; it is drawn on stderr, so that one counts too."""
    return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr) if stream)


def run_app(path: Path, call: Call) -> None:
    """Show the app on a workspace until somebody quits."""
    with call.opened(path, create=True) as workspace:
        app = make_app(workspace, call)
        app.run()
    if app.return_code:
        raise click.exceptions.Exit(app.return_code)


def make_app(workspace: "Workspace", call: Call) -> "MemtuiApp":
    """The app on an open workspace, as it was configured."""
    from memtui.app import MemtuiApp
    from memtui.keys.keymap import resolve
    from memtui.local import LocalBackend

    backend = LocalBackend(workspace, thresholds=call.config.thresholds())
    keymap, problems = resolve(call.config.keymap)
    notices = [f"{call.config.path}: {problem}" for problem in problems[:_MOST_NOTICES]]
    if len(problems) > _MOST_NOTICES:
        notices.append("There is more to mend: `memtui config check` lists all of it.")
    app = MemtuiApp(backend, read_only=call.readonly, keymap=keymap, notices=notices)
    _dress(app, call.config)
    return app


def why_no_theme(settings: "Config") -> tuple[str, ...]:
    """What is wrong with the theme that is configured, in a sentence; nothing is the rule."""
    from textual.theme import BUILTIN_THEMES

    from memtui import themes

    wanted = settings.theme.value
    known = [*themes.THEMES, *(name for name in BUILTIN_THEMES if name != "textual-ansi")]
    if wanted is None or themes.full_name(wanted) != wanted or wanted in known:
        return ()
    return (f"{settings.path}: there is no theme {wanted!r}; choose of {', '.join(known)}.",)


def _dress(app: "MemtuiApp", settings: "Config") -> None:
    """Give the app the theme that was configured: one of ours, or one of Textual's by name."""
    from memtui.config import ConfigError
    from memtui.themes import full_name

    wrong = why_no_theme(settings)
    if wrong:
        raise ConfigError(wrong[0])
    if settings.theme.value is not None:
        app.theme = full_name(settings.theme.value)
