"""
Ids that people may shorten: the beginning of a dream's, a session's or a conflict's, or the end
that the screens show.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from memtui.cli.call import Call

if TYPE_CHECKING:
    from core import Workspace
    from core.wire.objects import Json

Command = Callable[..., Any]

DREAM, SESSION, CONFLICT = "drm", "sesn", "conf"
_LENGTH = 24
"""Characters of an id behind its kind."""
_SHORTEST = 4
_WHAT = {DREAM: "dreams", SESSION: "sessions", CONFLICT: "conflicts"}


class AmbiguousId(click.UsageError):
    """A shortened id fits several."""

    def __init__(self, kind: str, text: str, found: tuple[str, ...], most: int) -> None:
        listed = "\n".join(f"  {one}" for one in found)
        more = "\n  and maybe more" if len(found) >= most else ""
        self.details: dict[str, Json] = {"ids": list(found)}
        super().__init__(f"{text!r} fits several {_WHAT[kind]}; give more of it:\n{listed}{more}")


def full_id(workspace: "Workspace", kind: str, text: str) -> str:
    """
    The id that a text means; the text itself when it is a whole one, or none is like it.

    Raises:
        AmbiguousId: Several are like it.
    """
    from core.reading.shortened import MOST

    token = text.removeprefix(f"{kind}_")
    if len(token) >= _LENGTH or len(token) < _SHORTEST or not token.isalnum():
        return text
    if kind == SESSION and _is_a_transcripts(workspace, text):
        return text
    found = workspace.ids_like(kind, text)
    if len(found) > 1:
        raise AmbiguousId(kind, text, found, MOST)
    return found[0] if found else text


def _is_a_transcripts(workspace: "Workspace", text: str) -> bool:
    """Whether a transcript gave its session this very id: then nothing is short for anything."""
    from core.errors import NotFound

    try:
        workspace.summaries.retrieve(text)
    except NotFound:
        return False
    return True


def _argument(name: str, metavar: str, kind: str) -> Callable[[Command], Command]:
    """An argument that names one thing of a kind; the command gets its whole id."""

    def decorate(function: Command) -> Command:
        @wraps(function)
        def command(*arguments: object, **options: object) -> object:
            text = str(options[name])
            if len(text.removeprefix(f"{kind}_")) < _LENGTH:
                call = click.get_current_context().ensure_object(Call)
                with call.reading() as workspace:
                    options[name] = full_id(workspace, kind, text)
            return function(*arguments, **options)

        return click.argument(name, metavar=metavar)(command)

    return decorate


dream = _argument("dream_id", "DREAM", DREAM)
session = _argument("session_id", "ID", SESSION)
transcript = _argument("session_id", "SESSION", SESSION)
conflict = _argument("conflict_id", "ID", CONFLICT)
