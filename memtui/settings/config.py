"""
What can be configured, and from where: an option, the environment, `config.toml`, then a default.

The only module besides `__main__` that reads the environment. Nothing is ever configured from
inside a store: what agents write cannot change how memtui behaves.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.errors import Json
from core.limits import Limits
from core.overseeing.alarms import Thresholds
from memtui.settings.config_file import NUMBERS, ConfigError, config_path, read_config
from memtui.settings.watched import Watched


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


def load_config(environ: Mapping[str, str] = os.environ) -> Config:
    """
    The settings of this account.

    Raises:
        ConfigError: The file is not TOML, or has a value that means nothing to memtui.
    """
    path = config_path()
    written = read_config(path)
    texts = dict(written.texts)
    for key in ("workspace", "policy"):
        if key in texts:
            texts[key] = str(path.parent / Path(texts[key]).expanduser())

    def setting(key: str, variable: str | None, default: str | None) -> Setting:
        if variable is not None and environ.get(variable):
            return Setting(environ[variable], "environment")
        if key in texts:
            return Setting(texts[key], "file")
        return Setting(default, "default")

    return Config(
        path,
        path.exists(),
        workspace=setting("workspace", "MEMTUI_WORKSPACE", str(_default_workspace())),
        user=setting("user", "MEMTUI_USER", _account_name()),
        theme=setting("theme", None, None),
        times=setting("times", None, "local"),
        policy=setting("policy", None, None),
        numbers=written.numbers,
        keymap=written.keymap,
        watched=written.watched,
        unknown=written.unknown,
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
