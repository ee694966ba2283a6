"""
What can be configured, and from where: an option, the environment, `config.toml`, then a default.

The only module besides `__main__` that reads the environment. Nothing is ever configured from
inside a store: what agents write cannot change how memtui behaves.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.alarms import Thresholds
from core.errors import CoreError, Json
from core.limits import MOST_CONFLICTS, MOST_DAYS, Limits
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


_ZONES = ("local", "utc")

KEYMAP = "keys"
"""The table with the keys of the app. `memtui.keys` reads it; no mistake in it is an error."""


class ConfigError(CoreError):
    """The configuration file cannot be used as it is."""

    type = "invalid_request_error"


@dataclass(frozen=True, slots=True)
class Setting:
    """One value, and where it came from."""

    value: str | None
    source: str
    """`environment`, `file` or `default`."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number, and where it came from."""

    value: int
    source: str
    """`file` or `default`."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings, without what options on the command line say."""

    path: Path
    """Where the file is, or would be."""
    exists: bool
    workspace: Setting
    user: Setting
    theme: Setting
    times: Setting
    policy: Setting
    numbers: Mapping[str, int]
    """Those of `NUMBERS` that the file says."""
    keymap: Mapping[str, Json]
    """The table `KEYMAP`, unchecked."""
    watched: Watched
    """The folders of transcripts that the app watches."""
    unknown: tuple[str, ...] = ()
    """Each key of the file that means nothing to memtui, in a sentence."""

    def settings(self) -> dict[str, Setting | Number]:
        """Every setting under its key."""
        texts = {
            "workspace": self.workspace,
            "user": self.user,
            "theme": self.theme,
            "times": self.times,
            "policy": self.policy,
        }
        return {**texts, **{key: self._number(key) for key in NUMBERS}}

    def thresholds(self) -> Thresholds:
        """From how much on something raises an alarm."""
        table = "alarms."
        return Thresholds(
            **{
                key.removeprefix(table): value
                for key, value in self.numbers.items()
                if key.startswith(table)
            }
        )

    def _number(self, key: str) -> Number:
        if key in self.numbers:
            return Number(self.numbers[key], "file")
        table, _, name = key.partition(".")
        defaults = Thresholds() if table == "alarms" else Limits()
        return Number(getattr(defaults, name), "default")


def config_path() -> Path:
    """Where the one configuration file is, or would be."""
    from platformdirs import user_config_path

    return user_config_path("memtui", appauthor=False) / "config.toml"


def load_config(environ: Mapping[str, str] = os.environ) -> Config:
    """
    The settings of this account.

    Raises:
        ConfigError: The file is not TOML, or has a value that means nothing to memtui.
    """
    path = config_path()
    written, numbers, keymap, folders, unknown = _read(path)
    for key in ("workspace", "policy"):
        if key in written:
            written[key] = str(path.parent / Path(written[key]).expanduser())

    def setting(key: str, variable: str | None, default: str | None) -> Setting:
        if variable is not None and environ.get(variable):
            return Setting(environ[variable], "environment")
        if key in written:
            return Setting(written[key], "file")
        return Setting(default, "default")

    return Config(
        path,
        path.exists(),
        workspace=setting("workspace", "MEMTUI_WORKSPACE", str(_default_workspace())),
        user=setting("user", "MEMTUI_USER", _account_name()),
        theme=setting("theme", None, None),
        times=setting("times", None, "local"),
        policy=setting("policy", None, None),
        numbers=numbers,
        keymap=keymap,
        watched=folders,
        unknown=unknown,
    )


def state_folder() -> Path:
    """Where the app keeps what was open, for the next time."""
    from platformdirs import user_state_path

    return user_state_path("memtui", appauthor=False)


def _default_workspace() -> Path:
    """The workspace of an account that named none."""
    from platformdirs import user_data_path

    return user_data_path("memtui", appauthor=False) / "memory.db"


def _account_name() -> str:
    """The name of the account, or `local` where it has none (as in many containers)."""
    import getpass

    try:
        return getpass.getuser() or "local"
    except (KeyError, OSError, ImportError):
        return "local"


def wants_colour(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether a terminal may be given colours: not when `NO_COLOR` is set, nor to a dumb one."""
    return not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def _read(
    path: Path,
) -> tuple[dict[str, str], dict[str, int], Mapping[str, Json], Watched, tuple[str, ...]]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return {}, {}, {}, Watched(), ()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}).") from None
    # Imported here: most accounts have no such file.
    import tomllib

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
    return texts, numbers, keymap, folders, tuple(_unknown(path, key) for key in unknown)


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


def key_of(file: Path | None) -> str | None:
    """
    The key of whoever serves or calls over HTTP: what a file holds, else `$MEMTUI_KEY`.

    Never an argument, which everybody on the machine can read.

    Raises:
        ConfigError: The file is no text.
        OSError: It cannot be read.
    """
    if file is None:
        return os.environ.get("MEMTUI_KEY", "").strip() or None
    try:
        return file.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        raise ConfigError(f"{file} does not hold a key: it is no UTF-8 text.") from None


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
