"""
What every command is given: the options that work before and after its name, the workspace as the
right actor sees it, and the ways to answer.

Loads nothing of core until a workspace is opened, so that help and usage errors come at once.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from memtui.cli.output import Output

if TYPE_CHECKING:
    from core import Workspace
    from core.doors.served import ServedWorkspace
    from memtui.settings.config import Config

F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class Call:
    """One run of the program: what its options said, wherever they stood; the last one wins."""

    workspace: str | None = None
    key_file: str | None = None
    user: str | None = None
    session: str | None = None
    json: bool = False
    debug: bool = False
    utc: bool = False
    readonly: bool = False
    fresh: bool = False

    @cached_property
    def out(self) -> Output:
        """Where the answer goes; asked for once all options are known."""
        from memtui.settings.config import wants_colour

        return Output(colour_wanted=wants_colour(), utc=self.utc)

    @property
    def config(self) -> "Config":
        """
        What the environment and the configuration file say.

        Raises:
            ConfigError: The file cannot be used. An unknown key is enough: it may be a slip in the
                name of the workspace, or of the policy, and another one would be taken.
        """
        from memtui.settings.config_file import ConfigError

        if self.config_as_read.unknown:
            raise ConfigError(self.config_as_read.unknown[0])
        return self.config_as_read

    @cached_property
    def config_as_read(self) -> "Config":
        """The same for what only shows it: what it does not know is left out."""
        from memtui.settings.config import load_config

        return load_config()

    @property
    def workspace_path(self) -> Path:
        """
        The workspace file this run is about.

        Raises:
            UsageError: It is about one that is served, or the address is of no kind we know.
        """
        from memtui.cli.args import file_path

        if self.address is not None:
            raise click.UsageError(
                f"This needs the workspace file itself; run it where {self.address} is served."
            )
        if "://" in self._wanted:
            raise click.UsageError(
                f"{self._wanted!r} is no workspace: name a file by its path, or a served workspace"
                " by an address that begins with http:// or https://."
            )
        return file_path(self._wanted)

    @property
    def address(self) -> str | None:
        """The address of the served workspace this run is about; None for a file."""
        return self._wanted if self._wanted.startswith(("http://", "https://")) else None

    @property
    def _wanted(self) -> str:
        return self.workspace or self.config.workspace.value or ""

    @contextmanager
    def reading(self) -> "Iterator[Workspace]":
        """The workspace, which must exist; also one that cannot be written."""
        with self.connected() if self.address else self._existing() as workspace:
            yield workspace

    @contextmanager
    def writing(self) -> "Iterator[Workspace]":
        """The workspace, which is made when it is missing."""
        if self.address is not None:
            with self.connected() as workspace:
                yield workspace
            return
        with self._open(self.workspace_path) as workspace:
            yield self._as_actor(workspace)

    @contextmanager
    def connected(self) -> "Iterator[ServedWorkspace]":
        """The workspace that is served at the address."""
        from core.doors.served import ServedWorkspace

        assert self.address is not None
        with ServedWorkspace.connect(
            self.address, self.key, user=self.user_name, session=self.session
        ) as workspace:
            yield workspace

    def _existing(self) -> "AbstractContextManager[Workspace]":
        return self.opened(self.workspace_path, create=False)

    @property
    def key(self) -> str | None:
        """The key of a served workspace; never an argument, which every process can read."""
        from memtui.cli.args import file_path
        from memtui.settings.config import key_of

        return key_of(None if self.key_file is None else file_path(self.key_file))

    @contextmanager
    def opened(self, path: Path, *, create: bool) -> "Iterator[Workspace]":
        """A workspace to look at; read-only when this account may not write it."""
        fixed = path.exists() and not all(os.access(at, os.W_OK) for at in (path, path.parent))
        with self._open(path, create=create, read_only=fixed) as workspace:
            yield self._as_actor(workspace)

    @property
    def user_name(self) -> str:
        """Who acts when no session does."""
        return self.user or self.config.user.value or ""

    def _open(self, path: Path, *, create: bool = True, read_only: bool = False) -> "Workspace":
        from core import Workspace

        numbers = self.config.numbers
        return Workspace.open(
            path,
            user=self.user_name,
            create=create,
            read_only=read_only,
            conflicts_per_actor=numbers.get("limits.conflicts_per_actor"),
            conflict_days=numbers.get("limits.conflict_days"),
        )

    def _as_actor(self, workspace: "Workspace") -> "Workspace":
        if self.session is None:
            return workspace
        return workspace.as_session(self.session)


pass_call = click.make_pass_decorator(Call, ensure=True)


def _stored(
    name: str,
    *,
    metavar: str | None = None,
    is_flag: bool = False,
    help: str,  # noqa: A002
) -> Callable[[F], F]:
    """An option whose value goes into the `Call` instead of to the command."""

    def keep(context: click.Context, _: click.Parameter, value: object) -> None:
        if value == "":
            # An unset variable in a script must not lead to the default workspace.
            raise click.BadParameter("It is empty.")
        if value:
            setattr(context.ensure_object(Call), name.removeprefix("--").replace("-", "_"), value)

    return click.option(
        name, metavar=metavar, is_flag=is_flag, help=help, callback=keep, expose_value=False
    )


_WORKSPACE = _stored(
    "--workspace",
    metavar="FILE|URL",
    help="The workspace file, or the address of a served one. Else $MEMTUI_WORKSPACE, config.toml,"
    " the account's own file.",
)
_KEY_FILE = _stored(
    "--key-file",
    metavar="FILE",
    help="The key of a served workspace is in this file. Else $MEMTUI_KEY.",
)
_USER = _stored(
    "--user",
    metavar="NAME",
    help="Who writes, in the history. Else $MEMTUI_USER, config.toml, the account's name.",
)
_SESSION = _stored(
    "--session",
    metavar="ID",
    help="Act as this session: its stores, its access, its name on what is written.",
)
_JSON = _stored("--json", is_flag=True, help="Answer with one JSON document.")
_DEBUG = _stored("--debug", is_flag=True, help="Show the traceback of an error.")
readonly = _stored("--readonly", is_flag=True, help="In the app: refuse every action that writes.")
fresh = _stored("--fresh", is_flag=True, help="In the app: do not open what was open last time.")
utc = _stored("--utc", is_flag=True, help="Show exact times in UTC instead of ages.")


def _options(*options: Callable[[F], F]) -> Callable[[F], F]:
    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


common = _options(_WORKSPACE, _KEY_FILE, _USER, _SESSION, _JSON, _DEBUG)
"""Gives a command or group the options that work everywhere."""

common_but_session = _options(_WORKSPACE, _KEY_FILE, _USER, _JSON, _DEBUG)
"""The same for a command with a `--session` of its own."""
