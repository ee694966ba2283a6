"""
A single value as the answer to a call that names it: `git config --get core.editor` and `vim`.

Pure. The answer has no name in it, so that only the call can say what it is; it must ask for one
thing alone, and what comes back must be no more than a value.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from core.dreams.extract.language.lexicon import key_roots
from core.dreams.extract.shown.cell import Cell
from core.transcripts.fields import words
from core.transcripts.shell import simple_commands

_ASKS: Final = words("get show read")
_ASKS_ONE: Final = words("get-value --get getconf")
"""What asks for nothing but a value."""
_HOLDERS: Final = words("config configure settings sysctl")
"""What has nothing but values to be asked for."""
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z\d_]*(?:[./_-][A-Za-z\d_]+)*")
_PATH: Final = re.compile(r"\.(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*){0,8})")
"""What is picked out of an object: `jq -r .spec.replicas`."""
_PICKED: Final = re.compile(r"jsonpath=[\"']?\{\.(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*){0,8})\}")
_SHOWN: Final = re.compile(r"(?i)(?:\A|\s)show\s+(?P<name>[a-z]+(?:_[a-z]+)+)\s*;?\s*\Z")
"""What a database is asked for: `psql -Atc 'show work_mem'`."""
_PICKERS: Final = words("jq yq")
_LONGEST: Final = 80
_NO_VALUE: Final = re.compile(r"(?i)(?:\(?unset\)?|null|none|nil|undefined|\(nil\)|error.*)\Z")


def answered(command: str, body: str) -> Iterator[Cell]:
    """The value that an output consists of, under the name by which its call asks for it."""
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    if not 1 <= len(lines) <= 2 or len(lines[-1]) > _LONGEST or ":" in lines[0]:
        return
    name = _asked_for(command)
    # The name may stand above its value: `redis-cli config get maxmemory`.
    is_told = len(lines) == 1 or lines[0] == name
    value = lines[-1].strip("\"'")
    # One sign alone is no evidence of anything.
    is_value = len(value) > 1 and "=" not in value and not _NO_VALUE.match(value)
    if name and is_told and value != name and is_value:
        quote = body.strip() if len(lines) > 1 else lines[0]
        yield Cell(name, key_roots(name), value, quote)


def _asked_for(command: str) -> str:
    """The one name that a call asks for, in its last command; empty if it asks for more."""
    commands = simple_commands(command)
    if not commands or any(one.before in {";", "&&", "||"} for one in commands[1:]):
        return ""
    *asking, last = commands[-1].argv or ("",)
    if " " in last and asking:
        # `ssh db-4 'psql -Atc "show work_mem"'`
        inner = _SHOWN.search(last)
        return inner["name"] if inner is not None else _asked_for(last)
    if asking and asking[0].rpartition("/")[2] in _PICKERS:
        picked = _PATH.fullmatch(last)
        return picked["name"] if picked is not None else ""
    picked = _PICKED.search(last)
    if picked is not None:
        return picked["name"]
    return last if _NAME.fullmatch(last) and _asks_for(asking, last) else ""


def _asks_for(asking: Sequence[str], name: str) -> bool:
    """Whether the words before a name ask for the value of that name."""
    if not _ASKS_ONE.isdisjoint(asking[-1:]) or (asking[-1:] == ["-n"] and "sysctl" in asking):
        return True
    is_setting = "_" in name or "." in name
    return not _ASKS.isdisjoint(asking[-1:]) and (
        is_setting or not _HOLDERS.isdisjoint(asking[-3:-1])
    )
