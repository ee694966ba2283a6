"""
What can be configured, and from where: an option, the environment, `config.toml`, then a default.

The only module besides `__main__` that reads the environment. Nothing is ever configured from
inside a store: what agents write cannot change how memtui behaves.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.errors import CoreError

KEYS = {
    "workspace": "the workspace file; a path that is not absolute starts at the config folder",
    "user": "who you are in the history of what you write",
    "theme": "the colour theme of the app",
}
"""Every key of `config.toml`, and what it says."""


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
class Config:
    """All settings, without what options on the command line say."""

    path: Path
    """Where the file is, or would be."""
    exists: bool
    workspace: Setting
    user: Setting
    theme: Setting

    def settings(self) -> dict[str, Setting]:
        """Every setting under its key."""
        return {"workspace": self.workspace, "user": self.user, "theme": self.theme}


def config_path() -> Path:
    """Where the one configuration file is, or would be."""
    from platformdirs import user_config_path

    return user_config_path("memtui", appauthor=False) / "config.toml"


def load_config(environ: Mapping[str, str] = os.environ) -> Config:
    """
    The settings of this account.

    Raises:
        ConfigError: The file is not TOML, or has a key or a value that means nothing to memtui.
    """
    path = config_path()
    written = _read(path)
    workspace = written.get("workspace")
    if workspace is not None:
        written["workspace"] = str(path.parent / Path(workspace).expanduser())

    def setting(key: str, variable: str | None, default: str | None) -> Setting:
        if variable is not None and environ.get(variable):
            return Setting(environ[variable], "environment")
        if key in written:
            return Setting(written[key], "file")
        return Setting(default, "default")

    return Config(
        path,
        path.exists(),
        workspace=setting("workspace", "MEMTUI_WORKSPACE", str(default_workspace())),
        user=setting("user", "MEMTUI_USER", account_name()),
        theme=setting("theme", None, None),
    )


def default_workspace() -> Path:
    """The workspace of an account that named none."""
    from platformdirs import user_data_path

    return user_data_path("memtui", appauthor=False) / "memory.db"


def account_name() -> str:
    """The name of the account, or `local` where it has none (as in many containers)."""
    import getpass

    try:
        return getpass.getuser() or "local"
    except (KeyError, OSError, ImportError):
        return "local"


def wants_colour(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether a terminal may be given colours: not when `NO_COLOR` is set, nor to a dumb one."""
    return not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def _read(path: Path) -> dict[str, str]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}).") from None
    # Imported here: most accounts have no such file.
    import tomllib

    try:
        document = tomllib.loads(raw.decode())
    except ValueError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.") from None
    for key, value in document.items():
        if key not in KEYS:
            raise ConfigError(
                f"{path} has the key {key!r}, which means nothing to memtui; the keys are"
                f" {', '.join(KEYS)}."
            )
        if not isinstance(value, str) or not value:
            raise ConfigError(f'{path}: the value of {key!r} is a text, such as {key} = "...".')
    return document
