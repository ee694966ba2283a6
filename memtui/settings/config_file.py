"""
The one configuration file: where it is, what may stand in it, what it says, and adding to it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import CoreError, Json
from core.limits import MOST_CONFLICTS, MOST_DAYS
from memtui.settings import watched
from memtui.settings.watched import Watched

KEYS = {
    "workspace": "the workspace file; a path that is not absolute starts at the config folder",
    "user": "who you are in the history of what you write",
    "times": "how the app shows times: local, or utc",
    "theme": "the theme of the app: dark, light, colour-blind, ansi, or another one",
    "policy": "the file with the review policy; a path likewise",
}
"""Every key of `config.toml` that is a text, and what it says."""

NUMBERS = {
    "alarms.window_s": (86_400, "how far back alarms look, in seconds"),
    "alarms.writes_per_minute": (1_000_000, "more by one agent in one store raise an alarm"),
    "alarms.burst_writes": (1_000_000, "likewise, within ten seconds"),
    "alarms.conflicts": (1_000_000, "likewise, lost writes within the window"),
    "alarms.refused": (1_000_000, "so many refusals of one agent raise an alarm"),
    "alarms.flips": (1_000_000, "so often two agents may bring back their text before one"),
    "limits.conflicts_per_actor": (MOST_CONFLICTS, "how many refused writes of one agent are kept"),
    "limits.conflict_days": (
        MOST_DAYS,
        "for how long a refused write is kept that nobody resolved",
    ),
}
"""Every key that is a number from 1, in its table, with the largest one and what it says."""

KEYMAP = "keys"
"""The table with the keys of the app. `memtui.keys` reads it; no mistake in it is an error."""

_ZONES = ("local", "utc")


class ConfigError(CoreError):
    """The configuration file cannot be used as it is."""

    type = "invalid_request_error"


@dataclass(frozen=True, slots=True)
class Written:
    """What the file says; all of it empty where there is none."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """Those of `KEYS`."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """Those of `NUMBERS`."""
    keymap: Mapping[str, Json] = field(default_factory=dict)
    """The table `KEYMAP`, unchecked."""
    watched: Watched = field(default_factory=Watched)
    unknown: tuple[str, ...] = ()
    """Each key that means nothing to memtui, in a sentence."""


def config_path() -> Path:
    """Where the one configuration file is, or would be."""
    from platformdirs import user_config_path

    return user_config_path("memtui", appauthor=False) / "config.toml"


def read_config(path: Path) -> Written:
    """
    What a configuration file says.

    Raises:
        ConfigError: It is not TOML, or has a value that means nothing to memtui.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Written()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}).") from None
    try:
        document: dict[str, Json] = tomllib.loads(raw.decode())
    except ValueError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.") from None
    tables = {key.partition(".")[0] for key in NUMBERS}
    keymap = document.pop(KEYMAP, {})
    if not isinstance(keymap, dict):
        raise ConfigError(f"{path}: {KEYMAP!r} is a table, which begins with [{KEYMAP}].")
    try:
        folders = watched.watched_of(document.pop(watched.TABLE, {}))
    except ValueError as error:
        raise ConfigError(f"{path}: {error}") from None
    texts: dict[str, str] = {}
    values: dict[str, Json] = {}
    unknown = []
    for key, value in document.items():
        if key in KEYS:
            texts[key] = _text(path, key, value)
        elif key not in tables:
            unknown.append(key)
        elif isinstance(value, dict):
            values |= {f"{key}.{name}": number for name, number in value.items()}
        else:
            raise ConfigError(f"{path}: {key!r} is a table, which begins with [{key}].")
    numbers = {key: _number(path, key, values[key]) for key in NUMBERS if key in values}
    unknown += [key for key in values if key not in NUMBERS]
    return Written(texts, numbers, keymap, folders, tuple(_unknown(path, key) for key in unknown))


def _text(path: Path, key: str, value: Json) -> str:
    if not isinstance(value, str) or not value:
        raise ConfigError(f'{path}: the value of {key!r} is a text, such as {key} = "...".')
    if key == "times" and value not in _ZONES:
        raise ConfigError(f"{path}: times are {' or '.join(_ZONES)}, not {value!r}.")
    return value


def _number(path: Path, key: str, value: Json) -> int:
    most, _ = NUMBERS[key]
    if type(value) is not int or not 1 <= value <= most:
        raise ConfigError(f"{path}: the value of {key!r} is a whole number from 1 to {most:,}.")
    return value


def _unknown(path: Path, key: str) -> str:
    return (
        f"{path} has the key {key!r}, which means nothing to memtui; the keys are"
        f" {', '.join([*KEYS, *NUMBERS, f'[{watched.TABLE}]', f'[{KEYMAP}]'])}."
    )


def watch_folder(folder: str) -> Path:
    """
    Add a folder to those that are watched, in the file, and give it in full.

    Raises:
        ConfigError: The file cannot be read or written, or is written unusually.
    """
    path = config_path()
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        changed = watched.with_folder(text, folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.new")
        aside.write_text(changed, encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written ({error.strerror}).") from None
    except ValueError as error:
        raise ConfigError(f"{path}: {error}") from None
    return path.parent / Path(folder).expanduser()
